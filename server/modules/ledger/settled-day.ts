import type { Day } from '#core/day.ts'
import type { Work } from '#platform/command.ts'
import type { Look } from '#platform/query.ts'

/**
 * The day until which an item's money came in, by the days on which it counts and not on which it
 * was told: what was taken back again is left out. Undefined when nothing stands against it.
 */
export async function settledDay(
  from: Pick<Work | Look, 'run' | 'companyId'>,
  itemId: string,
): Promise<Day | undefined> {
  const [row] = await from.run<{ day: Day | null }>(
    `select max(s.effective_on) as day from settlement s
     where s.company_id = $1 and s.item_id = $2 and s.takes_back is null
       and not exists (select 1 from settlement t
         where t.company_id = s.company_id and t.takes_back = s.id)`,
    [from.companyId, itemId],
  )
  return row?.day ?? undefined
}
