import {
  judgePlan,
  nextInstalment,
  type PlanJudged,
  type PlanJudgement,
} from '#core/collections/payment-plan.ts'
import type { PaymentPlanRow, PlanInstalment } from '#core/collections/plan-api.ts'
import type { Money } from '#core/money.ts'
import { findCustomers, partiesOf } from '#modules/contacts/index.ts'
import type { Work } from '#platform/command.ts'
import { type From, grouped, settlementsOf } from '../store.ts'
import type { InstalmentTable, PaymentPlanTable, PlanItemTable } from './tables.ts'

/** A plan with what it spreads and over which days. */
export type StandingPlan = Readonly<{
  row: PaymentPlanTable
  items: readonly PlanItemTable[]
  parts: readonly InstalmentTable[]
}>

/** Puts to each plan its parts, in a fixed number of statements however many there are. */
export async function withParts(
  from: From,
  rows: readonly PaymentPlanTable[],
): Promise<StandingPlan[]> {
  if (rows.length === 0) return []
  const values = [from.companyId, rows.map(({ id }) => id)]
  const items = grouped(
    await from.run<PlanItemTable>(
      `select * from payment_plan_item where company_id = $1 and plan_id = any($2::uuid[])
       order by plan_id, place`,
      values,
    ),
    ({ plan_id }) => plan_id,
  )
  const parts = grouped(
    await from.run<InstalmentTable>(
      `select * from payment_plan_instalment where company_id = $1 and plan_id = any($2::uuid[])
       order by plan_id, place`,
      values,
    ),
    ({ plan_id }) => plan_id,
  )
  return rows.map((row) => ({
    row,
    items: items.get(row.id) ?? [],
    parts: parts.get(row.id) ?? [],
  }))
}

/** The plans of these parties, or of everyone, that stand in one of these states. */
export async function plansIn(
  from: From,
  parties: readonly string[] | null,
  states: readonly ('proposed' | 'active')[],
): Promise<StandingPlan[]> {
  const rows = await from.run<PaymentPlanTable>(
    `select * from payment_plan where company_id = $1 and state = any($3)
       and ($2::uuid[] is null or customer_id = any($2)) order by proposed_at, id`,
    [from.companyId, parties, states],
  )
  return withParts(from, rows)
}

/** One plan, if it is there. */
export async function findPlan(from: From, id: string): Promise<StandingPlan | undefined> {
  const rows = await from.run<PaymentPlanTable>(
    'select * from payment_plan where company_id = $1 and id = $2',
    [from.companyId, id],
  )
  return (await withParts(from, rows))[0]
}

/** A plan as it is judged. */
export const judgedOf = ({ row, items, parts }: StandingPlan): PlanJudged => ({
  currency: row.currency,
  instalments: parts.map(({ due_on: dueOn, amount: minor }) => ({ dueOn, minor })),
  covers: items.map((item) => ({
    itemId: item.item_id,
    amount: { minor: item.amount, currency: row.currency },
  })),
  graceDays: row.grace_days,
  breaksAfter: row.breaks_after,
  startedAt: row.proposed_at.getTime(),
})

export const moneyOf = ({ row }: StandingPlan, minor: number): Money => ({
  minor,
  currency: row.currency,
})

/** What every event about a plan says. */
export const factsOf = (plan: StandingPlan) => ({
  planId: plan.row.id,
  customerId: plan.row.customer_id,
  amount: moneyOf(plan, plan.row.amount),
  times: plan.parts.length,
})

/** Whom news of a plan concerns: the customer's collector and who made it, but not who brings the news. */
export async function concernedBy(work: Work, { row }: StandingPlan): Promise<string[]> {
  const collectors = await work.run<{ id: string }>(
    `select distinct collector_id as id from desk_row
     where company_id = $1 and customer_id = any($2::uuid[]) and collector_id is not null`,
    [work.companyId, await partiesOf(work, row.customer_id)],
  )
  const ids = new Set([...collectors.map(({ id }) => id), row.proposed_by_id ?? []].flat())
  return [...ids].filter((id) => id !== work.actor.id)
}

/** A plan that is over is waited for no more; one that is offered waits for its first instalment. */
const waitsFor = ['proposed', 'active']

export function rowOf(
  plan: StandingPlan,
  { came, missed, instalments }: PlanJudgement,
  customerName: string | null,
): PaymentPlanRow {
  const { row } = plan
  const next = waitsFor.includes(row.state) ? nextInstalment(instalments) : undefined
  return {
    id: row.id,
    customerId: row.customer_id,
    customerName,
    state: row.state,
    amount: moneyOf(plan, row.amount),
    came,
    times: plan.parts.length,
    missed: row.accepted_at === null ? 0 : missed,
    next: next ? { dueOn: next.dueOn, amount: moneyOf(plan, next.minor) } : null,
    lastOn: row.last_on,
    answerBy: row.answer_by,
    proposedAt: row.proposed_at.toISOString(),
    proposedBy: row.proposed_by,
  }
}

export const instalmentsOf = (
  plan: StandingPlan,
  { instalments }: PlanJudgement,
): PlanInstalment[] =>
  instalments.map(({ dueOn, minor, paid, state, missed, lastDay }) => ({
    dueOn,
    amount: moneyOf(plan, minor),
    paid: moneyOf(plan, paid),
    state,
    missed,
    lastDay,
  }))

/** Plans as a list shows them, judged by what is known now. */
export async function shownRows(
  from: From,
  rows: readonly PaymentPlanTable[],
): Promise<PaymentPlanRow[]> {
  const plans = await withParts(from, rows)
  const settlements = await settlementsOf(from, plans)
  const cards = await findCustomers(
    from,
    rows.map((row) => row.customer_id),
  )
  return plans.map((plan) =>
    rowOf(
      plan,
      judgePlan(judgedOf(plan), settlements, from.today),
      cards.get(plan.row.customer_id)?.name ?? null,
    ),
  )
}

type Outcome = 'cancelled' | 'declined' | 'expired' | 'replaced'

/** Ends plans that are nobody's agreement any more; the caller holds their customers and says why. */
export async function endPlan(
  work: Work,
  { row }: StandingPlan,
  state: Outcome,
  reason: string,
): Promise<void> {
  await work.run(
    `update payment_plan set state = $3, ended_at = $4, end_reason = $5
     where company_id = $1 and id = $2`,
    [work.companyId, row.id, state, work.now, reason],
  )
  work.audit(`collections.payment_plan_${state}`, {
    kind: 'payment_plan',
    id: row.id,
    before: { state: row.state },
    after: { state, ...(reason && { reason }) },
  })
}
