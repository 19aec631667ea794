import { expect, test } from 'vitest'
import { sample } from '#integrations/meta/recorder.ts'
import { answering, smsAccount, toSara } from '#integrations/sms/vendor.ts'
import { createSmsSimulator } from '#server/simulators/sms/simulator.ts'
import { twilio } from './twilio.ts'

type Schema = Readonly<{
  type?: string
  $ref?: string
  nullable?: boolean
  pattern?: string
  enum?: string[]
  required?: string[]
  properties?: Record<string, Schema>
}>
const spec = JSON.parse(sample('sms/twilio/messages.openapi.json').toString())
const post = spec.paths['/2010-04-01/Accounts/{AccountSid}/Messages.json'].post
const get = spec.paths['/2010-04-01/Accounts/{AccountSid}/Messages/{Sid}.json'].get
const requestForm: Schema = post.requestBody.content['application/x-www-form-urlencoded'].schema
const created = post.responses['201'].content['application/json']
const examples: [string, { value: Record<string, unknown> }][] = Object.entries(created.examples)
const [fetched] = Object.values<{ value: Record<string, unknown> }>(
  get.responses['200'].content['application/json'].examples,
)

/** What of this value the vendor's document does not allow. */
function wrongs(schema: Schema, value: unknown, at = ''): string[] {
  if (schema.$ref) {
    const name = schema.$ref.split('/').at(-1) ?? ''
    return wrongs(spec.components.schemas[name], value, at)
  }
  if (value === null) return schema.nullable ? [] : [`${at}: null`]
  if (schema.enum && !schema.enum.includes(String(value))) return [`${at}: ${String(value)}`]
  if (schema.pattern && !new RegExp(schema.pattern).test(String(value))) return [`${at}: pattern`]
  if (schema.type === 'integer') return Number.isInteger(value) ? [] : [`${at}: no integer`]
  if (schema.type === 'string') return typeof value === 'string' ? [] : [`${at}: no text`]
  if (!schema.properties || typeof value !== 'object') return []
  const { properties, required = [] } = schema
  const missing = required.filter((name) => !(name in Object(value)))
  return [
    ...missing.map((name) => `${at}/${name}: missing`),
    ...Object.entries(Object(value)).flatMap(([name, inner]) => {
      const about = properties[name]
      return about ? wrongs(about, inner, `${at}/${name}`) : [`${at}/${name}: unknown`]
    }),
  ]
}

const sid = `AC${'a'.repeat(32)}`
const service = `MG${'b'.repeat(32)}`
const account = smsAccount({
  provider: 'twilio',
  secrets: { token: 'shh', hook: 'https://wasl.example/h' },
})
const [, example] = examples[0] ?? ['', { value: {} }]
const send = (body: unknown, status = 201, headers = {}) =>
  twilio(answering({ status, body, headers })).send(account, toSara('x'))

test.each([['WASL'], [service]])(
  'a request from %s is what Twilio’s document asks for',
  async (address) => {
    const vendor = answering({ status: 201, body: example.value })
    await twilio(vendor).send({ ...account, address }, toSara('مرحبا + & ='))
    const [asked] = vendor.asked
    expect(asked?.path).toBe(`/2010-04-01/Accounts/${sid}/Messages.json`)
    const form = Object.fromEntries(new URLSearchParams(asked?.body))
    expect(wrongs(requestForm, form)).toEqual([])
    expect(form).toMatchObject({ To: '+966501234567', Body: 'مرحبا + & =' })
    expect([form['From'], form['MessagingServiceSid']]).toContain(address)
    const basic = Buffer.from(`${sid}:shh`).toString('base64')
    expect(asked?.headers.get('authorization')).toBe(`Basic ${basic}`)
  },
)

test('the judge of requests can say no', () => {
  expect(wrongs(requestForm, { From: 'x', Foo: 1, MessagingServiceSid: 'MG1' })).toHaveLength(3)
})

test.each(examples)(
  'its own example %s is its own document, and read',
  async (_name, { value }) => {
    expect(wrongs(created.schema, value)).toEqual([])
    expect(await send(value)).toMatchObject({ outcome: 'sent', providerId: value['sid'] })
  },
)

test('units are said when Twilio knows them, and a price without its sign', async () => {
  expect(await send({ ...example.value, num_segments: '0' })).not.toHaveProperty('units')
  const priced = { ...example.value, num_segments: '2', price: '-0.00750', price_unit: 'USD' }
  expect(await send(priced)).toMatchObject({
    units: 2,
    cost: { amount: '0.00750', currency: 'USD' },
  })
})

