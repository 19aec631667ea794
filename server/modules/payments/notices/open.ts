import type { Day } from '#core/day.ts'
import { dayOf } from '#platform/time.ts'
import type { From } from '../store.ts'

/**
 * Which of these parties said that they transferred and wait for an answer, and since when: while
 * one waits, nobody reminds them. What they said for an advance pays no debt, and lets none rest.
 */
export async function openNotices(
  from: Pick<From, 'run' | 'companyId' | 'zone'>,
  parties: readonly string[],
): Promise<ReadonlyMap<string, { since: Day }>> {
  if (parties.length === 0) return new Map()
  const rows = await from.run<{ customer_id: string; since: Date }>(
    `select customer_id, min(opened_at) as since from payment_notice_view
     where company_id = $1 and customer_id = any($2) and state = 'open' and deposit_id is null
     group by customer_id`,
    [from.companyId, [...parties]],
  )
  return new Map(rows.map(({ customer_id: id, since }) => [id, { since: dayOf(since, from.zone) }]))
}
