import type { Day } from '#core/day.ts'
import type { Look } from '#platform/query.ts'
import { ownersWithin } from '#platform/session.ts'

/** Of whose customers a report may speak: the owners' ids, null for everyone's. */
export function ownersOf({ session }: Look, ownerId?: string): readonly string[] | null {
  const reach = ownersWithin(session, 'reports.read')
  if (ownerId === undefined) return reach ?? null
  return !reach || reach.includes(ownerId) ? [ownerId] : []
}

/** Every record with the customer that answers for it, as far as the owners go: $1 company, `$n` owners. */
export const reachedSql = (owners: string): string => `
  select c.id, coalesce(c.survivor_id, c.id) as customer_id
  from customer c left join customer s on s.company_id = c.company_id and s.id = c.survivor_id
  where c.company_id = $1 and (${owners}::uuid[] is null
    or case when c.survivor_id is null then c.owner_id else s.owner_id end = any(${owners}))`

/** Who they are, each with the records that they answer for. */
export const peopleWithin = (look: Look, owners: readonly string[] | null) =>
  look.run<{ id: string; parties: string[] }>(
    `select customer_id as id, array_agg(id) as parties from (${reachedSql('$2')}) r group by 1`,
    [look.companyId, owners],
  )

/** The day as of which a report is asked for: a past one, or today. */
export const asOfDay = (look: Pick<Look, 'today'>, asked: Day | undefined): Day =>
  asked !== undefined && asked < look.today ? asked : look.today
