import { addDays } from '#core/day.ts'
import type { BankLineRow } from '#core/payments/bank/line.ts'
import type { Look } from '#platform/query.ts'
import type { NoticeRecord } from '../notices/store.ts'
import { type LineRecord, lineColumns, lineOf, lineTables } from './store.ts'

/** Lines that nobody has claimed yet, of a notice's amount and about its day. */
export async function linesForNotice(look: Look, notice: NoticeRecord): Promise<BankLineRow[]> {
  const rows = await look.run<LineRecord>(
    `select ${lineColumns} ${lineTables}
     where l.company_id = $1 and l.state = 'open' and l.amount = $2 and l.currency = $3
       and l.booked_on between $4 and $5
     order by abs(l.booked_on - $6::date), l.booked_on, l.id limit 5`,
    [
      ...[look.companyId, notice.amount, notice.currency],
      ...[addDays(notice.paid_on, -3), addDays(notice.paid_on, 10), notice.paid_on],
    ],
  )
  return rows.map(lineOf)
}
