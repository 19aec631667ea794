import type { Work } from '#platform/command.ts'
import { takeBack } from '../allocate-payment.ts'
import type { GatewayPayment } from '../gateway.ts'
import { bookRefund } from '../refund-payment.ts'
import { allocationsOf, unappliedOf } from '../settlements.ts'
import { flagPayment, lockPayment, type PaymentRecord } from '../store.ts'
import type { Attempt } from './attempt-store.ts'

/** What of a payment went back through the gateway so far, or is on its way. */
export async function refundedThere(work: Work, paymentId: string): Promise<number> {
  const [row] = await work.run<{ amount: number }>(
    `select coalesce(sum(amount), 0)::bigint as amount from refund
     where company_id = $1 and payment_id = $2 and way = 'gateway' and state <> 'failed'`,
    [work.companyId, paymentId],
  )
  return row?.amount ?? 0
}

/** The newest allocations that must be undone so that this much lies on the account. */
async function freeUp(work: Work, payment: PaymentRecord, customerId: string, needed: number) {
  let left = await unappliedOf(work, payment.creditId)
  const rows = (await allocationsOf(work, [payment.creditId])).get(payment.creditId) ?? []
  const ids: string[] = []
  for (const row of rows.toReversed()) {
    if (left >= needed) break
    ids.push(row.id)
    left += row.amount.minor
  }
  if (ids.length > 0) await takeBack(work, payment, customerId, ids, 'refunded_outside')
}

/**
 * Money that the gateway gave back without being asked by us, in its own dashboard or by a void:
 * the books follow, and the payment is marked for someone to look at.
 */
export async function bookOutsideRefund(
  work: Work,
  facts: Readonly<{
    attempt: Attempt
    payment: GatewayPayment
    paymentId: string
    customerId: string
  }>,
): Promise<void> {
  const { attempt, payment, paymentId, customerId } = facts
  const { amount, refunded, status } = payment
  const gone = status === 'voided' ? amount.minor : refunded.minor
  const extra = gone - (await refundedThere(work, paymentId))
  if (extra <= 0) return
  const written = await work.run(
    `insert into gateway_effect (company_id, account_id, provider_payment_id, effect, payment_id,
       attempt_id, at) values ($1, $2, $3, $4, $5, $6, $7) on conflict do nothing returning effect`,
    [
      work.companyId,
      attempt.accountId,
      payment.id,
      `refund:${gone}`,
      paymentId,
      attempt.id,
      work.now,
    ],
  )
  if (written.length === 0) return
  const held = await lockPayment(work, paymentId)
  await freeUp(work, held, customerId, extra)
  const most = Math.min(extra, await unappliedOf(work, held.creditId))
  if (most > 0)
    await bookRefund(work, held, customerId, {
      id: work.newId(),
      amount: { minor: most, currency: amount.currency },
      way: 'gateway',
      state: 'done',
    })
  await flagPayment(work, paymentId, 'refunded_outside')
}
