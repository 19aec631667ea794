import { type Money, total } from '#core/money.ts'
import type { AllocatePayment, Payment } from '#core/payments/api.ts'
import { PaymentAllocated, PaymentUnallocated } from '#core/payments/events.ts'
import { Refusal } from '#core/refusal.ts'
import { lockOpenItems, settle, unsettle } from '#modules/ledger/index.ts'
import { command, type Work } from '#platform/command.ts'
import { giveDiscounts, takeDiscountsBack } from './early/give.ts'
import { lessDiscounts, offersOn } from './early/offers.ts'
import { lockForChange } from './lock-for-change.ts'
import { readPayment } from './queries.ts'
import { allocate } from './record-payment.ts'
import { allocationsOf, unappliedOf } from './settlements.ts'
import type { PaymentRecord } from './store.ts'

/**
 * Gives what lies on the customer's account to open items: where the collector says, or oldest first.
 * @throws payments.nothing_unallocated, payments.nothing_open, payments.share_…
 */
export const allocatePayment = command(
  'payments.allocate',
  async (work, input: AllocatePayment): Promise<Payment> => {
    const { payment, customer } = await lockForChange(work, input.id, 'payments.allocate')
    const { currency } = payment.amount
    const open = await lockOpenItems(work, customer.parties, currency)
    const money = { minor: await unappliedOf(work, payment.creditId), currency }
    if (money.minor === 0)
      throw new Refusal('payments.nothing_unallocated', { number: payment.number })
    const itemIds = open.map(({ id }) => id)
    const offers = await offersOn(work, itemIds, payment.paidOn)
    const asked = input.shares ? open : lessDiscounts(open, offers)
    const { shares } = allocate(money, input.shares, asked)
    if (shares.length === 0) throw new Refusal('payments.nothing_open')

    await settle(work, { creditId: payment.creditId, shares, effectiveOn: work.today })
    const { id, number, paidOn } = payment
    await giveDiscounts(
      work,
      { id, number, customerId: customer.id, paidOn, rate: payment.rate ?? undefined },
      { shares, open },
      offers,
    )

    const given = total(
      shares.map(({ amount }) => amount),
      currency,
    )
    work.audit('payments.allocated', {
      kind: 'payment',
      id: payment.id,
      before: { unapplied: money },
      after: { shares },
    })
    work.publish(
      PaymentAllocated,
      { kind: 'payment', id: payment.id, customerId: customer.id },
      {
        paymentId: payment.id,
        customerId: customer.id,
        amount: given,
        settled: shares.map(({ itemId }) => itemId),
      },
    )
    return readPayment(work, payment.id)
  },
  { once: ({ requestId }) => requestId },
)

/** Takes settlements of a payment back: the items owe again, the money lies on the account. */
export async function takeBack(
  work: Work,
  payment: PaymentRecord,
  customerId: string,
  allocationIds: readonly string[] | 'all',
  reason: string,
): Promise<Readonly<{ amount: Money; reopened: string[] }>> {
  const present = (await allocationsOf(work, [payment.creditId])).get(payment.creditId) ?? []
  const wanted =
    allocationIds === 'all' ? present : present.filter(({ id }) => allocationIds.includes(id))
  if (allocationIds !== 'all' && wanted.length !== new Set(allocationIds).size)
    throw new Refusal('payments.allocation_not_found')
  const amount = total(
    wanted.map((row) => row.amount),
    payment.amount.currency,
  )
  if (wanted.length === 0) return { amount, reopened: [] }
  const itemIds = wanted.map(({ itemId }) => itemId)
  await takeDiscountsBack(work, itemIds, reason)
  const { itemIds: reopened } = await unsettle(
    work,
    wanted.map(({ id }) => id),
    { effectiveOn: work.today, reason },
  )
  work.publish(
    PaymentUnallocated,
    { kind: 'payment', id: payment.id, customerId },
    { paymentId: payment.id, customerId, amount, reopened },
  )
  return { amount, reopened }
}

/**
 * Takes what some items got of a payment back to the customer's account.
 * @throws payments.allocation_not_found
 */
export const unallocatePayment = command(
  'payments.allocate',
  async (work, input: { id: string; allocationIds: string[] }): Promise<Payment> => {
    const { payment, customer } = await lockForChange(work, input.id, 'payments.allocate')
    const taken = await takeBack(work, payment, customer.id, input.allocationIds, 'unallocated')
    work.audit('payments.unallocated', {
      kind: 'payment',
      id: payment.id,
      before: null,
      after: { amount: taken.amount, reopened: taken.reopened.length },
    })
    return readPayment(work, payment.id)
  },
  { name: 'payments.unallocate' },
)
