import { Hono } from 'hono'
import { expect, test } from 'vitest'
import { createMoyasarSimulator } from '#server/simulators/moyasar/simulator.ts'
import { account, checkout, fixture, openGateway, PLACE, seeded } from './moyasar-house.ts'

const authorization = `Basic ${Buffer.from(`${account.secretKey}:`).toString('base64')}`

function open() {
  const house = openGateway()
  const ask = async (method: string, path: string, body?: unknown) => {
    const answer = await house.simulator.app.request(`${PLACE}/v1${path}`, {
      method,
      headers: { authorization, 'content-type': 'application/json' },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    })
    return { status: answer.status, body: JSON.parse(await answer.text()) }
  }
  return { ...house, ask }
}

const invoice = {
  amount: 7000,
  currency: 'SAR',
  description: 'A 70 SAR invoice just because',
  expired_at: '2026-12-01T00:00:00Z',
  callback_url: 'https://shop.example/callback',
}

/** Every field of the official example is there, with a value of the same type or null. */
function expectShape(actual: unknown, official: unknown, path = '$'): void {
  if (official === null) return
  if (Array.isArray(official)) {
    expect(Array.isArray(actual), path).toBe(true)
    if (official.length > 0 && Array.isArray(actual))
      expectShape(actual[0], official[0], `${path}[0]`)
    return
  }
  if (typeof official !== 'object') {
    expect(typeof actual, path).toBe(typeof official)
    return
  }
  for (const [key, value] of Object.entries(official)) {
    if (path.endsWith('.metadata')) return
    expect(actual, path).toHaveProperty([key])
    expectShape((actual as Record<string, unknown>)[key], value, `${path}.${key}`)
  }
}

test('an invoice has every field of the official one, open, cancelled and in a list', async () => {
  const { ask } = open()
  const made = await ask('POST', '/invoices', invoice)
  expect(made.status).toBe(201)
  expectShape(made.body, fixture('objects/Invoice.Initiated.json'))
  expect(made.body.amount_format).toBe('70.00 SAR')
  const list = await ask('GET', '/invoices')
  expectShape(list.body, {
    ...(fixture('objects/Invoice.List.json') as object),
    meta: { current_page: 1, total_pages: 1, total_count: 1 },
  })
  const canceled = await ask('PUT', `/invoices/${made.body.id}/cancel`)
  expectShape(canceled.body, fixture('objects/Invoice.Canceled.json'))
  expect(canceled.body.status).toBe('canceled')
})

test.each([
  ['mada', 'CreditCard.Paid'],
  ['applepay', 'ApplePay.Paid'],
  ['stcpay', 'StcPay.Paid'],
])('a payment by %s has every field of the official %s', async (method, official) => {
  const { ask, press } = open()
  const { body: made } = await ask('POST', '/invoices', {
    ...invoice,
    success_url: 'https://shop.example/done',
  })
  await press(made.url, method)
  const { body: paid } = await ask('GET', `/invoices/${made.id}`)
  if (method === 'applepay')
    expectShape(paid, { ...(fixture('objects/Invoice.Paid.json') as object) })
  const { body: payment } = await ask('GET', `/payments/${paid.payments[0].id}`)
  expectShape(payment, fixture(`objects/${official}.json`))
  const { body: list } = await ask('GET', `/payments?status=paid`)
  expect(Object.keys(list)).toEqual(expect.arrayContaining(['payments', 'meta']))
  const { body: refunded } = await ask('POST', `/payments/${payment.id}/refund`, { amount: 1000 })
  expect(refunded).toMatchObject({ status: 'refunded', refunded: 1000 })
  if (method === 'mada') expectShape(refunded, fixture('objects/CreditCard.Refunded.json'))
})

test('what is missing is told in the official words', async () => {
  const { ask } = open()
  const missing = await ask('GET', '/payments/nothing')
  expect([missing.status, missing.body]).toEqual([404, fixture('objects/ObjectNotFound.json')])
})

