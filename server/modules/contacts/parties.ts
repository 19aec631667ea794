import type { Permission } from '#core/permission.ts'
import type { Work } from '#platform/command.ts'
import type { Look } from '#platform/query.ts'
import { ownersWithin } from '#platform/session.ts'

/**
 * The customers that these ids stand for, each with every id that stands for it, the survivor
 * first; those outside the permission's reach are left out. One statement however many are asked.
 */
export async function partiesOfMany(
  from: Pick<Work | Look, 'run' | 'companyId' | 'session'>,
  ids: readonly string[],
  within: Permission,
): Promise<{ id: string; parties: string[] }[]> {
  const owners = ownersWithin(from.session, within)
  const rows = await from.run<{ id: string; root: string }>(
    `with root as (select distinct coalesce(survivor_id, id) as id from customer
       where company_id = $1 and id = any($2::uuid[]))
     select c.id, root.id as root from root
     join customer s on s.company_id = $1 and s.id = root.id
       and ($3::uuid[] is null or s.owner_id = any($3::uuid[]))
     join customer c on c.company_id = $1 and (c.id = root.id or c.survivor_id = root.id)
     order by c.id <> root.id, c.id`,
    [from.companyId, ids, owners ?? null],
  )
  const parties = new Map<string, string[]>()
  for (const { id, root } of rows) parties.set(root, [...(parties.get(root) ?? []), id])
  return [...parties].map(([id, all]) => ({ id, parties: all }))
}
