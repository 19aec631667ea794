import { afterEach, expect, test } from 'vitest'
import type { EarlyVat } from '#core/credit/early-vat.ts'
import { defaultCreditPolicy } from '#core/credit/policy.ts'
import { changeSettings } from '#modules/credit/settings.ts'
import { createInvoice } from '#modules/invoicing/create-invoice.ts'
import { creditInvoice } from '#modules/invoicing/credit-invoice.ts'
import { earlyInvoices } from '#modules/invoicing/index.ts'
import { showInvoice } from '#modules/invoicing/show.ts'
import { lockPeriod } from '#modules/ledger/periods.ts'
import { look } from '#platform/query.ts'
import { newId, openHouse, sar } from '#test/house.ts'
import { customerOf, problemsOf, registerSeller, written } from '#test/invoicing.ts'
import { paid } from '#test/payments.ts'
import { allocatePayment, unallocatePayment } from '../allocate-payment.ts'
import { recordPayment } from '../record-payment.ts'
import { reversePayment } from '../reverse-payment.ts'
import { showEarlyDiscount } from './queries.ts'

const house = openHouse({ now: '2026-11-22T09:00:00+03:00' })
afterEach(async () => expect(await problemsOf(house)).toEqual([]))

const terms = {
  kind: 'days_from_invoice' as const,
  days: 30,
  early: { basisPoints: 200, days: 10 },
}
const by = (earlyVat: EarlyVat) =>
  changeSettings(house.session(), { ...defaultCreditPolicy, earlyVat })
/** An invoice of 1,150 riyals of the fifteenth: two percent off through the twenty-fifth. */
async function invoiced(customerId?: string) {
  await registerSeller(house)
  const customer = customerId ?? (await customerOf(house, { terms }))
  const invoice = await createInvoice(
    house.session(),
    written(customer, { issuedOn: '2026-11-15' }),
  )
  return { customer, id: invoice.id }
}
const left = async (id: string) => (await showInvoice(house.session(), { id })).balance.minor / 100
const pay = (customer: string, riyals: number, change: object = {}) =>
  recordPayment(house.session(), paid(customer, sar(riyals), { paidOn: '2026-11-20', ...change }))
const accountsOf = async (customer: string) =>
  Object.fromEntries(
    (
      await house.sql<{ key: string; sum: number }>(
        `select a.key, sum(l.amount)::bigint as sum from journal_line l
         join journal_entry e on e.id = l.entry_id join account a on a.id = l.account_id
         where e.party_id = $1 group by a.key order by a.key`,
        [customer],
      )
    ).map(({ key, sum }) => [key, sum / 100]),
  )

test('paid in time less two percent of the price, nothing is left; the tax stays', async () => {
  await by('net')
  const { customer, id } = await invoiced()
  expect(await showEarlyDiscount(house.session(), { id })).toMatchObject({
    offer: { until: '2026-11-25', discount: sar(20), toPay: sar(1_130) },
    given: null,
  })
  const recorded = await pay(customer, 1_130)
  expect([await left(id), recorded.unapplied.minor]).toEqual([0, 0])
  expect(recorded.allocations[0]?.left.minor).toBe(0)
  expect(await accountsOf(customer)).toEqual({
    bank: 1_130,
    discount_allowed: 20,
    receivable: 0,
    sales: -1_000,
    vat_output: -150,
  })
  expect(await showEarlyDiscount(house.session(), { id })).toMatchObject({
    offer: null,
    given: { amount: sar(20), noteId: null },
  })
})

test('of the whole amount, the company bears the tax of the discount', async () => {
  await by('gross')
  const { customer, id } = await invoiced()
  await pay(customer, 1_127)
  expect(await left(id)).toBe(0)
  expect(await accountsOf(customer)).toMatchObject({ discount_allowed: 23, vat_output: -150 })
})

test('with a credit note the tax of the discount goes back', async () => {
  await by('credit_note')
  const { customer, id } = await invoiced()
  await pay(customer, 1_127)
  const invoice = await showInvoice(house.session(), { id })
  expect([invoice.balance.minor, invoice.state.document]).toEqual([0, 'posted'])
  expect(invoice.corrections.map(({ kind, gross }) => [kind, gross.minor])).toEqual([
    ['credit_note', 2_300],
  ])
  expect(await accountsOf(customer)).toMatchObject({ sales: -980, vat_output: -147 })
})

test('a day late, or a halala short, the discount is gone', async () => {
  await by('net')
  house.setNow('2026-11-27T09:00:00+03:00')
  const late = await invoiced()
  await pay(late.customer, 1_130, { paidOn: '2026-11-26' })
  expect(await left(late.id)).toBe(20)
  house.setNow('2026-11-22T09:00:00+03:00')
  const short = await invoiced()
  await pay(short.customer, 1_129.99)
  expect(await left(short.id)).toBe(20.01)
})

