import { afterEach, expect, test } from 'vitest'
import { mergeCustomers } from '#modules/contacts/merge-customers.ts'
import { createInvoice } from '#modules/invoicing/create-invoice.ts'
import { creditInvoice } from '#modules/invoicing/credit-invoice.ts'
import { recordPayment } from '#modules/payments/record-payment.ts'
import { refundPayment } from '#modules/payments/refund-payment.ts'
import { reversePayment } from '#modules/payments/reverse-payment.ts'
import { newId, openHouse, sar } from './house.ts'
import { customerOf, problemsOf, registerSeller, written } from './invoicing.ts'
import { owed, paid } from './payments.ts'

const house = openHouse({ now: '2026-11-22T09:00:00+03:00' })
afterEach(async () => expect(await problemsOf(house)).toEqual([]))

/** What twenty tries at one moment came to: how many were done, and why the others were not. */
async function twenty(attempt: (place: number) => Promise<unknown>) {
  const ends = await Promise.allSettled(Array.from({ length: 20 }, (_, place) => attempt(place)))
  const codes = ends.flatMap((end) => (end.status === 'rejected' ? [end.reason.code] : []))
  return { done: 20 - codes.length, refusals: [...new Set(codes)] }
}
const refund = (paymentId: string, riyals: number) =>
  refundPayment(house.session(), { id: newId(), paymentId, amount: sar(riyals), way: 'cash' })

test('twenty refunds at once give back no more than was left', async () => {
  const { id } = await recordPayment(house.session(), paid(await customerOf(house), sar(100)))
  const ends = await twenty(() => refund(id, 30))
  expect(ends).toEqual({ done: 3, refusals: ['payments.refund_above_unallocated'] })
})

test('of twenty reversals one happens, and money is not refunded as well as reversed', async () => {
  const customer = await customerOf(house)
  const reverse = (id: string) => reversePayment(house.session(), { id, reason: 'mistake' })
  const one = await recordPayment(house.session(), paid(customer, sar(100)))
  const ends = await twenty(() => reverse(one.id))
  expect(ends).toEqual({ done: 1, refusals: ['payments.already_reversed'] })

  const other = await recordPayment(house.session(), paid(customer, sar(100)))
  const mixed = await twenty((n) => (n % 2 ? refund(other.id, 100) : reverse(other.id)))
  expect(mixed.done).toBe(1)
})

test('of twenty credit notes for the whole invoice one is written, also beside payments', async () => {
  await registerSeller(house)
  const customer = await customerOf(house)
  const invoice = await createInvoice(house.session(), written(customer))
  const credit = () =>
    creditInvoice(house.session(), { id: invoice.id, noteId: newId(), reason: 'ألغي البيع' })
  const ends = await twenty((n) =>
    n % 2 ? credit() : recordPayment(house.session(), paid(customer, sar(100))),
  )
  expect(ends.done).toBe(11)
})

test('customers merged while they pay keep every riyal', async () => {
  const [survivor, merged] = [await customerOf(house), await customerOf(house)]
  await owed(house, survivor, sar(500))
  await owed(house, merged, sar(500))
  const ends = await twenty((n) =>
    n === 7
      ? mergeCustomers(house.session(), { id: survivor, mergeId: newId(), mergedId: merged })
      : recordPayment(house.session(), paid(n % 2 ? survivor : merged, sar(60))),
  )
  expect(ends).toEqual({ done: 20, refusals: [] })
})

test('an id used again with another body is refused, even at the same moment', async () => {
  const customer = await customerOf(house)
  const id = newId()
  const ends = await twenty((n) =>
    recordPayment(house.session(), { ...paid(customer, sar(10 + n)), id }),
  )
  expect(ends).toEqual({ done: 1, refusals: ['request.id_reused'] })
})
