import { z } from 'zod'
import { ReachChannel } from '#core/contacts/customer.ts'
import { Day } from '#core/day.ts'
import { Id, PageInput, pageOf } from '#core/list.ts'
import { MessageState } from '#core/messaging/message.ts'
import { ReachAsked } from '#core/messaging/reach.ts'
import { byId, routesOf } from '#core/route.ts'
import { fitsRhythm, PlanDay, Rhythm } from './statement-plan.ts'

/** To whom: those chosen by hand, those with a tag, or all who owe on the day. */
export const PlanWhom = z.enum(['chosen', 'tag', 'owing'])
export type PlanWhom = z.infer<typeof PlanWhom>

const plan = {
  every: Rhythm,
  day: PlanDay,
  kind: z.enum(['activity', 'open']),
  whom: PlanWhom,
  tag: z.string().trim().max(60).default(''),
  customerIds: z.array(Id).max(500).default([]),
  channel: ReachAsked.default('best'),
}
type Planned = z.output<z.ZodObject<typeof plan>>

function check({ every, day, whom, tag, customerIds }: Planned, context: z.RefinementCtx): void {
  const wrong = (path: string) =>
    context.addIssue({ code: 'custom', path: [path], message: 'missing' })
  if (!fitsRhythm({ every, day })) wrong('day')
  if (whom === 'tag' && tag === '') wrong('tag')
  if (whom === 'chosen' && customerIds.length === 0) wrong('customerIds')
}

export const SaveStatementPlan = z
  .object({ id: Id, name: z.string().trim().min(1).max(80), ...plan })
  .superRefine(check)
export type SaveStatementPlan = z.output<typeof SaveStatementPlan>

export const PreviewStatementPlan = z.object(plan).superRefine(check)
export type PreviewStatementPlan = z.output<typeof PreviewStatementPlan>

export const PlanCounts = z.object({
  total: z.int(),
  sent: z.int(),
  refused: z.int(),
  waiting: z.int(),
})

export const StatementPlanRow = z.object({
  id: Id,
  name: z.string(),
  ...plan,
  customers: z.array(z.object({ id: Id, name: z.string() })),
  active: z.boolean(),
  nextOn: Day,
  savedBy: z.string(),
  last: PlanCounts.extend({ runId: Id, on: Day }).nullable(),
})
export type StatementPlanRow = z.infer<typeof StatementPlanRow>

/** What a plan would do the next time, before anything is sent. */
export const PlanPreview = z.object({
  nextOn: Day,
  from: Day,
  to: Day,
  total: z.int(),
  unreached: z.int(),
  /** The first of them, with the way that the statement would take. */
  rows: z.array(
    z.object({ customerId: Id, customerName: z.string(), channel: ReachChannel.nullable() }),
  ),
})
export type PlanPreview = z.infer<typeof PlanPreview>

export const StatementRunRow = PlanCounts.extend({
  id: Id,
  planId: Id,
  planName: z.string(),
  on: Day,
  from: Day,
  to: Day,
})
export type StatementRunRow = z.infer<typeof StatementRunRow>

/** One statement of a run: what became of it. */
export const RunItemRow = z.object({
  customerId: Id,
  customerName: z.string(),
  state: z.enum(['waiting', 'queued', 'refused']),
  /** What stood against it. */
  reason: z.string().nullable(),
  channel: ReachChannel.nullable(),
  messageId: Id.nullable(),
  messageState: MessageState.nullable(),
})
export type RunItemRow = z.infer<typeof RunItemRow>

const at = routesOf('payments')

/** The wire of statements that go by themselves. */
export const statementPlanContract = {
  statementPlans: at('GET', '/statement-plans')
    .input(z.object({}))
    .output(z.object({ rows: z.array(StatementPlanRow) })),
  saveStatementPlan: at('PUT', '/statement-plans/{id}')
    .input(SaveStatementPlan)
    .output(StatementPlanRow),
  switchStatementPlan: at('POST', '/statement-plans/{id}/switch')
    .input(byId.extend({ active: z.boolean() }))
    .output(StatementPlanRow),
  previewStatementPlan: at('POST', '/statement-plan-preview')
    .input(PreviewStatementPlan)
    .output(PlanPreview),
  statementRuns: at('GET', '/statement-runs').input(PageInput).output(pageOf(StatementRunRow)),
  statementRun: at('GET', '/statement-runs/{id}')
    .input(byId)
    .output(StatementRunRow.extend({ rows: z.array(RunItemRow) })),
}