test.each([
  [{ amount: '7000' }, 'amount'],
  [{ amount: 70.5 }, 'amount'],
  [{ amount: 99 }, 'amount'],
  [{ description: '' }, 'description'],
  [{ callback_url: 'javascript:alert(1)' }, 'callback_url'],
])('the invoice %j is refused by its field', async (change, field) => {
  const { ask } = open()
  const { status, body } = await ask('POST', '/invoices', { ...invoice, ...change })
  expect([status, body.type, Object.keys(body.errors)]).toEqual([
    400,
    'invalid_request_error',
    [field],
  ])
})

test('a body of a megabyte is not read', async () => {
  const { ask } = open()
  expect(
    (await ask('POST', '/invoices', { ...invoice, filler: 'x'.repeat(1024 * 1024) })).status,
  ).toBe(413)
})

test('lists have pages of forty and filter by metadata', async () => {
  const { ask } = open()
  for (let count = 0; count < 41; count++)
    await ask('POST', '/invoices', { ...invoice, metadata: { turn: String(count) } })
  const second = (await ask('GET', '/invoices?page=2')).body
  expect([second.invoices.length, second.meta.next_page, second.meta.total_count]).toEqual([
    1,
    null,
    41,
  ])
  const one = (await ask('GET', `/invoices?${new URLSearchParams({ 'metadata[turn]': '7' })}`)).body
  expect(one.invoices.map((each: { metadata: { turn: string } }) => each.metadata.turn)).toEqual([
    '7',
  ])
})

test('the payment page is Arabic, right to left, escaped, without scripts, and closed when paid', async () => {
  const { gateway, simulator, press } = open()
  const { url } = await gateway.createCheckout(account, {
    ...checkout,
    description: '<script>alert(1)</script>',
  })
  const page = await simulator.app.request(url)
  const text = await page.text()
  expect(text).toContain('<html lang="ar" dir="rtl">')
  expect(text).toContain('ادفع عبر مدى')
  expect(text).toContain('1150.00 SAR')
  expect(text).not.toContain('<script')
  const policy = page.headers.get('content-security-policy')
  expect(policy).toContain("default-src 'none'")
  expect(policy).toContain("form-action 'self' https://wasl.example")
  expect(await (await simulator.app.request(url.replace('lang=ar', 'lang=en'))).text()).toContain(
    'Pay with mada',
  )
  await press(url, 'mada')
  const closed = await (await simulator.app.request(url)).text()
  expect(closed).toContain('تم السداد')
  expect(closed).not.toContain('<form')
})

test('the page knows where it is mounted', async () => {
  const { simulator } = open()
  const outer = new Hono().route('/simulators/moyasar', simulator.app)
  const answer = await outer.request('http://127.0.0.1:3000/simulators/moyasar/v1/invoices', {
    method: 'POST',
    headers: { authorization },
    body: JSON.stringify(invoice),
  })
  const { url } = (await answer.json()) as { url: string }
  expect(url).toMatch(
    /^http:\/\/127\.0\.0\.1:3000\/simulators\/moyasar\/invoices\/[0-9a-f-]{36}\?lang=ar$/,
  )
  expect((await outer.request(url)).status).toBe(200)
  expect(
    (await outer.request('http://127.0.0.1:3000/simulators/moyasar/invoices/none')).status,
  ).toBe(404)
})

test('any test key opens an account of its own only when that is allowed', async () => {
  const parts = { now: () => new Date(), random: seeded(1), log: () => undefined }
  const ask = (acceptAnyTestKey: boolean, key: string) =>
    createMoyasarSimulator({ ...parts, acceptAnyTestKey }).app.request(`${PLACE}/v1/invoices`, {
      headers: { authorization: `Basic ${Buffer.from(`${key}:`).toString('base64')}` },
    })
  expect((await ask(true, 'sk_test_anything')).status).toBe(200)
  expect((await ask(true, 'sk_live_anything')).status).toBe(401)
  expect((await ask(false, 'sk_test_anything')).status).toBe(401)
})

test('an answer is replaced by an error after the work was done, when told to', async () => {
  const { ask, simulator } = open()
  simulator.faults.answers.push(500)
  expect((await ask('POST', '/invoices', invoice)).status).toBe(500)
  expect((await ask('GET', '/invoices')).body.invoices).toHaveLength(1)
})
