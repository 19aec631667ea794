import { afterEach, expect, test } from 'vitest'
import { reaction } from '#platform/command.ts'
import { newId, openHouse, sar } from '#test/house.ts'
import { customerOf, problemsOf } from '#test/invoicing.ts'
import {
  check,
  deliver,
  linkFor,
  openGateway,
  page,
  payAt,
  receiptsOf,
  start,
} from '#test/pay-online.ts'
import { left, owed, paid } from '#test/payments.ts'
import { paymentImporter } from '../import-payments.ts'
import { recordPayment } from '../record-payment.ts'
import { reversePayment } from '../reverse-payment.ts'
import { checkAccount, listAccounts, saveAccount, stopAccount, tryGateway } from './accounts.ts'
import { createLink, invoicePayLinks } from './links.ts'

const house = openHouse({ now: '2026-11-21T09:00:00+03:00' })
afterEach(async () => expect(await problemsOf(house)).toEqual([]))

const account = (change: object = {}) => ({
  id: newId(),
  vendor: 'moyasar' as const,
  secretKey: 'sk_test_abcdefgh12345678',
  ...change,
})

test('a secret is sealed where it lies, and never shown again', async () => {
  const company = await house.anotherCompany()
  const session = house.session(undefined, company)
  const webhookSecret = 'a webhook secret that nobody may read'
  const saved = await saveAccount(session, account({ webhookSecret }))
  expect(saved).toMatchObject({ mode: 'test', secretKeyEnd: '5678', webhookSecretSet: true })

  const rows = await house.sql('select * from gateway_account where id = $1', [saved.id])
  const audit = await house.sql('select * from audit where company_id = $1', [company.companyId])
  const shown = JSON.stringify([rows, audit, await listAccounts(session, {})])
  expect(shown).not.toContain('sk_test_abcdefgh')
  expect(shown).not.toContain(webhookSecret)
})

test('test and live keys are not mixed, and the simulator is not played beside live ones', async () => {
  const session = house.session(undefined, await house.anotherCompany())
  const mixed = account({ publishableKey: 'pk_live_abcdefgh12345678' })
  await expect(saveAccount(session, mixed)).rejects.toMatchObject({
    code: 'payments.gateway_key_mode',
  })
  await tryGateway(session, { id: newId() })
  const live = await saveAccount(session, account({ secretKey: 'sk_live_abcdefgh12345678' }))
  expect((await listAccounts(session, {})).rows.filter(({ active }) => active)).toMatchObject([
    { id: live.id, mode: 'live', simulated: false },
  ])
  await expect(tryGateway(session, { id: newId() })).rejects.toMatchObject({
    code: 'payments.simulator_beside_live',
  })
})

test('the gateway is asked whether it knows the key', async () => {
  const { accountId } = await openGateway(house)
  expect(await checkAccount(house.session(), { id: accountId })).toMatchObject({
    health: { problem: null, checkedAt: expect.any(String) },
  })
  house.simulators.moyasar.faults.answers.push(401)
  expect((await checkAccount(house.session(), { id: accountId })).health.problem).toBe(
    'key_refused',
  )
  house.simulators.moyasar.faults.answers.push(503)
  expect((await checkAccount(house.session(), { id: accountId })).health.problem).toBe(
    'unavailable',
  )
})

test('while the gateway is down nothing is charged, and the next press works', async () => {
  await openGateway(house)
  const customer = await customerOf(house)
  const debt = await owed(house, customer, sar(300))
  const { token } = await linkFor(house, customer, [debt])
  house.simulators.moyasar.faults.answers.push(503)
  expect(await start(house, token, { invoiceIds: [debt.id] })).toMatchObject({
    status: 503,
    body: { code: 'payments.gateway_unavailable' },
  })
  expect((await page(house, token)).body.open).toBeNull()
  const tried = await house.sql('select state, problem from pay_attempt where customer_id = $1', [
    customer,
  ])
  expect(tried).toEqual([{ state: 'failed', problem: 'payments.gateway_unavailable' }])
  const again = await start(house, token, { invoiceIds: [debt.id] })
  expect(again.body.state).toBe('open')
  await payAt(house, again.body.url)

  house.simulators.moyasar.faults.answers.push(503)
  expect((await check(house, token, again.body.attemptId)).body.state).toBe('open')
  expect((await check(house, token, again.body.attemptId)).body.state).toBe('paid')
  const [receipt] = await receiptsOf(house, customer)
  await expect(
    reversePayment(house.session(), { id: receipt?.id ?? '', reason: 'mistake' }),
  ).rejects.toMatchObject({ code: 'payments.paid_by_gateway' })
})