test('an invoice whose day is over is not read', async () => {
  await by('net')
  const { id } = await invoiced()
  const [row] = await house.sql<{ item_id: string }>('select item_id from invoice where id = $1', [
    id,
  ])
  const read = (paidOn: string) =>
    look(house.session(), async ({ companyId, run }) => {
      let asked = 0
      const counted: typeof run = (...query) => {
        asked += 1
        return run(...query)
      }
      const found = await earlyInvoices({ companyId, run: counted }, [row?.item_id ?? ''], paidOn)
      return [found.size, asked]
    })
  expect(await read('2026-11-25')).toEqual([1, 2])
  expect(await read('2026-11-26')).toEqual([0, 1])
})

test('told later, it is the day on which the money came that counts', async () => {
  await by('net')
  const { customer, id } = await invoiced()
  house.setNow('2026-12-20T09:00:00+03:00')
  await pay(customer, 1_130, { paidOn: '2026-11-25' })
  expect(await left(id)).toBe(0)
  house.setNow('2026-11-22T09:00:00+03:00')
})

test('in parts, all of them in time, the last one earns it', async () => {
  await by('net')
  const { customer, id } = await invoiced()
  await pay(customer, 500, { paidOn: '2026-11-18' })
  expect(await left(id)).toBe(650)
  await pay(customer, 630)
  expect(await left(id)).toBe(0)
})

test('two invoices paid together take a discount each, and what is more lies on the account', async () => {
  await by('net')
  const first = await invoiced()
  const second = await invoiced(first.customer)
  const recorded = await pay(first.customer, 2_300)
  expect(recorded.unapplied.minor).toBe(40_00)
  expect([await left(first.id), await left(second.id)]).toEqual([0, 0])
})

test('who is given the whole invoice by hand has nothing to take off', async () => {
  await by('net')
  const { customer, id } = await invoiced()
  const [row] = await house.sql<{ item_id: string }>('select item_id from invoice where id = $1', [
    id,
  ])
  await pay(customer, 1_150, { shares: [{ itemId: row?.item_id, amount: sar(1_150) }] })
  expect(await left(id)).toBe(0)
  expect((await accountsOf(customer))['discount_allowed']).toBeUndefined()
})

for (const mode of ['net', 'gross', 'credit_note'] as const)
  test(`a payment that bounced takes its discount along (${mode})`, async () => {
    await by(mode)
    const { customer } = await invoiced()
    const { id } = await pay(customer, mode === 'net' ? 1_130 : 1_127)
    await reversePayment(house.session(), { id, reason: 'bounced' })
    const [owes] = await house.sql<{ sum: number }>(
      `select sum(l.amount)::bigint as sum from journal_line l where l.party_id = $1`,
      [customer],
    )
    expect(owes?.sum).toBe(1_150_00)
    const books = await accountsOf(customer)
    expect([books['vat_output'], books['discount_allowed'] ?? 0]).toEqual([-150, 0])
  })

test('an invoice that was credited whole asks for its discount no more when the payment bounces', async () => {
  await by('credit_note')
  const { customer, id } = await invoiced()
  const payment = await pay(customer, 1_127)
  await creditInvoice(house.session(), { id, noteId: newId(), reason: 'أُلغيت الصفقة' })
  await reversePayment(house.session(), { id: payment.id, reason: 'bounced' })
  const books = await accountsOf(customer)
  expect([books['receivable'], books['sales'], books['vat_output']]).toEqual([0, 0, 0])
})

test('money that came in time and is allocated later still earns it, and loses it when taken away', async () => {
  await by('net')
  const { customer, id } = await invoiced()
  const payment = await pay(customer, 1_130, { shares: [] })
  expect(await left(id)).toBe(1_150)
  const shown = await allocatePayment(house.session(), { id: payment.id, requestId: newId() })
  expect(await left(id)).toBe(0)
  await unallocatePayment(house.session(), {
    id: payment.id,
    allocationIds: shown.allocations.map((each) => each.id),
  })
  expect(await left(id)).toBe(1_150)
})

test('a part that bounces takes along the discount that the last part earned', async () => {
  await by('net')
  const { customer, id } = await invoiced()
  const first = await pay(customer, 500, { paidOn: '2026-11-18' })
  await pay(customer, 630)
  expect(await left(id)).toBe(0)
  await reversePayment(house.session(), { id: first.id, reason: 'bounced' })
  expect(await left(id)).toBe(520)
  expect((await accountsOf(customer))['discount_allowed']).toBe(0)
})

test('money of a month that is closed by now still earns its discount when it is allocated', async () => {
  await by('net')
  const { customer, id } = await invoiced()
  const payment = await pay(customer, 1_130, { shares: [] })
  house.setNow('2026-12-20T09:00:00+03:00')
  await lockPeriod(house.session(), { id: newId(), through: '2026-11-30' })
  await allocatePayment(house.session(), { id: payment.id, requestId: newId() })
  expect(await left(id)).toBe(0)
  house.setNow('2026-11-22T09:00:00+03:00')
})
