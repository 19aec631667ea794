import type { From } from './scope.ts'

/** Where a customer writes to us, and since when they wait for an answer there. */
export type Talk = Readonly<{
  conversationId: string
  waitingSince: Date | null
  /** When a conversation in which they wrote to us last went on; null where they never did. */
  spokeAt: Date | null
}>

/**
 * The conversation of each of these customers that matters most: the one that waits longest for an
 * answer, else the latest.
 */
export async function talksOf(
  from: Pick<From, 'run' | 'companyId'>,
  parties: readonly string[],
): Promise<ReadonlyMap<string, Talk>> {
  const rows = await from.run<{
    customer_id: string
    id: string
    waits: Date | null
    spoke: Date | null
  }>(
    `select distinct on (customer_id) customer_id, id,
       case when state = 'open' then waiting_since end as waits,
       max(last_at) filter (where heard > 0) over (partition by customer_id) as spoke
     from conversation where company_id = $1 and customer_id = any($2)
     order by customer_id, case when state = 'open' then waiting_since end nulls last,
       last_at desc`,
    [from.companyId, parties],
  )
  return new Map(
    rows.map((row) => [
      row.customer_id,
      { conversationId: row.id, waitingSince: row.waits, spokeAt: row.spoke },
    ]),
  )
}
