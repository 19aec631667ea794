import type { DeskFacts } from '#core/collections/desk/facts.ts'
import { dayOf } from '#platform/time.ts'
import type { From } from '../store.ts'

/** For how long an answer that nobody told them is what one calls about. */
const freshDays = 14

/** By customer: the last objection that was answered without their being told. */
export async function deskAnswersOf(
  from: From,
  parties: readonly string[],
): Promise<ReadonlyMap<string, NonNullable<DeskFacts['answered']>>> {
  const rows = await from.run<{ customer_id: string; invoice_number: string; closed_at: Date }>(
    `select distinct on (customer_id) customer_id, invoice_number, closed_at from dispute
     where company_id = $1 and customer_id = any($2) and closed_at > $3 and told_at is null
       and outcome in ('accepted', 'rejected')
     order by customer_id, closed_at desc, id`,
    [from.companyId, parties, new Date(from.now.getTime() - freshDays * 86_400_000)],
  )
  return new Map(
    rows.map((row) => [
      row.customer_id,
      {
        number: row.invoice_number,
        on: dayOf(row.closed_at, from.zone),
        atMs: row.closed_at.getTime(),
      },
    ]),
  )
}