test('a stopped gateway takes no new payment, and finishes the one that was begun', async () => {
  const { accountId } = await openGateway(house)
  const customer = await customerOf(house)
  const debt = await owed(house, customer, sar(300))
  const { token } = await linkFor(house, customer, [debt])
  const begun = await start(house, token, { invoiceIds: [debt.id] })
  await stopAccount(house.session(), { id: accountId })
  expect((await page(house, token)).body.methods).toEqual([])
  const other = await linkFor(house, customer, [debt])
  expect((await start(house, other.token, { invoiceIds: [debt.id] })).body.code).toBe(
    'payments.no_gateway',
  )
  await payAt(house, begun.body.url)
  expect((await check(house, token, begun.body.attemptId)).body.state).toBe('paid')
})

test('the same documents get the same link, and nobody gets a link to another’s', async () => {
  const customer = await customerOf(house)
  const debt = await owed(house, customer, sar(300))
  const more = await owed(house, customer, sar(100))
  const asked = { customerId: customer, invoiceIds: [debt.id, more.id] }
  const url = await invoicePayLinks.urlFor(house.session(), asked)
  const turned = { ...asked, invoiceIds: asked.invoiceIds.toReversed() }
  expect(await invoicePayLinks.urlFor(house.session(), turned)).toBe(url)
  expect(
    await invoicePayLinks.urlFor(house.session(), { ...asked, invoiceIds: [debt.id] }),
  ).not.toBe(url)
  const stranger = await customerOf(house)
  await expect(
    createLink(house.session(), { id: newId(), customerId: stranger, invoiceIds: [debt.id] }),
  ).rejects.toMatchObject({ code: 'payments.invoice_not_payable' })
})

test('imported payments settle their invoice, and undoing them leaves the books even', async () => {
  const customer = await customerOf(house)
  const old = await owed(house, customer, sar(300), '2026-09-01')
  const named = await owed(house, customer, sar(500), '2026-11-01')
  const write = reaction('test.import', (work, rows: Parameters<typeof paymentImporter.write>[1]) =>
    paymentImporter.write(work, rows),
  )
  const undo = reaction('test.undo', (work, ids: string[]) => paymentImporter.undo(work, ids))
  const row = {
    ...{ id: newId(), customerId: customer, invoiceId: named.id, number: 'OLD-77' },
    ...{ paidOn: '2026-11-02', currency: 'SAR' as const, amount: 200_00 },
    ...{ method: 'transfer' as const, reference: null, note: null, rate: null },
  }
  await write(house.session(), [row])
  expect([await left(house, old), await left(house, named)]).toEqual([300_00, 300_00])

  const desk = await recordPayment(house.session(), paid(customer, sar(50)))
  const undone = await undo(house.session(), [row.id, desk.id])
  expect(undone).toMatchObject({
    undone: [row.id],
    kept: [{ id: desk.id, reason: 'payments.payment_not_found' }],
  })
  expect(await left(house, named)).toBe(500_00)
  expect(await left(house, old)).toBe(250_00)
  expect((await undo(house.session(), [row.id])).kept).toMatchObject([
    { id: row.id, reason: 'payments.already_reversed' },
  ])
})

test('a delivery longer than any gateway’s is refused, and is no failure of ours', async () => {
  const { webhookPath } = await openGateway(house)
  expect(await deliver(house, webhookPath, 'x'.repeat(1024 * 1024 + 1))).toBe(413)
})
