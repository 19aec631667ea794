import { expect, test } from 'vitest'
import { readJson } from '#integrations/meta/read.ts'
import { delivered, sample } from '#integrations/meta/recorder.ts'
import { answering, smsAccount, toSara } from '#integrations/sms/vendor.ts'
import { unifonic } from './unifonic.ts'

const account = smsAccount()
const json = (name: string) => JSON.parse(sample(`sms/unifonic/${name}.json`).toString())
const sent = json('sent')
const send = (body: unknown, status = 200) =>
  unifonic(answering({ status, body })).send(account, toSara('مرحبا'))

test('a text leaves in the body, with the names of the vendor’s own document and no secret in the address', async () => {
  const vendor = answering({ body: sent })
  const delivery = await unifonic(vendor).send(account, toSara('عليك ٥٠ ريالًا'))
  expect(delivery).toEqual({
    outcome: 'sent',
    providerId: '3200017889310',
    units: 2,
    cost: { amount: '0.14', currency: 'SAR' },
  })
  const [asked] = vendor.asked
  const { send: about } = json('interface')
  expect(asked?.path).toBe(about.path)
  const form = Object.fromEntries(new URLSearchParams(asked?.body))
  expect(form).toMatchObject({
    AppSid: 'APPSID',
    Recipient: '966501234567',
    Body: 'عليك ٥٠ ريالًا',
    CorrelationID: 'm-1',
    statusCallback: account.secrets['hook'],
  })
  for (const name of about.required) expect(form[name]).toBeTruthy()
  for (const name of Object.keys(form))
    expect([...about.required, ...about.optional]).toContain(name)
})

test.each([['true'], [true], ['True']])('success is success as %j', async (success) => {
  expect(await send({ ...sent, success })).toMatchObject({ outcome: 'sent' })
})

test.each([
  [
    'a refusal in words under HTTP 200',
    { ...sent, success: 'false', errorCode: 'ER-480' },
    200,
    'sender_refused',
    '480',
  ],
  ['a code beside a success', { ...sent, errorCode: 'ER-482' }, 200, 'number_invalid', '482'],
  ['a wrong number', { success: false, message: 'Invalid dest num' }, 482, 'number_invalid', '482'],
  ['no AppSid', '', 402, 'auth', '402'],
  ['a wrong AppSid', '<html>', 401, 'auth', '401'],
  ['a format', { success: false, errorCode: 'ER-406' }, 406, 'rejected', '406'],
  ['an empty text', '', 449, 'content_refused', '449'],
  ['a status that nobody knows', '', 477, 'rejected', '477'],
])('%s is refused for good', async (_what, body, status, reason, code) => {
  expect(await send(body, status)).toMatchObject({
    outcome: 'failed',
    failure: { reason, code },
    again: false,
  })
})

test('what may pass is tried again, and what says nothing is unknown', async () => {
  expect(await send({ success: false, errorCode: 'ER-599' }, 599)).toMatchObject({
    failure: { reason: 'unavailable' },
    again: true,
  })
  expect(await send('', 429)).toMatchObject({ failure: { reason: 'rate_limited' }, again: true })
  for (const [body, status] of [
    ['', 599],
    ['<html>', 502],
    ['{}', 200],
  ] as const)
    expect(await send(body, status)).toMatchObject({ outcome: 'unknown' })
  expect(await send({ ...sent, data: {} })).toMatchObject({ outcome: 'unknown' })
})

test('a message is asked after by its id, or by ours if the answer was lost', async () => {
  const vendor = answering({ body: json('details') })
  const fetchStatus = unifonic(vendor).fetchStatus
  const status = { providerId: '3200017889310', state: 'delivered' }
  expect(await fetchStatus?.(account, { providerId: '3200017889310', ours: 'm-1' })).toEqual(status)
  expect(await fetchStatus?.(account, { ours: 'm-1' })).toEqual(status)
  expect(await fetchStatus?.(account, { ours: 'm-2' })).toBeUndefined()
  const { details } = json('interface')
  for (const { path, body } of vendor.asked) {
    expect(path).toBe(details.path)
    for (const name of new URLSearchParams(body).keys())
      expect([...details.required, ...details.optional]).toContain(name)
  }
  const bad = unifonic(answering({ status: 432, body: '' })).fetchStatus
  expect(await bad?.(account, { ours: 'x' })).toMatchObject({ reason: 'rejected', code: '432' })
})

test('a report is read whatever its shape, for the address that the vendor alone knows', () => {
  const { verify, parse } = unifonic(answering())
  const good = { ...delivered(json('report')), url: account.secrets['hook'] ?? '' }
  expect(verify(good, account)).toBe(true)
  const status = {
    kind: 'status',
    account: { channel: 'sms', address: 'UNISMS' },
    ids: ['3200017889310'],
    ours: 'outbox-7f0e',
    state: 'delivered',
    recipient: [{ kind: 'phone', value: '+966501234567' }],
  }
  expect(parse(good)).toMatchObject([status])
  const form = Object.entries(json('report')).map(([name, value]): [string, string] => [
    name,
    String(value),
  ])
  expect(parse(delivered(Buffer.from(new URLSearchParams(form).toString())))).toMatchObject([
    status,
  ])
  expect(parse(delivered([json('report'), json('report')]))).toHaveLength(2)
  expect(parse(delivered({ reports: [json('report')] }))).toMatchObject([status])
})

test.each([
  [{ messageId: 1, status: 'Undelivered', errorCode: '482' }, 'failed', 'number_invalid'],
  [{ messageId: 1, status: 'EXPIRED' }, 'failed', 'not_reachable'],
  [{ messageId: 1, Status: 'Sent' }, 'sent', undefined],
])('a report %j is %s', (body, state, reason) => {
  const [event] = unifonic(answering()).parse(delivered(body))
  expect(event).toMatchObject({ kind: 'status', state, at: '2026-11-22T09:00:00.000Z' })
  expect(event?.kind === 'status' ? event.failure?.reason : '').toBe(reason)
})

test('a report that nobody understands is kept as it came', () => {
  const { parse } = unifonic(answering())
  for (const body of [{ messageId: 1, status: 'levitating' }, { status: 'delivered' }, { x: 1 }])
    expect(parse(delivered(body))).toMatchObject([{ kind: 'unknown', field: 'sms_report' }])
  for (const bytes of ['', '[]', 'null', '""', '\u0000'])
    expect(() => parse(delivered(Buffer.from(bytes)))).not.toThrow()
})

test('one question says whether the account works', async () => {
  const works = unifonic(answering({ body: json('details') }))
  expect(await works.health(account)).toEqual({ ok: true, facts: {} })
  const wrong = unifonic(answering({ status: 401, body: '' }))
  expect(await wrong.health(account)).toMatchObject({ ok: false, failure: { reason: 'auth' } })
  const none = unifonic(answering({ status: 503, body: '' }))
  expect(await none.health(account)).toMatchObject({ failure: { reason: 'unavailable' } })
})

test('an id beyond what a number holds keeps its digits', async () => {
  const text = JSON.stringify(sent).replace('3200017889310', '32000178893109007199254740993')
  expect(readJson(text)).toBeTruthy()
  expect(await send(text)).toMatchObject({ providerId: '32000178893109007199254740993' })
})
