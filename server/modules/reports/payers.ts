import { reachedBy } from '#core/collections/desk/outcome.ts'
import { type Behaviour, behaviourOf, type Kept, type Paid } from '#core/reports/behaviour.ts'
import { type RiskFacts, remedyFor, riskOf } from '#core/reports/risk.ts'
import type { Look } from '#platform/query.ts'
import { companyHabit } from './habits.ts'
import { reachedSql } from './reach.ts'

/** What a customer owes in the company's own currency, and how late. */
export type Owes = Readonly<{ owed: number; overdue: number; over30: number; over90: number }>

/** A customer as their risk is read. */
export type PayerFacts = Readonly<{
  customerId: string
  owes: Owes
  behaviour: Behaviour
  paid: readonly Paid[]
  keep: Kept
  disputes: Readonly<{ open: number; inYear: number }>
  unanswered: number
}>

const own = reachedSql('$3').concat(
  ' and ($4::uuid[] is null or coalesce(c.survivor_id, c.id) = any($4))',
)
const values = (look: Look, owners: readonly string[] | null, ids: readonly string[] | null) => [
  look.companyId,
  look.today,
  owners,
  ids,
]

const owesSql = `
  with own as materialized (${own})
  select o.customer_id, sum(rest)::bigint as owed,
    coalesce(sum(rest) filter (where late > 0), 0)::bigint as overdue,
    coalesce(sum(rest) filter (where late > 30), 0)::bigint as over30,
    coalesce(sum(rest) filter (where late > 90), 0)::bigint as over90
  from own o join (
    select l.party_id, $2::date - l.due_on as late, l.base_amount - l.settled_base as rest
    from journal_line l
    where l.company_id = $1 and l.party_id is not null and l.settled < abs(l.amount) and l.amount > 0) x
    on x.party_id = o.id
  group by 1`

const paidSql = `
  with own as materialized (${own}),
  lines as materialized (
    select l.id, o.customer_id, l.due_on, l.amount, l.base_amount
    from journal_line l join own o on o.id = l.party_id
    where l.company_id = $1 and l.party_id is not null and l.amount > 0
      and (l.settled < abs(l.amount) or l.settled_through >= $2::date - 365)),
  paid as (
    select x.customer_id, s.effective_on - x.due_on as late, $2::date - s.effective_on as ago,
      s.item_base as minor, s.amount::float8 / x.amount as share
    from settlement s join lines x on x.id = s.item_id
      join payment p on p.company_id = $1 and p.credit_id = s.credit_id
      left join settlement t on t.company_id = $1 and t.takes_back = s.id
    where s.company_id = $1 and s.effective_on >= $2::date - 365 and s.takes_back is null and t.id is null)
  select customer_id, json_agg(json_build_array(late, minor, round(share::numeric, 4), ago)) as paid
  from paid group by 1`

const besideSql = `
  with own as materialized (${own}),
  tries as (
    select o.customer_id, a.at, a.outcome, max(a.at) filter (where a.outcome = any($5::text[])) over (
      partition by o.customer_id) as reached
    from contact_attempt a join own o on o.id = a.customer_id
    where a.company_id = $1 and a.at >= $2::date - 30)
  select o.customer_id, 'promise' as kind, count(*) filter (where p.state = 'kept')::int as some,
    count(*)::int as of
  from promise p join own o on o.id = p.customer_id
  where p.company_id = $1 and p.state in ('kept', 'partly_kept', 'broken') and p.due_on >= $2::date - 365
  group by 1
  union all
  select o.customer_id, 'dispute', count(*) filter (where d.closed_at is null)::int, count(*)::int
  from dispute d join own o on o.id = d.customer_id
  where d.company_id = $1 and (d.closed_at is null or d.opened_at >= $2::date - 365)
  group by 1
  union all
  select customer_id, 'tries', count(*) filter (where outcome = 'no_answer'
    and (reached is null or at > reached))::int, count(*)::int
  from tries group by 1`

type OwesRow = { customer_id: string } & Owes
type PaidRow = readonly [late: number, minor: number, share: number, ago: number]
type BesideRow = {
  customer_id: string
  kind: 'promise' | 'dispute' | 'tries'
  some: number
  of: number
}

/** Some customers' facts, or of all who owe anything: in four statements, however many they are. */
export async function payersOf(
  look: Look,
  owners: readonly string[] | null,
  ids: readonly string[] | null,
): Promise<PayerFacts[]> {
  const asked = values(look, owners, ids)
  const owes = await look.run<OwesRow>(owesSql, asked)
  const paid = await look.run<{ customer_id: string; paid: readonly PaidRow[] }>(paidSql, asked)
  const beside = await look.run<BesideRow>(besideSql, [...asked, reachedBy])
  const { mean } = await companyHabit(look)
  const paidBy = new Map(paid.map((row) => [row.customer_id, row.paid]))
  const besideOf = new Map(beside.map((row) => [`${row.kind} ${row.customer_id}`, row]))
  const owesBy = new Map(owes.map((row) => [row.customer_id, row]))
  return [...new Set([...(ids ?? []), ...owesBy.keys()])].map((customerId): PayerFacts => {
    const found = (kind: BesideRow['kind']) => besideOf.get(`${kind} ${customerId}`)
    const rows = (paidBy.get(customerId) ?? []).map(
      ([daysLate, minor, share, daysAgo]): Paid => ({ daysLate, minor, share, daysAgo }),
    )
    const promises = found('promise')
    const disputes = found('dispute')
    const { owed, overdue, over30, over90 } = owesBy.get(customerId) ?? {
      ...{ owed: 0, overdue: 0, over30: 0, over90: 0 },
    }
    return {
      customerId,
      owes: { owed, overdue, over30, over90 },
      behaviour: behaviourOf(rows, mean),
      paid: rows,
      keep: { kept: promises?.some ?? 0, of: promises?.of ?? 0 },
      disputes: { open: disputes?.some ?? 0, inYear: disputes?.of ?? 0 },
      unanswered: found('tries')?.some ?? 0,
    }
  })
}

/** The risk of a customer with its reasons, and what may help if they are late. */
export function judgedOf(facts: PayerFacts) {
  const { behaviour, owes, keep, disputes, unanswered } = facts
  const worse = behaviour.trend === 'worse'
  const read: RiskFacts = {
    invoices: behaviour.invoices,
    usualDaysLate: behaviour.invoices > 0 ? behaviour.usual : null,
    onTime: behaviour.onTime,
    worse,
    ...owes,
    keep,
    disputes: disputes.inYear,
    unanswered,
  }
  const { risk, points, reasons } = riskOf(read)
  const remedy = remedyFor({ ...read, openDisputes: disputes.open, risk })
  return { risk: { risk, points, reasons: [...reasons] }, remedy }
}
