import type { Kept } from '#core/collections/behaviour.ts'
import { judgedPromises } from '#core/collections/promise.ts'
import { keepRateMonths } from '#core/collections/promise-api.ts'
import { addMonths } from '#core/day.ts'
import type { From } from './store.ts'

type Row = { customer_id: string } & Kept

/** How these parties kept their promises for days of the last twelve months, several as one. */
export async function keptOf(
  from: Pick<From, 'run' | 'companyId' | 'today'>,
  parties: readonly string[],
): Promise<(own: readonly string[]) => Kept> {
  const rows = await from.run<Row>(
    `select customer_id, count(*) filter (where state = 'kept')::int as kept, count(*)::int as of
     from promise where company_id = $1 and customer_id = any($2) and state = any($3)
       and due_on >= $4 group by customer_id`,
    [from.companyId, parties, judgedPromises, addMonths(from.today, -keepRateMonths)],
  )
  const byId = new Map(rows.map((row) => [row.customer_id, row]))
  return (own) =>
    own.reduce(
      (sum: Kept, id) => {
        const row = byId.get(id)
        return row ? { kept: sum.kept + row.kept, of: sum.of + row.of } : sum
      },
      { kept: 0, of: 0 },
    )
}
