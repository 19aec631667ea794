import type { Day } from '#core/day.ts'
import type { ReachAsked } from '#core/messaging/reach.ts'
import type { Rhythm } from '#core/payments/statement-plan.ts'
import type { PlanWhom } from '#core/payments/statement-plan-api.ts'

export type PlanRecord = {
  id: string
  name: string
  every: Rhythm
  day: number
  kind: 'activity' | 'open'
  whom: PlanWhom
  tag: string
  channel: ReachAsked
  active: boolean
  next_on: Day
  saved_by_name: string
}

export const planColumns =
  'id, name, every, day, kind, whom, tag, channel, active, next_on, saved_by_name'

export type RunCounts = { total: number; sent: number; refused: number; waiting: number }

/** What became of a run `r` of the company $1, of the customers $3; null: of all. */
export const runCounts = `lateral (select count(*) as total,
    count(*) filter (where state = 'queued') as sent,
    count(*) filter (where state = 'refused') as refused,
    count(*) filter (where state = 'waiting') as waiting
  from statement_run_item where company_id = $1 and run_id = r.id
    and ($3::uuid[] is null or customer_id = any($3))) i`
