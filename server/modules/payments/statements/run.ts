import { z } from 'zod'
import type { Day } from '#core/day.ts'
import type { ReachAsked } from '#core/messaging/reach.ts'
import { nextDay, periodOf } from '#core/payments/statement-plan.ts'
import { Refusal } from '#core/refusal.ts'
import { reaction } from '#platform/command.ts'
import { job } from '#platform/jobs.ts'
import { look } from '#platform/query.ts'
import type { Session } from '#platform/session.ts'
import { sendByPlan } from '../send-statement.ts'
import { calendarOf } from './calendar.ts'
import { chosenBy } from './plans.ts'
import { type PlanRecord, planColumns } from './store.ts'
import { peopleOf } from './whom.ts'

/** Writes down whom a plan's day is for, once, and moves the plan on to its next day. */
const begin = reaction('payments.begin_statement_run', async (work, planId: string) => {
  const [plan] = await work.run<PlanRecord>(
    `select ${planColumns} from statement_plan
     where company_id = $1 and id = $2 and active and next_on <= $3
     for no key update`,
    [work.companyId, planId, work.today],
  )
  if (!plan) return
  const chosen = await chosenBy(work, [planId])
  const people = await peopleOf(work, { ...plan, customerIds: chosen.get(planId) ?? [] })
  const runId = work.newId()
  const calendar = await calendarOf(work)
  const { from, to } = periodOf(plan, plan.next_on, calendar)
  await work.run(
    `insert into statement_run (company_id, id, plan_id, run_on, period_from, period_to, kind,
       channel, begun_at) values ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
    [...[work.companyId, runId, planId, plan.next_on, from, to, plan.kind, plan.channel], work.now],
  )
  await work.run(
    `insert into statement_run_item (company_id, run_id, customer_id, sending_id)
     select $1, $2, i.id, i.sending from jsonb_to_recordset($3::jsonb) as i (id uuid, sending uuid)`,
    [
      ...[work.companyId, runId],
      JSON.stringify(people.map(({ id }) => ({ id, sending: work.newId() }))),
    ],
  )
  await work.run('update statement_plan set next_on = $3 where company_id = $1 and id = $2', [
    ...[work.companyId, planId, nextDay(plan, work.today, calendar)],
  ])
  work.audit('payments.statement_run_begun', {
    kind: 'statement_plan',
    id: planId,
    before: null,
    after: { on: plan.next_on, customers: people.length },
  })
})

type Item = Readonly<{ runId: string; customerId: string }>
type ItemRow = {
  sending_id: string
  period_from: Day
  period_to: Day
  kind: 'activity' | 'open'
  channel: ReachAsked
}

/** Sends one statement of a run, or keeps why it could not go. */
const sendOne = reaction('payments.send_run_item', async (work, { runId, customerId }: Item) => {
  const [row] = await work.run<ItemRow>(
    `select i.sending_id, r.period_from, r.period_to, r.kind, r.channel from statement_run_item i
     join statement_run r on r.company_id = i.company_id and r.id = i.run_id
     where i.company_id = $1 and i.run_id = $2 and i.customer_id = $3 and i.state = 'waiting'
     for no key update of i`,
    [work.companyId, runId, customerId],
  )
  if (!row) return
  const { period_from: from, period_to: to, kind, channel } = row
  const sent = await sendByPlan(work, { id: row.sending_id, customerId, from, to, kind }, channel)
  const against = sent.why.passed.find(({ why }) => why !== 'no_account') ?? sent.why.passed[0]
  await work.run(
    `update statement_run_item set state = $4, reason = $5, channel = $6, message_id = $7
     where company_id = $1 and run_id = $2 and customer_id = $3`,
    [
      ...[work.companyId, runId, customerId, sent.state],
      sent.state === 'refused' ? (against?.why ?? sent.reason) : null,
      ...[sent.why.channel, sent.messageId],
    ],
  )
})

/** A customer that is gone keeps nobody else from theirs. */
const giveUp = reaction('payments.give_up_run_item', async (work, { runId, customerId }: Item) => {
  await work.run(
    `update statement_run_item set state = 'refused', reason = 'failed'
     where company_id = $1 and run_id = $2 and customer_id = $3 and state = 'waiting'`,
    [work.companyId, runId, customerId],
  )
})

/** Begins the plans whose day has come, and sends what waits, also of a run that a crash cut short. */
async function runPlans(session: Session): Promise<void> {
  const due = await look(session, (from) =>
    from.run<{ id: string }>(
      `select id from statement_plan where company_id = $1 and active and next_on <= $2
       order by next_on, id`,
      [from.companyId, from.today],
    ),
  )
  for (const { id } of due) await begin(session, id)
  const waiting = await look(session, (from) =>
    from.run<{ run_id: string; customer_id: string }>(
      `select run_id, customer_id from statement_run_item
       where company_id = $1 and state = 'waiting' order by run_id, customer_id`,
      [from.companyId],
    ),
  )
  for (const { run_id: runId, customer_id: customerId } of waiting) {
    try {
      await sendOne(session, { runId, customerId })
    } catch (error) {
      if (!(error instanceof Refusal)) throw error
      await giveUp(session, { runId, customerId })
    }
  }
}

export const runStatementPlansJob = job('payments.run_statement_plans', z.looseObject({}), runPlans)
