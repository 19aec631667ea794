import { expect, test } from 'vitest'
import { moyasar } from '#integrations/moyasar/moyasar.ts'
import { halalas } from '#test/money.ts'
import { account, checkout, openGateway } from './moyasar-house.ts'

/** The adapter before a vendor that behaves as told. */
const facing = (fetch: (url: string, init: RequestInit) => Promise<Response>) =>
  moyasar({ fetch, now: () => new Date('2026-11-21T06:00:00Z') })

const payment = { id: 'p1', status: 'paid', amount: 1000, currency: 'SAR', refunded: 1000 }

const networkError = (code: string) =>
  new TypeError('fetch failed', { cause: Object.assign(new Error('gone'), { code }) })

test('a checkout is paid on the hosted page and read back with everything we compare', async () => {
  const { gateway, press } = openGateway()
  const { checkoutId, url } = await gateway.createCheckout(account, checkout)
  expect(await gateway.findCheckout(account, checkoutId)).toMatchObject({
    status: 'open',
    payments: [],
  })

  const answer = await press(url, 'mada')

  const back = new URL(answer.headers.get('location') ?? '')
  expect([answer.status, back.searchParams.get('status')]).toEqual([303, 'paid'])
  expect(back.searchParams.get('attempt')).toBe('1')
  const paid = await gateway.findCheckout(account, checkoutId)
  expect(paid).toMatchObject({ id: checkoutId, status: 'paid', amount: halalas(1_150_00) })
  expect(paid.metadata).toEqual({ document: 'INV-2026-000123' })
  const payment = await gateway.getPayment(account, back.searchParams.get('id') ?? '')
  expect(payment).toEqual(paid.payments[0])
  expect(payment).toEqual({
    id: back.searchParams.get('id'),
    status: 'paid',
    amount: halalas(1_150_00),
    fee: halalas(1_150),
    refunded: halalas(0),
    providerInvoiceId: checkoutId,
    method: 'mada',
    masked: '•••• 1010',
    metadata: { document: 'INV-2026-000123' },
    paidAt: new Date('2026-11-21T06:00:00Z'),
  })
})

test.each([
  ['applepay', 'apple_pay'],
  ['stcpay', 'stc_pay'],
] as const)('a payment by %s is told as %s', async (button, method) => {
  const { gateway, press } = openGateway()
  const { checkoutId, url } = await gateway.createCheckout(account, checkout)
  await press(url, button)
  const { payments } = await gateway.findCheckout(account, checkoutId)
  expect(payments.map((payment) => payment.method)).toEqual([method])
})

test('a declined payment leaves the checkout open, and it is paid only once', async () => {
  const { gateway, press } = openGateway()
  const { checkoutId, url } = await gateway.createCheckout(account, checkout)
  const declined = await press(url, 'fail')
  expect(declined.headers.get('location')).toContain('failed=1')
  expect((await gateway.findCheckout(account, checkoutId)).status).toBe('open')
  await press(url, 'mada')
  await press(url, 'mada')
  const { payments } = await gateway.findCheckout(account, checkoutId)
  expect(payments.map((payment) => payment.status)).toEqual(['failed', 'paid'])
})

test('asking twice for one attempt gives one checkout', async () => {
  const { gateway } = openGateway()
  const first = await gateway.createCheckout(account, checkout)
  const other = await gateway.createCheckout(account, { ...checkout, attemptId: 'another' })
  expect(await gateway.createCheckout(account, checkout)).toEqual(first)
  expect(other.checkoutId).not.toBe(first.checkoutId)
})

test('an expired checkout can no longer be paid, and expiring it again is fine', async () => {
  const { gateway, press } = openGateway()
  const { checkoutId, url } = await gateway.createCheckout(account, checkout)
  await gateway.expireCheckout(account, checkoutId)
  await gateway.expireCheckout(account, checkoutId)
  await press(url, 'mada')
  expect(await gateway.findCheckout(account, checkoutId)).toMatchObject({
    status: 'canceled',
    payments: [],
  })
})

test('a paid checkout refuses to be expired, and an old one has expired by itself', async () => {
  const { gateway, press, clock } = openGateway()
  const paid = await gateway.createCheckout(account, checkout)
  await press(paid.url, 'mada')
  const old = await gateway.createCheckout(account, { ...checkout, attemptId: 'old' })
  const refusal = gateway.expireCheckout(account, paid.checkoutId)
  await expect(refusal).rejects.toMatchObject({
    name: 'GatewayError',
    kind: 'refused',
    status: 400,
  })
  clock.now = new Date('2026-11-21T09:00:00Z')
  expect((await gateway.findCheckout(account, old.checkoutId)).status).toBe('expired')
})

test('refunds add up, a part is not the whole, and more than was paid is refused', async () => {
  const { gateway, press } = openGateway()
  const { checkoutId, url } = await gateway.createCheckout(account, checkout)
  await press(url, 'mada')
  const id = (await gateway.findCheckout(account, checkoutId)).payments[0]?.id ?? ''
  const part = await gateway.refund(account, id, halalas(150_00))
  expect(part).toMatchObject({ status: 'paid', refunded: halalas(150_00) })
  const tooMuch = gateway.refund(account, id, halalas(1_000_01))
  await expect(tooMuch).rejects.toMatchObject({
    kind: 'refused',
    vendorCode: 'invalid_request_error amount',
  })
  expect(await gateway.refund(account, id)).toMatchObject({
    status: 'refunded',
    refunded: halalas(1_150_00),
  })
})

