import type { Work } from '#platform/command.ts'
import type { Look } from '#platform/query.ts'
import { untilSettled } from './until-settled.ts'

type From = Pick<Work | Look, 'run' | 'companyId' | 'today'>

/** Money that came for an item: how late, how much in the books' own currency, what share of it, how long ago. */
export type PaidPart = Readonly<{ daysLate: number; minor: number; share: number; daysAgo: number }>

/** What a party owes by now, in the books' own currency, and what it paid in a year. */
export type PayingRecord = Readonly<{
  partyId: string
  owed: number
  overdue: number
  over30: number
  over90: number
  paid: readonly PaidPart[]
}>

const owesSql = `
  select l.party_id, sum(l.base_amount - l.settled_base)::bigint as owed,
    ${[
      [0, 'overdue'],
      [30, 'over30'],
      [90, 'over90'],
    ]
      .map(
        ([days, name]) => `coalesce(sum(l.base_amount - l.settled_base)
          filter (where $2::date - l.due_on > ${days}), 0)::bigint as ${name}`,
      )
      .join(', ')}
  from journal_line l
  where l.company_id = $1 and l.party_id = any($3::uuid[]) and l.settled < abs(l.amount) and l.amount > 0
  group by 1`

// A credit note is no payment, and money that was taken back never came.
const cameSql = (items: string) => `
  from settlement s join ${items} x on x.id = s.item_id
    join journal_line c on c.company_id = $1 and c.id = s.credit_id
    join journal_entry e on e.company_id = $1 and e.id = c.entry_id and e.kind = 'payment'
    left join (select takes_back as id from settlement where company_id = $1 and takes_back is not null) t
      on t.id = s.id
  where s.company_id = $1 and s.effective_on >= $2::date - 365 and s.takes_back is null and t.id is null`

const paidSql = `
  with lines as materialized (
    select l.id, l.party_id, l.due_on, l.amount from journal_line l
    where l.company_id = $1 and l.party_id = any($3::uuid[]) and l.amount > 0
      and l.settled_through >= $2::date - 365)
  select x.party_id, json_agg(json_build_array(s.effective_on - x.due_on, s.item_base,
    round(s.amount::numeric / x.amount, 4), $2::date - s.effective_on)) as paid
  ${cameSql('lines')} group by 1`

type Owes = { party_id: string } & Omit<PayingRecord, 'partyId' | 'paid'>
type Paid = {
  party_id: string
  paid: readonly (readonly [late: number, minor: number, share: number, ago: number])[]
}

/** How these parties stand and how they paid, by party; whoever neither owes nor paid has no record. */
export async function payingRecords(
  from: From,
  parties: readonly string[],
): Promise<ReadonlyMap<string, PayingRecord>> {
  const asked = [from.companyId, from.today, [...parties]]
  const owes = new Map(
    (await from.run<Owes>(owesSql, asked)).map(({ party_id, ...row }) => [party_id, row]),
  )
  const paid = new Map(
    (await from.run<Paid>(paidSql, asked)).map((row) => [row.party_id, row.paid]),
  )
  const none = { owed: 0, overdue: 0, over30: 0, over90: 0 }
  return new Map(
    [...new Set([...owes.keys(), ...paid.keys()])].map((partyId) => [
      partyId,
      {
        partyId,
        ...(owes.get(partyId) ?? none),
        paid: (paid.get(partyId) ?? []).map(
          ([daysLate, minor, share, daysAgo]): PaidPart => ({ daysLate, minor, share, daysAgo }),
        ),
      },
    ]),
  )
}

const meanSql = `
  select round(sum(x.late * x.share) / nullif(sum(x.share), 0))::int as mean from (
    select greatest(-60, least(365, s.effective_on - x.due_on)) as late, s.amount::float8 / x.amount as share
    ${cameSql(`(select l.id, l.due_on, l.amount from journal_line l
      where l.company_id = $1 and l.party_id is not null and l.amount > 0
        and l.settled_through >= $2::date - 365)`)}) x`

/**
 * How many days late the company's customers paid in a year, each item weighing the same; null before
 * the first payment.
 */
export const meanDaysLate = untilSettled(async (from: From): Promise<number | null> => {
  const [row] = await from.run<{ mean: number | null }>(meanSql, [from.companyId, from.today])
  return row?.mean ?? null
})
