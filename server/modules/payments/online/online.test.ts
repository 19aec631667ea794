import { afterEach, beforeAll, expect, test } from 'vitest'
import { systemSession } from '#platform/jobs.ts'
import { look } from '#platform/query.ts'
import { newId, openHouse, sar } from '#test/house.ts'
import { problemsOf } from '#test/invoicing.ts'
import {
  atTheGateway as atTheGatewayOf,
  check,
  debtor as debtorOf,
  deliver,
  eventOf,
  type Online,
  openGateway,
  page,
  payAt,
  providerPayments,
  receiptsOf,
  start,
} from '#test/pay-online.ts'
import { left, owed, paid } from '#test/payments.ts'
import { checkAttempts } from '../jobs.ts'
import { recordPayment } from '../record-payment.ts'
import { saveSettings } from '../settings.ts'
import { revokeLink } from './links.ts'
import { pendingAttempts } from './pending.ts'
import { settleAttempt } from './settle-attempt.ts'

const house = openHouse({ now: '2026-11-21T09:00:00+03:00' })
let online: Online
beforeAll(async () => {
  online = await openGateway(house)
})
afterEach(async () => expect(await problemsOf(house)).toEqual([]))

const system = () => systemSession(house.house, house.company.companyId)

const debtor = () => debtorOf(house)
const atTheGateway = () => atTheGatewayOf(house)

test('the link shows its own invoices, with what is owed now, and changes nothing', async () => {
  const { customer, old, recent, token, linkId } = await debtor()
  await owed(house, customer, sar(999))
  await recordPayment(house.session(), paid(customer, sar(100)))

  const { status, body } = await page(house, token)

  expect(status).toBe(200)
  expect(body.invoices.map(({ number, balance }) => [number, balance.minor])).toEqual([
    [old.number, 200_00],
    [recent.number, 500_00],
  ])
  expect(body).toMatchObject({ outstanding: sar(700), simulated: true, open: null })
  expect(await house.sql('select 1 from pay_link_view where link_id = $1', [linkId])).toEqual([])

  await saveSettings(house.session(), {
    linkShowsAllOpen: true,
    partAllowed: true,
    linkDays: 90,
    receiptsByMail: true,
  })
  expect((await page(house, token)).body.invoices).toHaveLength(3)
  await saveSettings(house.session(), {
    linkShowsAllOpen: false,
    partAllowed: true,
    linkDays: 90,
    receiptsByMail: true,
  })
})

test('a token that is guessed, ended, or of nobody opens nothing', async () => {
  const { token, linkId } = await debtor()
  expect((await page(house, 'x'.repeat(43))).status).toBe(404)
  const [row] = await house.sql<{ n: number }>(
    `select count(*)::int as n from gate.public_link where encode(hash, 'escape') = $1`,
    [token],
  )
  expect(row?.n).toBe(0)
  await revokeLink(house.session(), { id: linkId })
  expect(await page(house, token)).toMatchObject({
    status: 410,
    body: { code: 'payments.link_ended' },
  })
})

test('paying at the gateway is one receipt, whoever reports it, and however often', async () => {
  const { customer, old, token, attemptId, url } = await atTheGateway()
  expect(await payAt(house, url)).toBe(303)
  const [payment] = await providerPayments(house, url)
  const raw = eventOf(payment ?? {}, online.secret)

  const reports = await Promise.all([
    ...Array.from({ length: 10 }, () => deliver(house, online.webhookPath, raw)),
    ...Array.from({ length: 10 }, async () => (await check(house, token, attemptId)).status),
    checkAttempts(system()).then(() => 200),
    settleAttempt(system(), attemptId).then(() => 200),
  ])
  await house.drain()

  expect(new Set(reports)).toEqual(new Set([200]))
  expect(await receiptsOf(house, customer)).toMatchObject([{ amount: 300_00, flag: null }])
  expect(await left(house, old)).toBe(0)
  const { body } = await check(house, token, attemptId)
  expect(body).toMatchObject({
    state: 'paid',
    receipt: {
      amount: sar(300),
      scheme: 'mada',
      lines: [{ number: old.number, amount: sar(300) }],
      balanceAfter: sar(500),
    },
  })
  const kept = await house.sql<{ body: object }>('select body from gateway_delivery')
  expect(JSON.stringify(kept)).not.toContain(online.secret)
})

