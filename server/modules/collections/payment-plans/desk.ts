import type { DeskFacts } from '#core/collections/desk/facts.ts'
import type { DeskHappening, DeskPlan } from '#core/collections/desk-api.ts'
import type { ReachChannel } from '#core/contacts/customer.ts'
import { addDays, daysBetween } from '#core/day.ts'
import type { Currency } from '#core/money.ts'
import { dayOf } from '#platform/time.ts'
import { type HappenedStep, happened } from '../desk/happened.ts'
import type { From } from '../store.ts'
import type { PaymentPlanTable } from './tables.ts'

type Row = {
  id: string
  customer_id: string
  state: 'active' | 'proposed' | 'broken'
  currency: Currency
  amount: number
  missed: number
  grace_days: number
  answer_by: string
  sent_at: Date | null
  sent_channel: ReachChannel | null
  at: Date
  due_on: string | null
  lacks: number | null
}

/** A plan as the desk speaks of it, and when its link was sent. */
export type PlanOfDesk = NonNullable<DeskFacts['plan']> &
  Readonly<{ id: string; sentAt: Date | null; sentChannel: ReachChannel | null }>

/** For how long a broken plan is what one speaks about. */
const freshDays = 30

const sql = `
  select distinct on (p.customer_id) p.customer_id, p.id, p.sent_at, p.sent_channel, p.state, p.currency, p.amount, p.missed,
    p.grace_days, p.answer_by, coalesce(p.ended_at, p.accepted_at, p.proposed_at) as at, n.due_on, n.lacks
  from payment_plan p left join lateral (
    select i.due_on, least(i.amount, i.through - p.came)::bigint as lacks from (
      select due_on, amount, sum(amount) over (order by place) as through
      from payment_plan_instalment where company_id = p.company_id and plan_id = p.id) i
    where i.through > p.came order by i.due_on limit 1) n on true
  where p.company_id = $1 and p.customer_id = any($2)
    and (p.state in ('active', 'proposed') or (p.state = 'broken' and p.ended_at > $3))
  order by p.customer_id, array_position(array['active', 'proposed', 'broken'], p.state), at desc, p.id`

/** By customer: the payment plan that the desk speaks of. */
export async function deskPlansOf(
  from: From,
  parties: readonly string[],
): Promise<ReadonlyMap<string, PlanOfDesk>> {
  const since = new Date(from.now.getTime() - freshDays * 86_400_000)
  const rows = await from.run<Row>(sql, [from.companyId, parties, since])
  return new Map(
    rows.map((row) => [
      row.customer_id,
      {
        id: row.id,
        sentAt: row.sent_at,
        sentChannel: row.sent_channel,
        state: row.state,
        amount: { minor: row.amount, currency: row.currency },
        missed: row.missed,
        atMs: row.at.getTime(),
        daysAgo: daysBetween(dayOf(row.at, from.zone), from.today),
        answerBy: row.answer_by,
        next:
          row.due_on === null
            ? null
            : {
                dueOn: row.due_on,
                until: addDays(row.due_on, row.grace_days),
                amount: { minor: row.lacks ?? 0, currency: row.currency },
              },
      },
    ]),
  )
}

/** The plan that waits for the customer's answer, as the card shows it. */
export const shownPlan = (plan: PlanOfDesk | undefined): DeskPlan | null =>
  plan?.state === 'proposed'
    ? { id: plan.id, sentAt: plan.sentAt?.toISOString() ?? null, sentChannel: plan.sentChannel }
    : null

/** What happened with one plan, each thing on its own day. */
const stepsOf = (row: PaymentPlanTable): HappenedStep[] => [
  ['proposed', row.proposed_at, row.proposed_by],
  ['sent', row.sent_at, row.proposed_by],
  ['active', row.accepted_at, row.accepted_by ?? ''],
  [row.state, row.state === 'proposed' || row.state === 'active' ? null : row.ended_at, ''],
]

/** What was offered to these parties as a plan, and what came of it: the latest of it. */
export async function planHappenings(
  from: From,
  parties: readonly string[],
  most: number,
): Promise<DeskHappening[]> {
  const rows = await from.run<PaymentPlanTable>(
    `select * from payment_plan where company_id = $1 and customer_id = any($2)
     order by greatest(proposed_at, sent_at, accepted_at, ended_at) desc, id desc limit $3`,
    [from.companyId, parties, most],
  )
  return rows.flatMap((row) =>
    happened({ id: row.id, kind: 'plan' }, stepsOf(row), (state) => ({
      ...{ minor: row.amount, currency: row.currency },
      ...(state === 'proposed' && { due: row.answer_by }),
    })),
  )
}
