import { z } from 'zod'
import { judgePlan, type PlanJudgement } from '#core/collections/payment-plan.ts'
import {
  InstalmentMissed,
  PlanBroken,
  PlanExpired,
  PlanKept,
  PlanReopened,
} from '#core/collections/payment-plan-events.ts'
import { lockCustomer } from '#modules/contacts/index.ts'
import { reaction, type Work } from '#platform/command.ts'
import { job } from '#platform/jobs.ts'
import { settlementsOf, watch } from '../store.ts'
import {
  concernedBy,
  endPlan,
  factsOf,
  findPlan,
  judgedOf,
  type StandingPlan,
  withParts,
} from './store.ts'
import type { PaymentPlanTable } from './tables.ts'

/** What can still be judged: what was agreed and not taken back. */
const judgeable = ['active', 'kept', 'broken']

const outcomes = { active: PlanReopened, kept: PlanKept } as const
const actions = { active: 'reopened', kept: 'kept', broken: 'broken' } as const

async function write(work: Work, plan: StandingPlan, judgement: PlanJudgement): Promise<void> {
  const { row } = plan
  const { state, came, missed } = judgement
  if (state === row.state && came.minor === row.came && missed === row.missed) return
  await work.run(
    `update payment_plan set state = $3, came = $4, missed = $5, ended_at = $6
     where company_id = $1 and id = $2`,
    [
      ...[work.companyId, row.id, state, came.minor, missed],
      state === 'active' ? null : state === row.state ? row.ended_at : work.now,
    ],
  )
  const about = { kind: 'payment_plan', id: row.id, customerId: row.customer_id }
  if (missed > row.missed) work.publish(InstalmentMissed, about, { ...factsOf(plan), missed })
  if (missed !== row.missed || state !== row.state) await watch(work, [row.customer_id])
  if (state === row.state) return
  work.audit(`collections.payment_plan_${actions[state]}`, {
    kind: 'payment_plan',
    id: row.id,
    before: { state: row.state, came: { minor: row.came, currency: row.currency } },
    after: { state, came },
  })
  const facts = { ...factsOf(plan), came }
  if (state === 'broken')
    work.publish(PlanBroken, about, { ...facts, toldIds: await concernedBy(work, plan) })
  else work.publish(outcomes[state], about, facts)
}

/** Judges plans of a customer who is held, by what stands against their invoices now. */
export async function judgeHeld(work: Work, ids: readonly string[]): Promise<void> {
  const rows = await work.run<PaymentPlanTable>(
    `select * from payment_plan where company_id = $1 and id = any($2::uuid[]) and state = any($3)
     order by id`,
    [work.companyId, ids, judgeable],
  )
  const plans = await withParts(work, rows)
  const settlements = await settlementsOf(work, plans)
  for (const plan of plans)
    await write(work, plan, judgePlan(judgedOf(plan), settlements, work.today))
}

/**
 * Money or a credit note was put against an invoice, or taken back from it: the plans that spread it
 * are judged anew, also those whose outcome was known.
 */
export async function judgePlansOf(
  work: Work,
  { itemId, customerId }: Readonly<{ itemId: string; customerId: string }>,
): Promise<void> {
  const found = await work.run<{ id: string }>(
    `select p.id from payment_plan_item i
     join payment_plan p on p.company_id = i.company_id and p.id = i.plan_id
     where i.company_id = $1 and i.item_id = $2 and p.state = any($3)`,
    [work.companyId, itemId, judgeable],
  )
  if (found.length === 0) return
  await lockCustomer(work, customerId)
  await judgeHeld(
    work,
    found.map(({ id }) => id),
  )
}

const judgeOne = reaction('collections.judge_payment_plan', async (work, id: string) => {
  const found = await findPlan(work, id)
  if (!found) return
  await lockCustomer(work, found.row.customer_id)
  const plan = await findPlan(work, id)
  if (plan?.row.state === 'proposed' && plan.row.answer_by < work.today) {
    await endPlan(work, plan, 'expired', '')
    work.publish(
      PlanExpired,
      { kind: 'payment_plan', id, customerId: plan.row.customer_id },
      factsOf(plan),
    )
    return
  }
  await judgeHeld(work, [id])
})

const live = reaction('collections.live_payment_plans', (work) =>
  work.run<{ id: string }>(
    `select id from payment_plan where company_id = $1 and (state = 'active'
       or (state = 'proposed' and answer_by < $2)) order by customer_id, id`,
    [work.companyId, work.today],
  ),
)

/** Says of every plan what the day brought: an instalment missed, a plan broken, an offer run out. */
export const judgePlansJob = job(
  'collections.judge_payment_plans',
  z.looseObject({}),
  async (session) => {
    for (const { id } of await live(session, undefined)) await judgeOne(session, id)
  },
)
