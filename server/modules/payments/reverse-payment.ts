import type { Payment, ReversePayment } from '#core/payments/api.ts'
import { PaymentReversed } from '#core/payments/events.ts'
import { Refusal } from '#core/refusal.ts'
import { reverseEntry } from '#modules/ledger/index.ts'
import { command, type Work } from '#platform/command.ts'
import { takeBack } from './allocate-payment.ts'
import { freeLine } from './bank/link-line.ts'
import { followReversedAdvance } from './deposits/advance.ts'
import { followReversal } from './instruments/follow-payment.ts'
import { lockForChange } from './lock-for-change.ts'
import { readPayment } from './queries.ts'
import { insertReversal, type PaymentRecord } from './store.ts'

async function assertNothingRefunded(work: Work, payment: PaymentRecord): Promise<void> {
  const refunds = await work.run(
    "select id from refund where company_id = $1 and payment_id = $2 and state <> 'failed' limit 1",
    [work.companyId, payment.id],
  )
  if (refunds.length > 0) throw new Refusal('payments.has_refunds', { number: payment.number })
}

/** Undoes a payment whose customer and row are held. */
export async function reverseHeld(
  work: Work,
  payment: PaymentRecord,
  customerId: string,
  reversal: Omit<ReversePayment, 'id'>,
): Promise<void> {
  const on = reversal.on ?? work.today
  if (on > work.today)
    throw new Refusal('payments.paid_in_the_future', { paidOn: on, today: work.today })
  if (on < payment.paidOn)
    throw new Refusal('payments.reversal_before_payment', { paidOn: payment.paidOn, on })
  await assertNothingRefunded(work, payment)

  const { reopened } = await takeBack(work, payment, customerId, 'all', reversal.reason)
  const { entryId } = await reverseEntry(work, payment.entryId, on, reversal.note)
  await insertReversal(work, {
    paymentId: payment.id,
    on,
    reason: reversal.reason,
    note: reversal.note || null,
    entryId,
  })
  await followReversal(work, payment.id, { reason: reversal.reason, on, note: reversal.note })
  await followReversedAdvance(work, payment.id, { on, note: reversal.note })
  // Money that bounced did arrive; what was a mistake never was this payment.
  if (reversal.reason === 'mistake') await freeLine(work, payment.id)

  work.audit('payments.reversed', {
    kind: 'payment',
    id: payment.id,
    before: null,
    after: {
      ...{ number: payment.number, amount: payment.amount },
      ...{ ...reversal, on, reopened: reopened.length },
    },
  })
  work.publish(
    PaymentReversed,
    { kind: 'payment', id: payment.id, customerId },
    {
      paymentId: payment.id,
      customerId,
      amount: payment.amount,
      reason: reversal.reason,
      reopened,
    },
  )
}

/**
 * Says that a payment was none: a cheque came back, or it was entered by mistake. Its invoices owe
 * again; the receipt keeps its number and is marked.
 * @throws payments.paid_by_gateway, payments.has_refunds, payments.already_reversed
 */
export const reversePayment = command(
  'payments.reverse',
  async (work, input: ReversePayment): Promise<Payment> => {
    const { payment, customer } = await lockForChange(work, input.id, 'payments.reverse')
    if (payment.source === 'gateway')
      throw new Refusal('payments.paid_by_gateway', { number: payment.number })
    const { id: _, ...reversal } = input
    await reverseHeld(work, payment, customer.id, reversal)
    return readPayment(work, payment.id)
  },
)
