import { expect, test } from 'vitest'
import type { GatewayAccount } from '#modules/payments/gateway.ts'
import { account, checkout, fixture, openGateway, SECRET } from './moyasar-house.ts'

const { gateway } = openGateway()
const documented: GatewayAccount = { ...account, webhookSecret: 'test-shared-secret' }
const bytes = (body: unknown) => new TextEncoder().encode(JSON.stringify(body))
const read = (body: unknown, as = documented) => gateway.readWebhook(as, bytes(body), {})
const paid = fixture('webhooks/doc-shaped.payment_paid.mada-invoice.json') as object

test('a documented event is read with the ids of its payment and its checkout', () => {
  expect(read(paid)).toEqual({
    ok: true,
    deliveryId: 'e6d11feb-0000-4000-8000-00000000001f',
    kind: 'payment_paid',
    paymentId: 'b6c01c90-a091-45a4-9358-71668ecbf71f',
    checkoutId: 'f91065f7-d188-4ec8-8fc5-af97841ec14e',
  })
})

test('the misspelt failure is read as a failure', () => {
  const event = fixture('webhooks/doc-shaped.payment_faild.json')
  expect(read(event)).toMatchObject({ ok: true, kind: 'payment_failed' })
})

test('without a secret on our side nothing is read', () => {
  const { webhookSecret: _, ...bare } = account
  expect(read(paid, bare)).toEqual({ ok: false, reason: 'no_secret' })
  expect(read({ ...paid, secret_token: '' }, { ...account, webhookSecret: '' })).toEqual({
    ok: false,
    reason: 'no_secret',
  })
})

test.each([['wrong'], ['test-shared-secreT'], ['test-shared-secret '], [''], [null], [undefined]])(
  'the secret %j is a bad one',
  (secret_token) => {
    expect(read({ ...paid, secret_token })).toEqual({ ok: false, reason: 'bad_secret' })
  },
)

test('a live event is not about a test account', () => {
  expect(read({ ...paid, live: true })).toEqual({ ok: false, reason: 'malformed' })
  expect(read(paid, { ...documented, mode: 'live' })).toEqual({ ok: false, reason: 'malformed' })
})

test.each([
  ['nothing', new Uint8Array()],
  ['half a body', bytes(paid).slice(0, 100)],
  ['a list', bytes([])],
  ['null', bytes(null)],
  ['no text at all', new Uint8Array([0xff, 0xfe, 0x00])],
  ['a flood', bytes({ ...paid, filler: 'x'.repeat(1024 * 1024) })],
])('%s is malformed', (_, body) => {
  expect(gateway.readWebhook(documented, body, {})).toEqual({ ok: false, reason: 'malformed' })
})

test('a bare invoice without our token is not believed', () => {
  const callback = fixture('webhooks/doc-shaped.invoice-callback-no-secret.json')
  expect(read(callback)).toEqual({ ok: false, reason: 'bad_secret' })
})

test('the callback of an invoice of ours is believed, and not when its attempt was swapped', async () => {
  const house = openGateway()
  const { checkoutId, url } = await house.gateway.createCheckout(account, checkout)
  await house.press(url, 'mada')
  await house.simulator.deliver()
  const callback = house.posted.find((each) => each.url === checkout.callbackUrl)?.body ?? ''
  const body = JSON.parse(callback)
  expect(read(body, account)).toMatchObject({
    ok: true,
    kind: 'invoice_paid',
    checkoutId,
    paymentId: body.payments[0].id,
  })
  body.metadata.wasl_attempt_id = 'of another'
  expect(read(body, account)).toEqual({ ok: false, reason: 'bad_secret' })
})

test('the event of a payment carries the secret, and a repetition has the same delivery id', async () => {
  const { simulator, posted, press, gateway: ours } = openGateway()
  simulator.faults.duplicate = true
  const { url } = await ours.createCheckout(account, checkout)
  await press(url, 'mada')
  await simulator.deliver()
  const events = posted
    .filter((each) => each.url.endsWith('/hooks/moyasar'))
    .map((each) => JSON.parse(each.body))
  expect(events.map((event) => event.secret_token)).toEqual([SECRET, SECRET])
  const readings = events.map((event) => read(event, account))
  expect(readings[0]).toMatchObject({ ok: true, kind: 'payment_paid' })
  expect(readings[1]).toEqual(readings[0])
})

test('a webhook that is not taken is tried six times within two hours, then given up', async () => {
  const { simulator, answers, posted, press, gateway: ours, clock } = openGateway()
  const { webhookSecret: _, ...silent } = account
  const { url } = await ours.createCheckout(silent, checkout)
  answers.push(...Array(20).fill(503))
  await press(url, 'mada')
  for (let minute = 0; minute <= 300; minute++) {
    await simulator.deliver()
    clock.now = new Date(clock.now.getTime() + 60_000)
  }
  expect([posted.length, simulator.waiting()]).toEqual([6, 0])
})

test('webhooks are lost, delayed and turned around when told to', async () => {
  const { simulator, posted, press, gateway: ours, clock } = openGateway()
  const { webhookSecret: _, ...silent } = account
  const { url } = await ours.createCheckout(silent, checkout)
  simulator.faults.lose = 1
  await press(url, 'fail')
  await simulator.deliver()
  expect(posted).toEqual([])
  simulator.faults.delayMs = 60_000
  simulator.faults.reorder = true
  await press(url, 'fail')
  await press(url, 'mada')
  await simulator.deliver()
  expect(posted).toEqual([])
  clock.now = new Date(clock.now.getTime() + 60_000)
  await simulator.deliver()
  expect(posted.map((each) => JSON.parse(each.body).type)).toEqual([
    'payment_paid',
    'payment_failed',
  ])
})
