import { expect, test } from 'vitest'
import { sample } from '#integrations/meta/recorder.ts'
import { answering, smsAccount, toSara } from '#integrations/sms/vendor.ts'
import { msegat } from './msegat.ts'

const account = smsAccount({ provider: 'msegat' })
const samples = JSON.parse(sample('sms/msegat/send.json').toString())
const send = (body: unknown, status = 200) =>
  msegat(answering({ status, body })).send(account, toSara('تذكير'))

test('a text is sent with the name and the key of the account', async () => {
  const vendor = answering({ body: samples.ok_variant })
  const delivery = await msegat(vendor).send(account, toSara('تذكير'))
  expect(delivery).toEqual({ outcome: 'sent', providerId: '123456' })
  expect(vendor.asked[0]?.path).toBe('/gw/sendsms.php')
  expect(JSON.parse(vendor.asked[0]?.body ?? '')).toMatchObject({
    userName: 'wasl',
    apiKey: 'shh',
    userSender: 'WASL',
    numbers: '966501234567',
    msg: 'تذكير',
    msgEncoding: 'UTF8',
    timeToSend: 'now',
  })
})

test('success is one of two codes, as text or number, and needs no id', async () => {
  for (const body of [samples.ok, { code: 1 }, 'M0000', '"M0000"'])
    expect(await send(body)).toEqual({ outcome: 'sent', providerId: 'm-1' })
})

test.each([
  ['M0001', 'rejected'],
  ['1010', 'rejected'],
  ['M0002', 'auth'],
  ['1020', 'auth'],
  ['M0029', 'sender_refused'],
  ['M0030', 'sender_refused'],
  ['1050', 'content_refused'],
  ['1060', 'billing'],
  ['1061', 'rejected'],
  ['1064', 'content_refused'],
  ['1110', 'sender_refused'],
  ['1120', 'number_invalid'],
  ['1140', 'too_large'],
  ['M9999', 'rejected'],
])('code %s under HTTP 200 is a refusal: %s', async (code, reason) => {
  const failure = { reason, code }
  expect(await send({ code, message: 'x' })).toMatchObject({
    outcome: 'failed',
    failure,
    again: false,
  })
  expect(await send({ code: /^\d+$/.test(code) ? Number(code) : code })).toMatchObject({ failure })
})

test('what carries no code proves nothing', async () => {
  for (const body of ['', '<html>', '{}', '[]'])
    expect(await send(body)).toMatchObject({ outcome: 'unknown' })
  expect(await send('', 503)).toMatchObject({ outcome: 'unknown' })
})

const senders = { body: [{ SenderID: 'WASL', Status: 'Active' }, { SenderID: 'WASL-AD' }] }
const locked = { body: { code: '1020', message: 'Invalid login' } }

test('a balance is a bare number, with or without quotes', async () => {
  for (const body of ['1234.5', '"1234.5"', 1234.5])
    expect(await msegat(answering({ body }, senders)).health(account)).toEqual({
      ok: true,
      facts: { balance: '1234.5', senders: 'WASL (Active), WASL-AD' },
    })
})

test('a bare 1020 is a balance where the senders are given, and a refusal where they are not', async () => {
  const rich = msegat(answering({ body: '1020' }, senders))
  expect(await rich.health(account)).toMatchObject({ ok: true, facts: { balance: '1020' } })
  const wrong = { ok: false, failure: { reason: 'auth', code: '1020' } }
  expect(await msegat(answering({ body: '1020' }, locked)).health(account)).toMatchObject(wrong)
})

test('a code instead of a balance is a refusal', async () => {
  for (const body of ['M0002', { code: 'M0002' }])
    expect(await msegat(answering({ body }, locked)).health(account)).toMatchObject({
      ok: false,
      failure: { reason: 'auth', code: 'M0002' },
    })
  expect(await msegat(answering({ body: '<html>' })).health(account)).toMatchObject({
    ok: false,
    failure: { reason: 'unavailable' },
  })
})
