import type { Day } from '#core/day.ts'
import type { Currency } from '#core/money.ts'
import type { Work } from '#platform/command.ts'
import { planForValues } from '#platform/plan.ts'
import type { Look } from '#platform/query.ts'

/** An item that was open on any day of a time, with all that was put against it until its end. */
export type ItemPast = Readonly<{
  itemId: string
  partyId: string
  documentId: string
  number: string
  currency: Currency
  minor: number
  postedOn: Day
  dueOn: Day
  /** By the day on which it counts; below nothing: taken back. */
  settled: readonly Readonly<{ on: Day; minor: number }>[]
}>

/** What changed the balance of a party in one currency; the first of it is all from before. */
export type PartyMove = Readonly<{ partyId: string; currency: Currency; on: Day; minor: number }>

type From = Pick<Work | Look, 'run' | 'companyId'>
type Between = Readonly<{ from: Day; to: Day }>
type ItemRow = {
  id: string
  party_id: string
  document_id: string
  document_number: string
  currency: Currency
  amount: number
  posted_on: Day
  due_on: Day
}
type SettledRow = { item_id: string; effective_on: Day; amount: number }

/** Who had an open item on any day of a time, in the order of ids. */
export async function partiesInPast(from: From, { from: since, to }: Between): Promise<string[]> {
  const rows = await from.run<{ id: string }>(
    `select distinct party_id as id from journal_line
     where company_id = $1 and party_id is not null and amount > 0 and posted_on <= $3::date
       and (settled < amount or settled_through >= $2::date) order by 1`,
    [from.companyId, since, to],
  )
  return rows.map(({ id }) => id)
}

/** The items of some parties that were open on any day of a time. */
export async function itemsInPast(
  from: From,
  parties: readonly string[],
  { from: since, to }: Between,
): Promise<ItemPast[]> {
  await planForValues(from)
  const items = await from.run<ItemRow>(
    `select l.id, l.party_id, e.document_id, e.document_number, l.currency, l.amount, l.posted_on, l.due_on
     from journal_line l join journal_entry e on e.company_id = l.company_id and e.id = l.entry_id
     where l.company_id = $1 and l.party_id = any($2::uuid[]) and l.amount > 0
       and l.posted_on <= $4::date and (l.settled < l.amount or l.settled_through >= $3::date)`,
    [from.companyId, parties, since, to],
  )
  const settled = await from.run<SettledRow>(
    `select item_id, effective_on, sum(amount)::bigint as amount from settlement
     where company_id = $1 and item_id = any($2::uuid[]) and effective_on <= $3::date
     group by item_id, effective_on having sum(amount) <> 0 order by effective_on`,
    [from.companyId, items.map(({ id }) => id), to],
  )
  const byItem = new Map<string, { on: Day; minor: number }[]>()
  for (const { item_id: id, effective_on: on, amount: minor } of settled) {
    const known = byItem.get(id)
    if (known) known.push({ on, minor })
    else byItem.set(id, [{ on, minor }])
  }
  return items.map((row) => ({
    itemId: row.id,
    partyId: row.party_id,
    documentId: row.document_id,
    number: row.document_number,
    currency: row.currency,
    minor: row.amount,
    postedOn: row.posted_on,
    dueOn: row.due_on,
    settled: byItem.get(row.id) ?? [],
  }))
}

/** How the balances of some parties moved, day by day; all from before stands on the day before. */
export async function movesInPast(
  from: From,
  parties: readonly string[],
  { from: since, to }: Between,
): Promise<PartyMove[]> {
  const rows = await from.run<{ party_id: string; currency: Currency; day: Day; amount: number }>(
    `select party_id, currency, greatest(posted_on, $3::date - 1) as day, sum(amount)::bigint as amount
     from journal_line where company_id = $1 and party_id = any($2::uuid[]) and amount <> 0
       and posted_on <= $4::date group by 1, 2, 3 order by 3`,
    [from.companyId, parties, since, to],
  )
  return rows.map((row) => ({
    partyId: row.party_id,
    currency: row.currency,
    on: row.day,
    minor: row.amount,
  }))
}
