import { expect, test } from 'vitest'
import { delivered } from '#integrations/meta/recorder.ts'
import { msegat } from '#integrations/msegat/msegat.ts'
import { ask } from '#integrations/sms/call.ts'
import { calledInSecret } from '#integrations/sms/reports.ts'
import { answering, smsAccount, toSara } from '#integrations/sms/vendor.ts'
import { taqnyat } from '#integrations/taqnyat/taqnyat.ts'
import { twilio } from '#integrations/twilio/twilio.ts'
import { unifonic } from '#integrations/unifonic/unifonic.ts'

const vendors = { unifonic, taqnyat, msegat, twilio }
const each = Object.entries(vendors)
const account = smsAccount()

test.each(each)('%s is named as its folder and carries text alone', async (name, make) => {
  const vendor = answering({ body: '' })
  const provider = make(vendor)
  expect([provider.name, provider.channel, provider.abilities?.kinds]).toEqual([
    name,
    'sms',
    ['text'],
  ])
  const refusals: [Parameters<typeof toSara>[1], string][] = [
    [{ content: { kind: 'location', latitude: 1, longitude: 2 } }, 'content_refused'],
    [{ content: { kind: 'text', text: ' \n' } }, 'content_refused'],
    [{ content: { kind: 'text', text: 'ش'.repeat(671) } }, 'too_large'],
    [{ to: { kind: 'phone', value: '12' } }, 'number_invalid'],
  ]
  for (const [more, reason] of refusals)
    expect(await provider.send(account, toSara('x', more))).toMatchObject({
      outcome: 'failed',
      failure: { reason },
      again: false,
    })
  expect(await provider.send({ ...account, secrets: {} }, toSara('x'))).toMatchObject({
    failure: { reason: 'auth' },
  })
  expect(vendor.asked).toEqual([])
  const stranger = toSara('x', { to: { kind: 'psid', value: '1' } })
  await expect(provider.send(account, stranger)).rejects.toThrow('psid')
})

test.each(each)('%s gets one form of a number, however it was typed', async (_name, make) => {
  for (const value of [
    '+966501234567',
    '00966501234567',
    '0501234567',
    '٠٥٠١٢٣٤٥٦٧',
    '966 50 123 4567',
  ]) {
    const vendor = answering({ body: '' })
    await make(vendor).send(account, toSara('x', { to: { kind: 'phone', value } }))
    expect(decodeURIComponent(vendor.asked[0]?.body ?? '')).toMatch(/[=":[+]\+?966501234567["&,]/)
  }
})

test.each(each)('%s: no answer is unknown, no connection is tried again', async (_name, make) => {
  const failing = (error: unknown) => make({ fetch: () => Promise.reject(error) })
  const timeout = new DOMException('late', 'TimeoutError')
  expect(await failing(timeout).send(account, toSara('x'))).toEqual({
    outcome: 'unknown',
    detail: 'timeout',
  })
  const refused = Object.assign(new TypeError('fetch failed'), {
    cause: Object.assign(new Error('no'), { code: 'ECONNREFUSED' }),
  })
  expect(await failing(refused).send(account, toSara('x'))).toMatchObject({
    outcome: 'failed',
    failure: { reason: 'unavailable', code: 'ECONNREFUSED' },
    again: true,
  })
  expect(await failing(refused).health(account)).toMatchObject({ ok: false })
  const reset = Object.assign(new Error('reset'), { code: 'ECONNRESET' })
  expect(await failing(reset).send(account, toSara('x'))).toMatchObject({ outcome: 'unknown' })
})

test.each(each)('%s is not spoken to without TLS beyond this machine', async (_name, make) => {
  const vendor = answering({ body: '' })
  const far = { ...account, baseUrl: 'http://api.example' }
  expect(await make(vendor).send(far, toSara('x'))).toMatchObject({ failure: { code: 'base_url' } })
  expect(vendor.asked).toEqual([])
})

test('an endless answer is not read to its end', async () => {
  const flood = { fetch: async () => new Response('x'.repeat(300_000)) }
  const answer = await ask(flood, account, { method: 'GET', path: '' })
  expect(answer).toEqual({ outcome: 'lost', detail: 'the answer was too long' })
})

test('who does not know the secret address proves nothing', () => {
  const at = (url: string) => ({ ...delivered({}), url })
  const with_ = (hook: string) => ({ ...account, secrets: { hook } })
  const good = account.secrets['hook'] ?? ''
  expect(calledInSecret(at(good), account)).toBe(true)
  // Behind a proxy the house is called by another name.
  expect(
    calledInSecret(at('http://10.0.0.7:8080/hooks/sms/0123456789abcdef0123?x=1'), account),
  ).toBe(true)
  for (const bad of [`${good}4`, good.slice(0, -1), good.toUpperCase(), `https://x/?${good}`, ''])
    expect(calledInSecret(at(bad), account)).toBe(false)
  expect(calledInSecret(at('https://x/short'), with_('https://x/short'))).toBe(false)
  expect(calledInSecret(at('https://x/'), with_(''))).toBe(false)
  expect(calledInSecret({ ...at(good), method: 'GET' }, account)).toBe(false)
})