test('one account cannot see the payments of another, and a wrong key sees none', async () => {
  const { gateway, press, simulator } = openGateway()
  simulator.register({ secretKey: 'sk_test_beta' })
  const { checkoutId, url } = await gateway.createCheckout(account, checkout)
  await press(url, 'mada')
  const beta = { ...account, secretKey: 'sk_test_beta' }
  const nobody = { ...account, secretKey: 'sk_test_nobody' }
  await expect(gateway.findCheckout(beta, checkoutId)).rejects.toMatchObject({ status: 404 })
  const id = (await gateway.findCheckout(account, checkoutId)).payments[0]?.id ?? ''
  await expect(gateway.getPayment(beta, id)).rejects.toMatchObject({ status: 404 })
  await expect(gateway.refund(beta, id)).rejects.toMatchObject({ status: 404 })
  await expect(gateway.findCheckout(nobody, checkoutId)).rejects.toMatchObject({ status: 401 })
})

test.each([
  ['a live key in test mode', { secretKey: 'sk_live_alpha' }, 'mode_mismatch'],
  ['a plain address on a network', { baseUrl: 'http://moyasar.example/v1' }, 'base_url'],
])('%s never leaves', async (_, change, vendorCode) => {
  const gateway = facing(() => Promise.reject(new Error('it left')))
  const attempt = gateway.getPayment({ ...account, ...change }, 'p1')
  await expect(attempt).rejects.toMatchObject({ kind: 'refused', vendorCode })
})

test.each([
  ['ECONNREFUSED', 'unavailable'],
  ['UND_ERR_CONNECT_TIMEOUT', 'unavailable'],
  ['ECONNRESET', 'unknown'],
])('a refund that meets %s is %s', async (code, kind) => {
  const gateway = facing(() => Promise.reject(networkError(code)))
  await expect(gateway.refund(account, 'p1')).rejects.toMatchObject({ kind, vendorCode: code })
})

test('a read that gets no answer may simply be asked again', async () => {
  const gateway = facing(() => Promise.reject(networkError('ECONNRESET')))
  await expect(gateway.getPayment(account, 'p1')).rejects.toMatchObject({ kind: 'unavailable' })
})

test.each([
  [429, 'unavailable'],
  [503, 'unavailable'],
  [500, 'unknown'],
  [504, 'unknown'],
  [302, 'refused'],
  [422, 'refused'],
])(
  'a refund answered with %i is %s, and the prose of the vendor stays outside',
  async (status, kind) => {
    const prose = 'Card 4111111111111111 of Mr X'
    const gateway = facing(async () =>
      Response.json(
        { type: 'api_error', message: prose, errors: { [prose]: [prose] } },
        { status },
      ),
    )
    const error = await gateway.refund(account, 'p1').catch((thrown: unknown) => thrown)
    expect(error).toMatchObject({ kind, status, vendorCode: 'api_error' })
    expect(JSON.stringify([error, String(error)])).not.toContain('Card')
  },
)

test.each([
  ['nonsense', 'not json'],
  ['another shape', '{"id":"x"}'],
  ['a flood', JSON.stringify({ ...payment, filler: 'x'.repeat(1024 * 1024) })],
])('a refund answered with %s is unknown', async (_, body) => {
  const gateway = facing(async () => new Response(body))
  await expect(gateway.refund(account, 'p1')).rejects.toMatchObject({
    kind: 'unknown',
    vendorCode: 'unreadable_answer',
  })
})

test('work that was done although the answer was an error is found again by its attempt', async () => {
  const { gateway, simulator } = openGateway()
  let calls = 0
  const watching = moyasar({
    now: () => new Date('2026-11-21T06:00:00Z'),
    fetch: async (url, init) => {
      calls += 1
      const answer = await simulator.app.request(url, init)
      if (init.method === 'POST') throw networkError('ECONNRESET')
      return answer
    },
  })
  await expect(watching.createCheckout(account, checkout)).rejects.toMatchObject({
    kind: 'unknown',
  })
  expect(calls).toBe(2)
  const found = await gateway.createCheckout(account, checkout)
  expect(await watching.createCheckout(account, checkout)).toEqual(found)
})

test('what cannot be charged is refused before anything is sent', async () => {
  const gateway = facing(() => Promise.reject(new Error('it left')))
  const small = gateway.createCheckout(account, { ...checkout, amount: halalas(99) })
  await expect(small).rejects.toMatchObject({ vendorCode: 'amount_too_small' })
  const late = gateway.createCheckout(account, {
    ...checkout,
    expiresAt: new Date('2026-11-21T06:00:00Z'),
  })
  await expect(late).rejects.toMatchObject({ vendorCode: 'already_expired' })
})

test('a payer is not sent to a page that is no safe web page', async () => {
  const invoice = {
    id: 'i',
    status: 'initiated',
    amount: 1_150_00,
    currency: 'SAR',
    url: 'javascript:alert(1)',
  }
  const gateway = facing(async (_, init) =>
    Response.json(init.method === 'GET' ? { invoices: [] } : invoice),
  )
  await expect(gateway.createCheckout(account, checkout)).rejects.toMatchObject({
    vendorCode: 'page_url',
  })
})
