import { Hono } from 'hono'
import { expect, test } from 'vitest'
import type { ChatEvent } from '#core/messaging/incoming.ts'
import { msegat } from '#integrations/msegat/msegat.ts'
import { smsAccount, toSara } from '#integrations/sms/vendor.ts'
import { taqnyat } from '#integrations/taqnyat/taqnyat.ts'
import { twilio } from '#integrations/twilio/twilio.ts'
import { unifonic } from '#integrations/unifonic/unifonic.ts'
import { createSmsSimulator } from '#server/simulators/sms/simulator.ts'

const make = { unifonic, taqnyat, msegat, twilio }
const vendors = ['unifonic', 'taqnyat', 'msegat', 'twilio'] as const
type Vendor = (typeof vendors)[number]
const number = '+966501234567'
const place = 'http://127.0.0.1:9/simulators/sms'

/** A played vendor with one account, our integration in front of it, and what it is told. */
function openTown(vendor: Vendor) {
  let time = Date.parse('2026-11-22T09:00:00Z')
  const heard: ChatEvent[] = []
  const refused: string[] = []
  const account = smsAccount({
    provider: vendor,
    baseUrl: `${place}/${vendor}`,
    secrets: {
      ...(vendor === 'unifonic' && { app_sid: 'shh' }),
      ...(vendor === 'msegat' && { user: 'wasl' }),
      token: 'shh',
      hook: 'https://wasl.example/hooks/sms/0123456789abcdef0123',
    },
  })
  const simulator = createSmsSimulator({
    now: () => new Date(time),
    random: () => 0.5,
    fetch: async (url, init) => {
      const headers = Object.fromEntries(new Headers(init.headers))
      const body = new Uint8Array(await new Response(init.body ?? null).arrayBuffer())
      const receivedAt = new Date(time)
      const delivery = { method: 'POST', url, headers, body, receivedAt } as const
      if (!provider.verify(delivery, account)) {
        refused.push(url)
        return new Response('', { status: 401 })
      }
      heard.push(...provider.parse(delivery))
      return new Response()
    },
  })
  const app = new Hono().route('/simulators/sms', simulator.app)
  const provider = make[vendor]({
    totalMs: 50,
    // As the platform's own: an answer that never comes ends with the signal.
    fetch: (url, init) =>
      Promise.race([
        Promise.resolve(app.request(url, init)),
        new Promise<never>((_done, fail) =>
          init.signal?.addEventListener('abort', () => fail(init.signal?.reason)),
        ),
      ]),
  })
  const user = { msegat: 'wasl', twilio: account.settings['account_sid'] ?? '' }
  simulator.register({
    vendor,
    sender: 'WASL',
    key: 'shh',
    balance: 42,
    ...(vendor in user && { user: user[vendor as keyof typeof user] }),
    webhookUrl: account.secrets['hook'] ?? '',
  })
  return {
    simulator,
    provider,
    account,
    heard,
    refused,
    send: (text: string, more = {}) => provider.send(account, toSara(text, more)),
    pass: (minutes: number) => {
      time += minutes * 60_000
    },
  }
}

test.each(vendors)('%s carries a text to the telephone and reports it', async (vendor) => {
  const { simulator, send, heard, provider, account } = openTown(vendor)
  const sent = await send('تذكير بالفاتورة')
  if (sent.outcome !== 'sent') throw new Error(JSON.stringify(sent))
  expect(simulator.inboxOf(number)).toMatchObject([
    { id: sent.providerId, from: 'WASL', text: 'تذكير بالفاتورة', state: 'delivered' },
  ])
  await simulator.deliver()
  expect(heard.at(-1)).toMatchObject({
    kind: 'status',
    account: { channel: 'sms', address: 'WASL' },
    ids: [sent.providerId],
    state: 'delivered',
    recipient: [{ kind: 'phone', value: number }],
  })
  const health = await provider.health(account)
  expect(health).toMatchObject({ ok: true })
  if (vendor !== 'unifonic') expect(Number(health.facts['balance'])).toBe(42)
})

test.each(vendors)('%s reports what the telephone’s network says', async (vendor) => {
  const { simulator, send, heard } = openTown(vendor)
  simulator.online(number, false)
  const sent = await send('x')
  const id = sent.outcome === 'sent' ? sent.providerId : ''
  expect(simulator.inboxOf(number)).toMatchObject([{ state: 'queued' }])
  simulator.report(id, 'failed')
  await simulator.deliver()
  expect(heard.at(-1)).toMatchObject({ state: 'failed', failure: { reason: 'not_reachable' } })
  await send('y')
  simulator.online(number, true)
  await simulator.deliver()
  expect(heard.at(-1)).toMatchObject({ state: 'delivered' })
  expect(simulator.inboxOf(number).map(({ state }) => state)).toEqual(['failed', 'delivered'])
})

