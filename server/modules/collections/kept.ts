import type { Kept } from '#core/collections/behaviour.ts'
import { judgedPromises } from '#core/collections/promise.ts'
import { keepRateMonths } from '#core/collections/promise-api.ts'
import { addMonths } from '#core/day.ts'
import type { From } from './store.ts'

/** With those of which a part came. */
export type KeptWords = Kept & Readonly<{ partly: number }>

type Row = { customer_id: string } & KeptWords

/** How these parties kept their promises for days of the last twelve months, several as one. */
export async function keptOf(
  from: Pick<From, 'run' | 'companyId' | 'today'>,
  parties: readonly string[],
): Promise<(own: readonly string[]) => KeptWords> {
  const rows = await from.run<Row>(
    `select customer_id, count(*) filter (where state = 'kept')::int as kept,
       count(*) filter (where state = 'partly_kept')::int as partly, count(*)::int as of
     from promise where company_id = $1 and customer_id = any($2) and state = any($3)
       and due_on >= $4 group by customer_id`,
    [from.companyId, parties, judgedPromises, addMonths(from.today, -keepRateMonths)],
  )
  const byId = new Map(rows.map((row) => [row.customer_id, row]))
  return (own) =>
    own.reduce(
      (sum: KeptWords, id) => {
        const row = byId.get(id)
        return row
          ? { kept: sum.kept + row.kept, partly: sum.partly + row.partly, of: sum.of + row.of }
          : sum
      },
      { kept: 0, partly: 0, of: 0 },
    )
}
