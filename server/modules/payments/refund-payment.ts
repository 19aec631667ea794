import type { Money } from '#core/money.ts'
import type { Payment, RefundPayment } from '#core/payments/api.ts'
import { PaymentRefunded } from '#core/payments/events.ts'
import { Refusal } from '#core/refusal.ts'
import { nextNumber, postEntry, settle } from '#modules/ledger/index.ts'
import { command, type Work } from '#platform/command.ts'
import { accountOf } from './book-payment.ts'
import { lockForChange } from './lock-for-change.ts'
import { readPayment } from './queries.ts'
import { unappliedOf } from './settlements.ts'
import type { PaymentRecord } from './store.ts'

/** Money on its way back, of a payment whose customer and row are held. */
export type NewRefund = Readonly<{
  id: string
  amount: Money
  way: 'cash' | 'transfer' | 'gateway'
  state: 'done' | 'sending'
  reference?: string | undefined
  note?: string | undefined
}>

/** Books a refund against what the payment left on the customer's account. */
export async function bookRefund(
  work: Work,
  payment: PaymentRecord,
  customerId: string,
  refund: NewRefund,
): Promise<void> {
  const { id, amount, way } = refund
  const account =
    way === 'gateway'
      ? accountOf({ method: 'card', source: 'gateway' })
      : ({ cash: 'cash', transfer: 'bank' } as const)[way]
  const { number } = await nextNumber(work, 'refund', work.today)
  const entry = await postEntry(work, {
    kind: 'refund',
    document: { kind: 'refund', id, number },
    postedOn: work.today,
    customerId,
    currency: amount.currency,
    ...(payment.rate && { rate: payment.rate }),
    lines: [
      { account: 'receivable', amount: amount.minor, partyId: customerId, dueOn: work.today },
      { account, amount: -amount.minor },
    ],
  })
  const itemId = entry.lines.find(({ amount: minor }) => minor > 0)?.id ?? ''
  await work.run(
    `insert into refund (company_id, id, number, payment_id, amount, currency, way, reference, note,
       refunded_on, entry_id, item_id, state, at, by_id, by_name)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16)`,
    [
      work.companyId,
      id,
      number,
      payment.id,
      amount.minor,
      amount.currency,
      way,
      refund.reference || null,
      refund.note || null,
      work.today,
      entry.entryId,
      itemId,
      refund.state,
      work.now,
      work.actor.id,
      work.actor.name,
    ],
  )
  await settle(work, {
    creditId: payment.creditId,
    shares: [{ itemId, amount }],
    effectiveOn: work.today,
  })
  work.audit('payments.refunded', { kind: 'payment', id: payment.id, before: null, after: refund })
  work.publish(
    PaymentRefunded,
    { kind: 'payment', id: payment.id, customerId },
    { paymentId: payment.id, refundId: id, customerId, amount },
  )
}

/** Whether the gateway still owes an answer about an earlier refund of this payment. */
async function isUnderWay(work: Work, paymentId: string): Promise<boolean> {
  const rows = await work.run(
    `select id from refund where company_id = $1 and payment_id = $2 and way = 'gateway'
       and state = any('{sending,unknown}')`,
    [work.companyId, paymentId],
  )
  return rows.length > 0
}

/**
 * Gives money back that lies on the customer's account. Through the gateway it is booked now and
 * sent by a job; should the gateway refuse, it lies on the account again.
 * @throws payments.refund_above_unallocated, payments.not_paid_by_gateway, payments.refund_under_way
 */
export const refundPayment = command(
  'payments.refund',
  async (work, input: RefundPayment): Promise<Payment> => {
    const { payment, customer } = await lockForChange(work, input.paymentId, 'payments.refund')
    const { amount, way } = input
    if (way === 'gateway' && payment.source !== 'gateway')
      throw new Refusal('payments.not_paid_by_gateway', { number: payment.number })
    if (way === 'gateway' && (await isUnderWay(work, payment.id)))
      throw new Refusal('payments.refund_under_way', { number: payment.number })
    const left = await unappliedOf(work, payment.creditId)
    if (amount.currency !== payment.amount.currency || amount.minor > left)
      throw new Refusal('payments.refund_above_unallocated', { number: payment.number, left })

    const state = way === 'gateway' ? 'sending' : 'done'
    await bookRefund(work, payment, customer.id, { ...input, state })

    if (way === 'gateway')
      work.enqueue('payments.send_refund', { refundId: input.id }, { key: `refund:${input.id}` })
    return readPayment(work, payment.id)
  },
  { once: ({ id }) => id },
)
