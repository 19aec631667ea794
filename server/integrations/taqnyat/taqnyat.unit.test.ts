import { expect, test } from 'vitest'
import { delivered, sample } from '#integrations/meta/recorder.ts'
import { answering, smsAccount, toSara } from '#integrations/sms/vendor.ts'
import { taqnyat } from './taqnyat.ts'

const account = smsAccount({ provider: 'taqnyat' })
const accepted = JSON.parse(sample('sms/taqnyat/send-201.json').toString())
const blocked = JSON.parse(sample('sms/taqnyat/error-ip.json').toString())
const send = (body: unknown, status = 201, headers = {}) =>
  taqnyat(answering({ status, body, headers })).send(account, toSara('تذكير'))

test('a text is taken, with an id that is larger than 32 bits', async () => {
  const vendor = answering({ status: 201, body: accepted })
  expect(await taqnyat(vendor).send(account, toSara('تذكير'))).toEqual({
    outcome: 'sent',
    providerId: '5452899970',
    units: 1,
    cost: { amount: '0.0500', currency: 'SAR' },
  })
  const [asked] = vendor.asked
  expect([asked?.path, asked?.headers.get('authorization')]).toEqual(['/v1/messages', 'Bearer shh'])
  expect(JSON.parse(asked?.body ?? '')).toEqual({
    recipients: ['966501234567'],
    body: 'تذكير',
    sender: 'WASL',
  })
})

test('lists that are written as text are read, and lists that are lists too', async () => {
  const swapped = { ...accepted, accepted: '[]', rejected: '[966501234567,]' }
  const refused = { outcome: 'failed', failure: { reason: 'number_invalid' }, again: false }
  expect(await send(swapped)).toMatchObject(refused)
  expect(await send({ ...swapped, accepted: [], rejected: [966501234567] })).toMatchObject(refused)
  expect(await send({ ...accepted, rejected: '[966500000000,]' })).toMatchObject({
    outcome: 'sent',
  })
})

test.each([
  ['our address not on its list', blocked, 400, 'auth', '102'],
  [
    'another status inside a good answer',
    { statusCode: 400, message: 'Insufficient balance' },
    200,
    'billing',
    '400',
  ],
  [
    'a sender that is not ours',
    { statusCode: 400, message: 'Sender is not active' },
    400,
    'sender_refused',
    '400',
  ],
  ['a wrong token', { statusCode: 401, message: 'Unauthorized' }, 401, 'auth', '401'],
  ['no word at all', '', 404, 'rejected', 'http_404'],
])('%s is refused for good', async (_what, body, status, reason, code) => {
  expect(await send(body, status)).toMatchObject({
    outcome: 'failed',
    failure: { reason, code },
    again: false,
  })
})

test('too many are tried again when the vendor says, and silence is unknown', async () => {
  const limited = { statusCode: 429, message: 'Too many requests' }
  expect(await send(limited, 429, { 'retry-after': '7' })).toMatchObject({
    failure: { reason: 'rate_limited' },
    again: true,
    waitMs: 7000,
  })
  expect(await send('', 502)).toMatchObject({ outcome: 'unknown' })
  expect(await send('OK', 200)).toMatchObject({ outcome: 'unknown' })
  expect(await send({ statusCode: 201 }, 201)).toMatchObject({ outcome: 'unknown' })
})

test('health says the balance and the senders', async () => {
  const money = { statusCode: 200, accountStatus: 'active', balance: '120.50', currency: 'SAR' }
  const names = { statusCode: 200, senders: [{ senderName: 'WASL', status: 'active' }, 'WASL-AD'] }
  const works = taqnyat(answering({ body: money }, { body: names }))
  expect(await works.health(account)).toEqual({
    ok: true,
    facts: {
      balance: '120.50',
      currency: 'SAR',
      state: 'active',
      senders: 'WASL (active), WASL-AD',
    },
  })
  const wrong = taqnyat(answering({ status: 400, body: blocked }))
  expect(await wrong.health(account)).toMatchObject({ ok: false, failure: { code: '102' } })
  const none = taqnyat(answering({ status: 502, body: '' }))
  expect(await none.health(account)).toMatchObject({
    ok: false,
    failure: { reason: 'unavailable' },
  })
  const fraction = taqnyat(answering({ body: { ...money, balance: 0.5 } }))
  expect((await fraction.health(account)).facts['balance']).toBe('0.5')
})

test('a report without a sender is for whoever its address belongs to', () => {
  const { parse, verify } = taqnyat(answering())
  const report = delivered({ messageId: 5452899970, mobile: '0501234567', status: 'DELIVRD' })
  expect(parse(report)).toMatchObject([
    {
      account: { channel: 'sms', address: '' },
      ids: ['5452899970'],
      state: 'delivered',
      recipient: [{ kind: 'phone', value: '+966501234567' }],
    },
  ])
  expect(verify(report, account)).toBe(false)
})