test('a replayed or re-written copy of a delivery has no second effect', async () => {
  const { customer, url } = await atTheGateway()
  await payAt(house, url)
  const [payment] = await providerPayments(house, url)
  const raw = eventOf(payment ?? {}, online.secret)
  await deliver(house, online.webhookPath, raw)
  await house.drain()

  const { id, ...rest } = JSON.parse(raw)
  const rewritten = JSON.stringify({ ...rest, data: { ...rest.data, amount: 1 }, id }, null, 2)
  expect(await deliver(house, online.webhookPath, rewritten)).toBe(200)
  expect(await deliver(house, online.webhookPath, JSON.stringify({ ...rest, id: newId() }))).toBe(
    200,
  )
  await house.drain()

  expect(await receiptsOf(house, customer)).toHaveLength(1)
})

test('whatever the body says, only the gateway’s own answer counts', async () => {
  const { customer, old, url } = await atTheGateway()
  const checkout = new URL(url ?? '').pathname.split('/').at(-1)
  const lie = {
    id: newId(),
    status: 'paid',
    amount: 30_000,
    currency: 'SAR',
    invoice_id: checkout,
    metadata: {},
  }
  expect(await deliver(house, online.webhookPath, eventOf(lie, online.secret))).toBe(200)
  await house.drain()
  expect(await receiptsOf(house, customer)).toEqual([])
  expect(await left(house, old)).toBe(300_00)
})

