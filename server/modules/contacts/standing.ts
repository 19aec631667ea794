import type { CustomerStanding } from '#core/contacts/api.ts'
import type { Currency } from '#core/money.ts'
import type { Work } from '#platform/command.ts'
import { port } from '#platform/port.ts'
import type { Look } from '#platform/query.ts'
import { may, ownersWithin } from '#platform/session.ts'

/**
 * What parties owe now, as the books know it: a select of party_id, currency, balance, overdue and
 * `base`, the balance in the books' own currency. The two texts name values of the statement it
 * stands in: the company and today.
 */
export type StandingText = (company: string, today: string, which: string) => string
export const standings = port<StandingText>('contacts.standings')

type From = Pick<Work | Look, 'run' | 'companyId' | 'session' | 'today' | 'baseCurrency'>

/** Whether this reader sees what customers owe at all. */
export const seesStanding = (from: Pick<From, 'session'>): boolean =>
  may(from.session, 'ledger.statement')

/**
 * What each customer `c` owes, as columns of a joined `st`: base and late. Only whose debts the
 * reader may see are there, so that neither an order nor a filter tells of the others.
 * $1 is the company.
 */
export function standingJoin(from: From, today: string, owners: string): string {
  const text = from.session.house.plugs.get(standings)('$1', today, 'true')
  return `left join (
    select coalesce(k.survivor_id, k.id) as id, sum(o.base)::bigint as base,
      sum(o.late_base)::bigint as late
    from (${text}) o join customer k on k.company_id = $1 and k.id = o.party_id
    left join customer s on s.company_id = $1 and s.id = k.survivor_id
    where (${owners}::uuid[] is null or coalesce(s.owner_id, k.owner_id) = any(${owners}::uuid[]))
    group by 1) st on st.id = c.id`
}

type Sum = { id: string; currency: Currency; balance: number; overdue: number }

const money = ({ currency, balance, overdue }: Sum): CustomerStanding => ({
  balance: { minor: balance, currency },
  overdue: { minor: overdue, currency },
})

const baseFirst = (base: Currency) => (a: Sum, b: Sum) =>
  Number(b.currency === base) - Number(a.currency === base) || (a.currency < b.currency ? -1 : 1)

/** Whose debts the reader may see: undefined for everyone's. */
export const standingOwners = (from: Pick<From, 'session'>): readonly string[] | undefined =>
  ownersWithin(from.session, 'ledger.statement')

/** What these customers owe, those merged into them counted as theirs; one statement for all. */
export async function standingOf(
  from: From,
  ids: readonly string[],
): Promise<ReadonlyMap<string, CustomerStanding[]>> {
  const text = from.session.house.plugs.get(standings)('$1', '$2', 'l.party_id = any($3::uuid[])')
  const parties = await from.run<{ id: string; root: string }>(
    `select id, coalesce(survivor_id, id) as root from customer
     where company_id = $1 and (id = any($2::uuid[]) or survivor_id = any($2::uuid[]))`,
    [from.companyId, ids],
  )
  const roots = new Map(parties.map(({ id, root }) => [id, root]))
  const rows = await from.run<Omit<Sum, 'id'> & { party_id: string }>(text, [
    from.companyId,
    from.today,
    [...roots.keys()],
  ])
  const sums = new Map<string, Sum>()
  for (const { party_id, currency, balance, overdue } of rows) {
    const id = roots.get(party_id) ?? party_id
    const key = `${id} ${currency}`
    const before = sums.get(key)
    sums.set(key, {
      id,
      currency,
      balance: balance + (before?.balance ?? 0),
      overdue: overdue + (before?.overdue ?? 0),
    })
  }
  const standing = new Map<string, CustomerStanding[]>()
  for (const sum of [...sums.values()].sort(baseFirst(from.baseCurrency)))
    standing.set(sum.id, [...(standing.get(sum.id) ?? []), money(sum)])
  return standing
}

/** What all customers of a statement owe together, by currency; its values end with today's place. */
export async function standingSums(
  from: From,
  matching: string,
  values: readonly unknown[],
): Promise<CustomerStanding[]> {
  const [today, owners] = [`$${values.length + 1}`, `$${values.length + 2}`]
  const text = from.session.house.plugs.get(standings)('$1', today, 'true')
  const rows = await from.run<Sum>(
    `with found as materialized (select c.id ${matching}
       and (${owners}::uuid[] is null or c.owner_id = any(${owners}::uuid[])))
     select o.currency, sum(o.balance)::bigint as balance, sum(o.overdue)::bigint as overdue
     from (${text}) o join customer k on k.company_id = $1 and k.id = o.party_id
     join found on found.id = coalesce(k.survivor_id, k.id) group by o.currency`,
    [...values, from.today, standingOwners(from) ?? null],
  )
  return rows.sort(baseFirst(from.baseCurrency)).map(money)
}