test('an API key opens, and the token still signs', async () => {
  const vendor = answering({ status: 201, body: example.value })
  const keyed = { ...account, secrets: { token: 'shh', user: 'SK1', password: 'pass' } }
  await twilio(vendor).send(keyed, toSara('x'))
  const basic = Buffer.from('SK1:pass').toString('base64')
  expect(vendor.asked[0]?.headers.get('authorization')).toBe(`Basic ${basic}`)
})

test.each([
  [21211, 'number_invalid'],
  [21614, 'number_invalid'],
  [21408, 'account_limited'],
  [21612, 'sender_refused'],
  [21660, 'sender_refused'],
  [30034, 'sender_refused'],
  [21610, 'opted_out'],
  [21617, 'too_large'],
  [20003, 'auth'],
  [30007, 'content_refused'],
  [99999, 'rejected'],
])('code %i is refused for good: %s', async (code, reason) => {
  expect(await send({ code, message: 'x', status: 400 }, 400)).toMatchObject({
    outcome: 'failed',
    failure: { reason, code: String(code) },
    again: false,
  })
})

test('too many are tried again, a broken answer is unknown, a message born dead is failed', async () => {
  expect(await send({ code: 20429 }, 429, { 'retry-after': '2' })).toMatchObject({
    failure: { reason: 'rate_limited' },
    again: true,
    waitMs: 2000,
  })
  expect(await send('', 401)).toMatchObject({ failure: { reason: 'auth', code: 'http_401' } })
  expect(await send('<html>', 502)).toMatchObject({ outcome: 'unknown' })
  expect(await send({}, 201)).toMatchObject({ outcome: 'unknown' })
  const dead = { ...example.value, status: 'failed', error_code: 30005 }
  expect(await send(dead)).toMatchObject({
    outcome: 'failed',
    failure: { code: '30005' },
    again: false,
  })
})

test('a message is asked after by its id', async () => {
  const value = fetched?.value ?? {}
  const ask = (body: unknown, status = 200) =>
    twilio(answering({ status, body })).fetchStatus?.(account, { providerId: 'SM1', ours: 'm' })
  expect(wrongs(created.schema, value)).toEqual([])
  expect(await ask(value)).toEqual({
    providerId: 'SM1',
    state: 'sent',
    at: '2019-05-24T17:18:28.000Z',
  })
  expect(await ask({ ...value, status: 'undelivered' })).toMatchObject({
    state: 'failed',
    failure: { reason: 'content_refused', code: '30007' },
  })
  expect(await ask({ code: 20404 }, 404)).toBeUndefined()
  expect(await ask({ code: 20003 }, 401)).toMatchObject({ reason: 'auth' })
  const lost = twilio(answering({ body: value })).fetchStatus
  expect(await lost?.(account, { ours: 'm' })).toBeUndefined()
})

test('the played Twilio answers as the document of the real one says', async () => {
  const now = () => new Date('2026-11-22T09:00:00Z')
  const { app, register } = createSmsSimulator({ now, random: () => 0.5 })
  register({ vendor: 'twilio', sender: 'WASL', user: sid, key: 'shh' })
  const headers = { authorization: `Basic ${Buffer.from(`${sid}:shh`).toString('base64')}` }
  const body = new URLSearchParams({ To: '+966501234567', From: 'WASL', Body: 'x' })
  const messages = `/twilio/2010-04-01/Accounts/${sid}/Messages`
  const taken = await app.request(`${messages}.json`, { method: 'POST', headers, body })
  const message = (await taken.json()) as { sid: string }
  expect([taken.status, ...wrongs(created.schema, message)]).toEqual([201])
  const later = await app.request(`${messages}/${message.sid}.json`, { headers })
  expect(wrongs(created.schema, await later.json())).toEqual([])
})

test('health says the state and the balance of the account', async () => {
  const self = { sid, friendly_name: 'Wasl', status: 'active' }
  const money = { account_sid: sid, balance: '12.3', currency: 'USD' }
  const works = twilio(answering({ body: self }, { body: money }))
  const facts = { name: 'Wasl', state: 'active', balance: '12.3', currency: 'USD' }
  expect(await works.health(account)).toEqual({ ok: true, facts })
  const shut = twilio(answering({ body: { ...self, status: 'suspended' } }))
  expect(await shut.health(account)).toMatchObject({
    ok: false,
    failure: { reason: 'account_limited' },
  })
  const wrong = twilio(answering({ status: 401, body: { code: 20003 } }))
  expect(await wrong.health(account)).toMatchObject({ ok: false, failure: { reason: 'auth' } })
})
