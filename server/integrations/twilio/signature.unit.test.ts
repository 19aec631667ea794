import { createHash, createHmac } from 'node:crypto'
import { expect, test } from 'vitest'
import { sample } from '#integrations/meta/recorder.ts'
import type { RawDelivery } from '#integrations/sms/port.ts'
import { answering, smsAccount } from '#integrations/sms/vendor.ts'
import { twilio } from './twilio.ts'

const { verify, parse } = twilio(answering())
const account = smsAccount({ secrets: { token: '12345' } })

const posted = (url: string, form: Record<string, string>, signature?: string): RawDelivery => ({
  method: 'POST',
  url,
  headers: {
    'content-type': 'application/x-www-form-urlencoded; charset=UTF-8',
    ...(signature && { 'X-Twilio-Signature': signature }),
  },
  body: Buffer.from(new URLSearchParams(form).toString()),
  receivedAt: new Date('2026-11-22T09:00:00Z'),
})
const sign = (text: string, token = '12345') =>
  createHmac('sha1', token).update(text).digest('base64')

const url = 'https://mycompany.com/myapp.php?foo=1&bar=2'
const form = {
  CallSid: 'CA1234567890ABCDE',
  Digits: '1234',
  From: '+14158675309',
  To: '+18005551212',
  Caller: '+14158675309',
}
// The example of Twilio's own libraries.
const known = 'RSOYDt4T1cUTdK1PDd93/VVr8B8='

test('the example of Twilio’s own libraries is good, and nothing near it', () => {
  expect(verify(posted(url, form, known), account)).toBe(true)
  expect(verify(posted(`${url}&x=1`, form, known), account)).toBe(false)
  expect(verify(posted(url, { ...form, Digits: '1235' }, known), account)).toBe(false)
  expect(verify(posted(url, form, known.toLowerCase()), account)).toBe(false)
  expect(verify(posted(url, form, known.slice(0, -1)), account)).toBe(false)
  expect(verify(posted(url, form), account)).toBe(false)
  for (const token of ['', '12346'])
    expect(verify(posted(url, form, known), smsAccount({ secrets: { token } }))).toBe(false)
  expect(verify(posted(url, form, sign('', '')), smsAccount({ secrets: {} }))).toBe(false)
})

test('the usual port may be named or not, another may not be left out', () => {
  const body = 'A1'
  for (const [called, arrived] of [
    ['https://x.example:443/h?a=b', 'https://x.example/h?a=b'],
    ['https://x.example/h?a=b', 'https://x.example:443/h?a=b'],
    ['http://x.example:80/h', 'http://x.example/h'],
  ] as const)
    expect(verify(posted(arrived, { A: '1' }, sign(called + body)), account)).toBe(true)
  const odd = sign(`https://x.example:8443/h${body}`)
  expect(verify(posted('https://x.example/h', { A: '1' }, odd), account)).toBe(false)
})

test('behind a proxy the address counts that Twilio was told', () => {
  const hook = 'https://wasl.example/hooks/twilio/secret'
  const inside = 'http://10.0.0.7:8080/hooks/twilio/secret?x=%20y'
  const delivery = posted(inside, { A: '1' }, sign(`${hook}?x=%20yA1`))
  expect(verify(delivery, account)).toBe(false)
  expect(verify(delivery, smsAccount({ secrets: { token: '12345', hook } }))).toBe(true)
})

test('JSON is signed by the digest of its bytes in the address', () => {
  const body = Buffer.from('{"MessageSid":"SM1","MessageStatus":"delivered","x":"مرحبا"}')
  const digest = createHash('sha256').update(body).digest('hex')
  const json = (at: string, bytes = body): RawDelivery => ({
    method: 'POST',
    url: at,
    headers: { 'content-type': 'application/json', 'x-twilio-signature': sign(at) },
    body: bytes,
  })
  const good = json(`https://x.example/h?bodySHA256=${digest}`)
  expect(verify(good, account)).toBe(true)
  expect(parse(good)).toMatchObject([{ kind: 'status', ids: ['SM1'], state: 'delivered' }])
  expect(verify(json(good.url, Buffer.from('{}')), account)).toBe(false)
  // Signed as it is, an address without a digest says nothing of the body.
  expect(verify(json('https://x.example/h'), account)).toBe(false)
})

test('an official callback is read, and is for the sender that it names', () => {
  const { fields } = JSON.parse(sample('sms/twilio/status-callback.form.json').toString())
  const report = posted('https://x.example/h', fields)
  expect(parse(report)).toEqual([
    {
      account: { channel: 'sms', address: 'MYBRAND' },
      at: '2026-11-22T09:00:00.000Z',
      kind: 'status',
      ids: ['SM1'],
      recipient: [{ kind: 'phone', value: '+966501234567' }],
      state: 'delivered',
    },
  ])
  const by = posted('https://x.example/h', { ...fields, MessagingServiceSid: 'MG1' })
  expect(parse(by)).toMatchObject([{ account: { address: 'MG1' } }])
})

test.each([
  ['30003', 'not_reachable'],
  ['30004', 'blocked_by_customer'],
  ['30005', 'not_reachable'],
  ['30007', 'content_refused'],
  ['30034', 'sender_refused'],
  ['', 'not_reachable'],
])('an undelivered message with code %j: %s', (ErrorCode, reason) => {
  const fields = {
    MessageSid: 'SM1',
    MessageStatus: 'undelivered',
    ...(ErrorCode && { ErrorCode }),
  }
  expect(parse(posted('https://x', fields))).toMatchObject([
    { state: 'failed', failure: { reason } },
  ])
})

test.each([
  ['queued', 'sent'],
  ['accepted', 'sent'],
  ['partially_delivered', 'delivered'],
  ['read', 'read'],
  ['canceled', 'failed'],
])('status %s is %s', (MessageStatus, state) => {
  expect(parse(posted('https://x', { MessageSid: 'SM1', MessageStatus }))).toMatchObject([
    { state },
  ])
})

test('a status that is of no sending is kept and not counted', () => {
  for (const MessageStatus of ['receiving', 'received', 'scheduled', 'teleported'])
    expect(parse(posted('https://x', { MessageSid: 'SM1', MessageStatus }))).toMatchObject([
      { kind: 'unknown' },
    ])
  expect(parse(posted('https://x', {}))).toEqual([])
})
