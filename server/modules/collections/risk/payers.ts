import { type Behaviour, behaviourOf, type Kept } from '#core/collections/behaviour.ts'
import { reachedBy } from '#core/collections/desk/outcome.ts'
import { type RiskFacts, remedyFor, riskOf } from '#core/collections/risk.ts'
import {
  meanDaysLate,
  type PaidPart,
  type PayingRecord,
  payingRecords,
} from '#modules/ledger/index.ts'
import { planForValues } from '#platform/plan.ts'
import type { Party } from '../dossiers.ts'
import { keptOf } from '../kept.ts'
import type { From } from '../store.ts'

/** A customer as their risk is read; what they owe is in the company's own currency. */
export type Payer = Readonly<{
  customerId: string
  owes: Readonly<{ owed: number; overdue: number; over30: number; over90: number }>
  behaviour: Behaviour
  paid: readonly PaidPart[]
  keep: Kept
  disputes: Readonly<{ open: number; inYear: number }>
  unanswered: number
}>

// Every record with the customer that answers for it.
const besideSql = `
  with own as materialized (select * from unnest($3::uuid[], $4::uuid[]) as o(id, customer_id)),
  tries as (
    select o.customer_id, a.at, a.outcome, max(a.at) filter (where a.outcome = any($5::text[])) over (
      partition by o.customer_id) as reached
    from contact_attempt a join own o on o.id = a.customer_id
    where a.company_id = $1 and a.at >= $2::date - 30)
  select o.customer_id, 'dispute' as kind, count(*) filter (where d.closed_at is null)::int as some,
    count(*)::int as of
  from dispute d join own o on o.id = d.customer_id
  where d.company_id = $1 and (d.closed_at is null or d.opened_at >= $2::date - 365)
  group by 1
  union all
  select customer_id, 'tries', count(*) filter (where outcome = 'no_answer'
    and (reached is null or at > reached))::int, count(*)::int
  from tries group by 1`

type BesideRow = {
  customer_id: string
  kind: 'dispute' | 'tries'
  some: number
  of: number
}

async function besideOf(from: From, whose: readonly Party[]) {
  const pairs = whose.flatMap(({ id, parties }) => parties.map((party) => [party, id] as const))
  const rows = await from.run<BesideRow>(besideSql, [
    from.companyId,
    from.today,
    pairs.map(([party]) => party),
    pairs.map(([, id]) => id),
    reachedBy,
  ])
  const found = new Map(rows.map((row) => [`${row.kind} ${row.customer_id}`, row]))
  return (kind: BesideRow['kind'], id: string) => found.get(`${kind} ${id}`)
}

function joined(records: readonly PayingRecord[]) {
  const owes = { owed: 0, overdue: 0, over30: 0, over90: 0 }
  for (const { owed, overdue, over30, over90 } of records) {
    owes.owed += owed
    owes.overdue += overdue
    owes.over30 += over30
    owes.over90 += over90
  }
  return { owes, paid: records.flatMap(({ paid }) => paid) }
}

/** What the risk of some customers is read from, in a fixed number of statements. */
export async function payersOf(from: From, whose: readonly Party[]): Promise<Payer[]> {
  if (whose.length > 1) await planForValues(from)
  const asked = whose.flatMap(({ parties }) => parties)
  const records = await payingRecords(from, asked)
  const beside = await besideOf(from, whose)
  const kept = await keptOf(from, asked)
  const mean = await meanDaysLate(from)
  return whose.map(({ id, parties }): Payer => {
    const { owes, paid } = joined(parties.flatMap((party) => records.get(party) ?? []))
    const disputes = beside('dispute', id)
    return {
      customerId: id,
      owes,
      behaviour: behaviourOf(paid, mean),
      paid,
      keep: kept(parties),
      disputes: { open: disputes?.some ?? 0, inYear: disputes?.of ?? 0 },
      unanswered: beside('tries', id)?.some ?? 0,
    }
  })
}

/** The risk of a customer with its reasons, and what may help if they are late. */
export function judgedOf(payer: Payer) {
  const { behaviour, owes, keep, disputes, unanswered } = payer
  const read: RiskFacts = {
    invoices: behaviour.invoices,
    usualDaysLate: behaviour.invoices > 0 ? behaviour.usual : null,
    onTime: behaviour.onTime,
    worse: behaviour.trend === 'worse',
    ...owes,
    keep,
    disputes: disputes.inYear,
    unanswered,
  }
  const { risk, points, reasons } = riskOf(read)
  const remedy = remedyFor({ ...read, openDisputes: disputes.open, risk })
  return { risk: { risk, points, reasons: [...reasons] }, remedy }
}