test('a wrong secret, no secret and an unknown address are three refusals and no row', async () => {
  const { url } = await atTheGateway()
  await payAt(house, url)
  const [payment] = await providerPayments(house, url)
  const count = () => house.sql<{ n: number }>('select count(*)::int as n from gateway_delivery')
  const before = await count()
  const good = eventOf(payment ?? {}, online.secret)

  expect(await deliver(house, online.webhookPath, eventOf(payment ?? {}, 'x'.repeat(43)))).toBe(401)
  expect(
    await deliver(house, online.webhookPath, good.replace(/"secret_token":"[^"]+",/, '')),
  ).toBe(401)
  expect(await deliver(house, online.webhookPath, '{"not": "ours"}')).toBe(400)
  expect(await deliver(house, `/webhooks/moyasar/${'y'.repeat(43)}`, good)).toBe(404)
  await house.sql('update gateway_account set webhook_secret = null where id = $1', [
    online.accountId,
  ])
  expect(await deliver(house, online.webhookPath, good)).toBe(404)
  await house.sql('update gateway_account set webhook_secret = $2 where id = $1', [
    online.accountId,
    house.house.safe.lock(online.secret, `gateway_account|webhook_secret|${online.accountId}`),
  ])
  expect(await count()).toEqual(before)
})

test('when the webhook is lost and the browser closed, the poller finds the money', async () => {
  const { customer, url } = await atTheGateway()
  await payAt(house, url)
  await checkAttempts(system())
  expect(await receiptsOf(house, customer)).toEqual([])
  house.setNow('2026-11-21T09:02:00+03:00')
  await checkAttempts(system())
  house.setNow('2026-11-21T09:00:00+03:00')
  expect(await receiptsOf(house, customer)).toMatchObject([{ amount: 300_00 }])
})

test('a double click opens one checkout, and the next attempt closes the one before', async () => {
  const { customer, old, recent, token } = await debtor()
  const id = newId()
  const [first, twin] = await Promise.all([
    start(house, token, { id, invoiceIds: [old.id] }),
    start(house, token, { id, invoiceIds: [old.id] }),
  ])
  const url = first?.body.url ?? twin?.body.url ?? null
  expect([first?.body.attemptId, twin?.body.attemptId]).toEqual([id, id])

  const pending = await look(system(), (from) => pendingAttempts(from, [customer]))
  expect(pending).toMatchObject([{ customerId: customer, itemIds: [old.itemId], amount: sar(300) }])

  const next = await start(house, token, { invoiceIds: [old.id, recent.id] })
  expect(next).toMatchObject({ status: 200, body: { state: 'open' } })
  await payAt(house, url)
  expect(await providerPayments(house, url)).toEqual([])
  await payAt(house, next.body.url)
  expect((await check(house, token, next.body.attemptId)).body).toMatchObject({
    state: 'paid',
    receipt: { amount: sar(800) },
  })
  expect(await receiptsOf(house, customer)).toHaveLength(1)
  expect(await look(system(), (from) => pendingAttempts(from, [customer]))).toEqual([])
})

test('paid in one window while another begins anew: the first money is booked, nothing twice', async () => {
  const { customer, old, token, attemptId, url } = await atTheGateway()
  await payAt(house, url)
  const again = await start(house, token, { invoiceIds: [old.id] })
  expect(again).toMatchObject({ status: 409, body: { code: 'payments.attempt_paid' } })
  expect(await receiptsOf(house, customer)).toMatchObject([{ amount: 300_00 }])
  expect(await left(house, old)).toBe(0)
  expect((await check(house, token, attemptId)).body.state).toBe('paid')
})

test('money that comes late, for another sum, or after the desk took it is kept on account', async () => {
  const { customer, old, token, attemptId, url } = await atTheGateway()
  await payAt(house, url)
  await house.sql(
    "update pay_attempt set state = 'superseded', ended_at = now() - interval '1 year' where id = $1",
    [attemptId],
  )
  await settleAttempt(system(), attemptId)
  expect(await receiptsOf(house, customer)).toMatchObject([{ amount: 300_00, flag: 'late' }])
  expect(await left(house, old)).toBe(300_00)

  const other = await atTheGateway()
  await payAt(house, other.url)
  await house.sql('update pay_attempt set amount = 12345 where id = $1', [other.attemptId])
  await settleAttempt(system(), other.attemptId)
  expect(await receiptsOf(house, other.customer)).toMatchObject([{ flag: 'amount_mismatch' }])
  expect(await left(house, other.old)).toBe(300_00)

  const third = await atTheGateway()
  await recordPayment(house.session(), paid(third.customer, sar(300)))
  await payAt(house, third.url)
  const { body } = await check(house, third.token, third.attemptId)
  expect(body.receipt).toMatchObject({ amount: sar(300), lines: [], onAccount: sar(300) })
  expect(token).not.toBe(third.token)
})

test('the payer may pay a part where the company allows it, and no more than is owed', async () => {
  const { old, recent, token } = await debtor()
  const invoiceIds = [old.id, recent.id]
  const part = await start(house, token, { invoiceIds, amount: sar(350) })
  await payAt(house, part.body.url, 'stcpay')
  const { body } = await check(house, token, part.body.attemptId)
  expect(body.receipt).toMatchObject({
    scheme: 'stc_pay',
    lines: [{ amount: sar(300) }, { amount: sar(50) }],
  })
  for (const [amount, code] of [
    [sar(451), 'payments.amount_out_of_range'],
    [sar(0.5), 'payments.amount_out_of_range'],
  ] as const)
    expect(await start(house, token, { invoiceIds: [recent.id], amount })).toMatchObject({
      body: { code },
    })
  const other = await debtor()
  expect(await start(house, token, { invoiceIds: [other.old.id] })).toMatchObject({
    status: 422,
    body: { code: 'payments.invoice_not_payable' },
  })
  await saveSettings(house.session(), {
    linkShowsAllOpen: false,
    partAllowed: false,
    linkDays: 90,
    receiptsByMail: true,
  })
  expect(await start(house, token, { invoiceIds: [recent.id], amount: sar(10) })).toMatchObject({
    status: 403,
    body: { code: 'payments.part_not_allowed' },
  })
  await saveSettings(house.session(), {
    linkShowsAllOpen: false,
    partAllowed: true,
    linkDays: 90,
    receiptsByMail: true,
  })
})

test('a card that is declined leaves the attempt open for another try', async () => {
  const { customer, token, attemptId, url } = await atTheGateway()
  await payAt(house, url, 'fail')
  expect((await check(house, token, attemptId)).body).toMatchObject({
    state: 'open',
    receipt: null,
  })
  await payAt(house, url)
  expect((await check(house, token, attemptId)).body.state).toBe('paid')
  expect(await receiptsOf(house, customer)).toHaveLength(1)
})

test('a stranger’s attempt cannot be looked at through another link', async () => {
  const mine = await atTheGateway()
  const other = await debtor()
  expect(await check(house, other.token, mine.attemptId)).toMatchObject({
    status: 404,
    body: { code: 'payments.attempt_not_found' },
  })
})

test('the receipt can be downloaded with the link, and with nothing else', async () => {
  const { token, attemptId, url } = await atTheGateway()
  const path = `/api/v1/pay/${token}/attempts/${attemptId}/receipt`
  expect((await house.http.request(path)).status).toBe(404)
  await payAt(house, url)
  await check(house, token, attemptId)
  const response = await house.http.request(path)
  expect(response.headers.get('content-type')).toBe('application/pdf')
  const bytes = Buffer.from(await response.arrayBuffer())
  expect(bytes.subarray(0, 5).toString()).toBe('%PDF-')
})
