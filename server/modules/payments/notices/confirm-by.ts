import { PaymentNoticeConfirmed } from '#core/payments/events.ts'
import { Refusal } from '#core/refusal.ts'
import type { Work } from '#platform/command.ts'
import { payFrom } from '../deposits/advance.ts'
import { moneyOf } from '../store.ts'
import { endNotice, type NoticeRecord } from './store.ts'

/**
 * Ends a held notice as confirmed by a payment that is in the books; a payment answers one notice.
 * What was said for an advance pays it, with what no invoice has taken.
 * @throws payments.payment_answers
 */
export async function confirmBy(
  work: Work,
  notice: NoticeRecord,
  customerId: string,
  paymentId: string,
): Promise<void> {
  const [other] = await work.run(
    'select id from payment_notice where company_id = $1 and payment_id = $2',
    [work.companyId, paymentId],
  )
  if (other) throw new Refusal('payments.payment_answers')
  await endNotice(work, notice, { state: 'confirmed', paymentId })
  if (notice.deposit_id !== null) await payFrom(work, notice.deposit_id, paymentId)
  work.publish(
    PaymentNoticeConfirmed,
    { kind: 'payment_notice', id: notice.id, customerId },
    { noticeId: notice.id, customerId, amount: moneyOf(notice), paymentId },
  )
}