test.each(vendors)('%s refuses in its own words, and we understand', async (vendor) => {
  const { simulator, send, account, provider } = openTown(vendor)
  const reasons = {
    auth: 'auth',
    sender: 'sender_refused',
    number: 'number_invalid',
    content: 'content_refused',
  } as const
  for (const [refusal, reason] of Object.entries(reasons)) {
    simulator.faults.refusals.push(refusal as keyof typeof reasons)
    expect(await send('x')).toMatchObject({ outcome: 'failed', failure: { reason }, again: false })
  }
  const other = { ...account, secrets: { ...account.secrets, token: 'no', app_sid: 'no' } }
  expect(await provider.send(other, toSara('x'))).toMatchObject({ failure: { reason: 'auth' } })
  expect(await provider.health(other)).toMatchObject({ ok: false, failure: { reason: 'auth' } })
  expect(await provider.send({ ...account, address: 'OTHER' }, toSara('x'))).toMatchObject({
    failure: { reason: 'sender_refused' },
  })
  expect(simulator.inboxOf(number)).toEqual([])
})

test.each(vendors)(
  '%s never answers although it took the text: that is unknown',
  async (vendor) => {
    const { simulator, send, heard } = openTown(vendor)
    simulator.faults.silent = 1
    expect(await send('x')).toEqual({ outcome: 'unknown', detail: 'timeout' })
    simulator.faults.lost.push(502)
    expect(await send('y')).toMatchObject({ outcome: 'unknown' })
    expect(simulator.inboxOf(number)).toHaveLength(2)
    await simulator.deliver()
    expect(heard.length).toBeGreaterThanOrEqual(2)
    await simulator.close()
  },
)

test.each(['unifonic', 'twilio'] as const)(
  '%s can be asked how far a text has come',
  async (vendor) => {
    const { simulator, send, provider, account } = openTown(vendor)
    simulator.online(number, false)
    const sent = await send('x', { ours: 'm-7' })
    const providerId = sent.outcome === 'sent' ? sent.providerId : ''
    const status = () => provider.fetchStatus?.(account, { providerId, ours: 'm-7' })
    expect(await status()).toMatchObject({ providerId, state: 'sent' })
    simulator.report(providerId, 'delivered')
    expect(await status()).toMatchObject({ state: 'delivered' })
    if (vendor === 'unifonic')
      expect(await provider.fetchStatus?.(account, { ours: 'm-7' })).toMatchObject({ providerId })
    expect(await provider.fetchStatus?.(account, { providerId: '404', ours: 'x' })).toBeUndefined()
  },
)

test('reports come twice, late, in the wrong order, not at all, and again after a refusal', async () => {
  const { simulator, send, heard, refused, pass } = openTown('twilio')
  simulator.faults.duplicate = true
  simulator.faults.reorder = true
  await send('x')
  await simulator.deliver()
  const states = heard.map((event) => (event.kind === 'status' ? event.state : event.kind))
  expect(states).toEqual(['delivered', 'delivered', 'sent', 'sent'])
  Object.assign(simulator.faults, { duplicate: false, reorder: false, lose: 2 })
  await send('y')
  expect(simulator.waiting()).toBe(0)
  Object.assign(simulator.faults, { wrongSignature: true, delayMs: 60_000 })
  await send('z')
  await simulator.deliver()
  expect([refused.length, heard.length]).toEqual([0, 4])
  pass(1)
  await simulator.deliver()
  expect([refused.length, heard.length, simulator.waiting()]).toEqual([2, 4, 2])
  expect(simulator.attempts().at(-1)).toMatchObject({ status: 401 })
})

test('a number that nothing reaches is taken and reported as failed', async () => {
  const { simulator, send, heard } = openTown('msegat')
  simulator.faults.unreachable.add('966501234567')
  expect(await send('x')).toMatchObject({ outcome: 'sent' })
  await simulator.deliver()
  expect(heard).toMatchObject([{ state: 'failed' }])
  expect(simulator.report('nothing', 'delivered')).toBe(false)
  expect(simulator.numbers()).toEqual(['966501234567'])
})

test.each(vendors)(
  'two customers of %s may send under one name, and each hears its own',
  async (vendor) => {
    const told: string[] = []
    const simulator = createSmsSimulator({
      now: () => new Date('2026-11-22T09:00:00Z'),
      random: () => 0.5,
      fetch: async (url) => {
        told.push(url)
        return new Response()
      },
    })
    const provider = make[vendor]({
      fetch: async (url, init) => simulator.app.request(url.slice(place.length), init),
    })
    for (const key of ['first', 'second'])
      simulator.register({
        vendor,
        sender: 'WASL',
        key,
        user: `AC${'a'.repeat(32)}`,
        webhookUrl: `https://wasl.example/${key}`,
      })
    const user = vendor === 'msegat' && { user: `AC${'a'.repeat(32)}` }
    const account = smsAccount({
      baseUrl: `${place}/${vendor}`,
      secrets: { token: 'second', app_sid: 'second', ...user },
    })
    const sent = await provider.send(account, toSara('x'))
    expect(sent).toMatchObject({ outcome: 'sent' })
    await simulator.deliver()
    expect(new Set(told)).toEqual(new Set(['https://wasl.example/second']))
    const providerId = sent.outcome === 'sent' ? sent.providerId : ''
    const other = smsAccount({
      baseUrl: `${place}/${vendor}`,
      secrets: { token: 'first', app_sid: 'first' },
    })
    const status = await provider.fetchStatus?.(other, { providerId, ours: 'm-1' })
    expect(status).toBeUndefined()
  },
)
