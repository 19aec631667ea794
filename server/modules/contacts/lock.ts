import type { CustomerKind } from '#core/contacts/customer.ts'
import type { PaymentTerms } from '#core/contacts/terms.ts'
import type { Permission } from '#core/permission.ts'
import { Refusal } from '#core/refusal.ts'
import type { Work } from '#platform/command.ts'
import type { Look } from '#platform/query.ts'
import { ownersWithin } from '#platform/session.ts'

/** A customer whose turn it is until the transaction ends. */
export type LockedCustomer = Readonly<{
  /** The survivor's id, whichever of its records was asked for. */
  id: string
  /** Every id that its debts may stand under: the survivor and all that were merged into it. */
  parties: string[]
  number: string
  name: string
  language: 'ar' | 'en'
  kind: CustomerKind
  ownerId: string | null
  terms: PaymentTerms | null
  tags: readonly string[]
  archived: boolean
}>

type LockedRow = {
  id: string
  survivor_id: string | null
  number: string
  name: string
  language: 'ar' | 'en'
  kind: CustomerKind
  owner_id: string | null
  terms: PaymentTerms | null
  tags: string[]
  archived_at: Date | null
  aliases: number
}

const columns =
  'id, survivor_id, number, name, language, kind, owner_id, terms, tags, archived_at, aliases'
const lockSql = `select ${columns} from customer where company_id = $1 and id = $2 for no key update`
const lockManySql = `select ${columns} from customer where company_id = $1 and id = any($2)
  order by id for no key update`

/** Longer chains do not exist: survivor_id always names the end of one. */
const mostHops = 8

/**
 * Holds the customer that this id stands for, so that two commands about it take turns. The first
 * lock of every transaction that touches a customer's money.
 * @param within refuses a customer outside this permission's reach, as if it were not there
 * @throws contacts.customer_not_found
 */
export async function lockCustomer(
  work: Work,
  id: string,
  within?: Permission,
): Promise<LockedCustomer> {
  let wanted = id
  for (let hop = 0; hop < mostHops; hop++) {
    const [row] = await work.run<LockedRow>(lockSql, [work.companyId, wanted])
    if (!row) break
    if (row.survivor_id === null) {
      const owners = within && ownersWithin(work.session, within)
      if (owners && (row.owner_id === null || !owners.includes(row.owner_id))) break
      return lockedFrom(row, row.aliases === 0 ? [row.id] : await partiesOf(work, row.id))
    }
    wanted = row.survivor_id
  }
  throw new Refusal('contacts.customer_not_found', { id })
}

const lockedFrom = (row: LockedRow, parties: string[]): LockedCustomer => ({
  id: row.id,
  parties,
  number: row.number,
  name: row.name,
  language: row.language,
  kind: row.kind,
  ownerId: row.owner_id,
  terms: row.terms,
  tags: row.tags,
  archived: row.archived_at !== null,
})

/**
 * Holds the customer of a record as `lockCustomer` does; one out of reach is refused as if the record
 * itself were not there.
 */
export const lockCustomerOr = (
  work: Work,
  id: string,
  within: Permission,
  gone: () => Refusal,
): Promise<LockedCustomer> => reachedOr(lockCustomer(work, id, within), gone)

/**
 * Holds all customers that these ids stand for, each once and always in one order, in as many
 * statements as for one. An id of nobody is left out.
 */
export async function lockCustomers(work: Work, ids: readonly string[]): Promise<LockedCustomer[]> {
  const named = await work.run<{ root: string }>(
    `select distinct coalesce(survivor_id, id) as root from customer
     where company_id = $1 and id = any($2)`,
    [work.companyId, [...ids]],
  )
  const held = new Map<string, LockedRow>()
  let wanted = named.map((row) => row.root)
  // Whoever was merged away between the two statements is followed to the survivor.
  for (let hop = 0; wanted.length > 0 && hop < mostHops; hop++) {
    const rows = await work.run<LockedRow>(lockManySql, [work.companyId, wanted])
    for (const row of rows) if (row.survivor_id === null) held.set(row.id, row)
    wanted = rows.flatMap(({ survivor_id: to }) => (to !== null && !held.has(to) ? [to] : []))
  }
  const answering = [...held.values()].filter((row) => row.aliases > 0)
  const aliases =
    answering.length === 0
      ? []
      : await work.run<{ id: string; survivor_id: string }>(
          `select id, survivor_id from customer where company_id = $1 and survivor_id = any($2)
           order by id`,
          [work.companyId, answering.map(({ id }) => id)],
        )
  const parties = new Map([...held.keys()].map((id) => [id, [id]]))
  for (const { id, survivor_id: survivor } of aliases) parties.get(survivor)?.push(id)
  return [...held.values()].map((row) => lockedFrom(row, parties.get(row.id) ?? [row.id]))
}

/**
 * Every id that stands for the same customer as this one, the survivor first.
 * @param within refuses a customer outside this permission's reach, as if it were not there
 * @throws contacts.customer_not_found
 */
export async function partiesOf(
  from: Pick<Work | Look, 'run' | 'companyId' | 'session'>,
  id: string,
  within?: Permission,
): Promise<string[]> {
  const rows = await from.run<{ id: string; owner_id: string | null; root: boolean }>(
    `with root as (select coalesce(survivor_id, id) as id from customer where company_id = $1 and id = $2)
     select c.id, c.owner_id, c.survivor_id is null as root from customer c, root
     where c.company_id = $1 and (c.id = root.id or c.survivor_id = root.id)
     order by c.survivor_id is null desc, c.id`,
    [from.companyId, id],
  )
  const [root] = rows
  const owners = within && ownersWithin(from.session, within)
  const inReach = !owners || (root?.owner_id && owners.includes(root.owner_id))
  if (!root || !inReach) throw new Refusal('contacts.customer_not_found', { id })
  return rows.map((row) => row.id)
}

/**
 * Of whose customers a list may show rows: every id, aliases included, or undefined for all. For
 * lists of other modules, whose tables know a customer and not its owner. `of` asks for the
 * customers of these owners alone, as far as the reader reaches them.
 */
export async function customersWithin(
  from: Pick<Work | Look, 'run' | 'companyId' | 'session'>,
  permission: Permission,
  of?: readonly string[],
): Promise<string[] | undefined> {
  const reach = ownersWithin(from.session, permission)
  const owners = of && reach ? of.filter((owner) => reach.includes(owner)) : (of ?? reach)
  if (!owners) return undefined
  const rows = await from.run<{ id: string }>(
    `select c.id from customer c left join customer s
       on s.company_id = c.company_id and s.id = c.survivor_id
     where c.company_id = $1
       and case when c.survivor_id is null then c.owner_id else s.owner_id end = any($2::uuid[])`,
    [from.companyId, [...owners]],
  )
  return rows.map((row) => row.id)
}

/** What is of a customer out of reach is not there, as what is not: it is refused as gone. */
export async function reachedOr<Found>(find: Promise<Found>, gone: () => Refusal): Promise<Found> {
  try {
    return await find
  } catch (error) {
    if (error instanceof Refusal && error.code === 'contacts.customer_not_found') throw gone()
    throw error
  }
}
