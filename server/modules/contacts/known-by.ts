import type { IdentityKind } from '#core/contacts/customer.ts'
import type { Work } from '#platform/command.ts'
import type { Look } from '#platform/query.ts'

export type Mark = Readonly<{ kind: IdentityKind; value: string }>

/** What tells two marks apart, as one text. */
export const markKey = ({ kind, value }: Mark): string => `${kind} ${value}`

/**
 * Whose marks these are, by `markKey`: each with every customer (survivors alone, archived and
 * erased ones left out) who claims it. A telephone may belong to a family or a firm: more than one
 * answer is no answer for whoever links by it.
 */
export async function knownBy(
  from: Pick<Work | Look, 'run' | 'companyId'>,
  marks: readonly Mark[],
): Promise<Map<string, string[]>> {
  if (marks.length === 0) return new Map()
  const rows = await from.run<{ kind: IdentityKind; value: string; ids: string[] }>(
    `select i.kind, i.value, array_agg(distinct coalesce(c.survivor_id, c.id)) as ids
     from unnest($2::text[], $3::text[]) as asked(kind, value)
     join customer_identity i on i.company_id = $1 and i.kind = asked.kind and i.value = asked.value
     join customer c on c.company_id = $1 and c.id = i.customer_id
     left join customer s on s.company_id = $1 and s.id = c.survivor_id
     where case when c.survivor_id is null then c.archived_at else s.archived_at end is null
       and c.erased_at is null
     group by i.kind, i.value`,
    [from.companyId, marks.map(({ kind }) => kind), marks.map(({ value }) => value)],
  )
  return new Map(rows.map(({ ids, ...mark }) => [markKey(mark), ids]))
}
