import type { Day } from '#core/day.ts'
import { addDays } from '#core/day.ts'
import type { Notice } from '#core/payments/notice-api.ts'
import type { Method } from '#core/payments/payment.ts'
import { partiesOf } from '#modules/contacts/index.ts'
import type { Look } from '#platform/query.ts'
import { moneyOf } from '../store.ts'
import type { NoticeRecord } from './store.ts'

/** So many days before and after the day that was said a payment may be the same money. */
const nearDays = 10

/** Payments in the books that may be what a notice speaks of: its amount, about its day, answering none. */
export async function paymentsForNotice(
  look: Look,
  notice: NoticeRecord,
): Promise<Notice['payments']> {
  const rows = await look.run<{
    id: string
    number: string
    paid_on: Day
    method: Method
    reference: string | null
  }>(
    `select p.id, p.number, p.paid_on, p.method, p.reference from payment p
     where p.company_id = $1 and p.customer_id = any($2) and p.amount = $3 and p.currency = $4
       and p.paid_on between $5 and $6 and p.source <> 'gateway'
       and not exists (select 1 from payment_reversal r
         where r.company_id = p.company_id and r.payment_id = p.id)
       and not exists (select 1 from payment_notice n
         where n.company_id = p.company_id and n.payment_id = p.id)
     order by abs(p.paid_on - $7::date), p.paid_on, p.id limit 5`,
    [
      ...[look.companyId, await partiesOf(look, notice.customer_id), notice.amount],
      ...[notice.currency, addDays(notice.paid_on, -nearDays), addDays(notice.paid_on, nearDays)],
      notice.paid_on,
    ],
  )
  return rows.map(({ paid_on: paidOn, ...row }) => ({ ...row, paidOn, amount: moneyOf(notice) }))
}
