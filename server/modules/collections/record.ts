import { ReminderHeld, ReminderSent } from '#core/collections/events.ts'
import { isOnlyTheClock, type Reason } from '#core/collections/reminder.ts'
import type { MessageToQueue, Queued } from '#modules/messaging/index.ts'
import type { Work } from '#platform/command.ts'
import { type Considered, reservationsOf, stepOf } from './consider.ts'
import { grouped } from './store.ts'
import type { ExcludedItem, ReminderItem } from './tables.ts'

/** A decision about to be written, under the id of its reminder. */
export type Recorded = Considered &
  Readonly<{
    reminderId: string
    /** A person's word for sending in spite of the reasons. */
    override?: string | undefined
    approvedSteps: readonly string[]
    message?: MessageToQueue | undefined
  }>

const reasonsOf = ({ decision }: Considered): Reason[] =>
  decision.reasons.map(({ code, facts }) => ({ code, facts: { ...facts } }))

const namesOf = (reasons: readonly Readonly<{ code: string }>[]) =>
  reasons.map(({ code }) => code).join()

/** Whether a held decision says what was said before: then nothing new is written. */
export function isUnchanged(considered: Considered): boolean {
  const { held, decision } = considered
  return (
    decision.verdict === 'hold' &&
    held !== undefined &&
    held.step_key === stepOf(considered).key &&
    held.amount === decision.amount.minor &&
    held.review_on === (decision.reviewOn ?? null) &&
    namesOf(held.reasons) === namesOf(decision.reasons)
  )
}

export const isSent = (recorded: Recorded): boolean =>
  recorded.decision.verdict === 'send' || recorded.override !== undefined

function rowOf(work: Work, recorded: Recorded) {
  const { decision, items, intention } = recorded
  const step = stepOf(recorded)
  const itemOf = new Map(items.map((item) => [item.itemId, item]))
  const sent = isSent(recorded)
  const included = decision.included.flatMap(({ itemId, balance }): ReminderItem[] => {
    const item = itemOf.get(itemId)
    return item
      ? [{ itemId, invoiceId: item.invoiceId, number: item.number, balance: balance.minor }]
      : []
  })
  const excluded = decision.excluded.map(
    ({ itemId, because }): ExcludedItem => ({
      itemId,
      number: itemOf.get(itemId)?.number ?? '',
      because,
    }),
  )
  return {
    id: recorded.reminderId,
    customer_id: recorded.customerId,
    currency: recorded.currency,
    policy_key: intention.policyKey,
    step_key: step.key,
    tone: step.tone,
    channel: decision.route?.channel ?? null,
    state: sent ? 'queued' : decision.verdict === 'hold' ? 'held' : 'dropped',
    amount: decision.amount.minor,
    items: included,
    excluded,
    reasons: reasonsOf(recorded),
    review_on: sent ? null : (decision.reviewOn ?? null),
    sent_on: sent ? work.today : null,
    approved_steps: recorded.approvedSteps,
    decided_by: work.actor.kind === 'user' ? work.actor.name : null,
    override_reason: recorded.override ?? null,
  }
}

const upsertSql = `
  insert into reminder (company_id, id, customer_id, currency, policy_key, step_key, tone, channel,
    state, amount, items, excluded, reasons, review_on, decided_at, decided_on, sent_on,
    approved_steps, decided_by, override_reason)
  select $1, r.id, r.customer_id, r.currency, r.policy_key, r.step_key, r.tone, r.channel, r.state,
    r.amount, r.items, r.excluded, r.reasons, r.review_on, $3, $4, r.sent_on, r.approved_steps,
    r.decided_by, r.override_reason
  from jsonb_to_recordset($2::jsonb) as r(id uuid, customer_id uuid, currency text, policy_key text,
    step_key text, tone text, channel text, state text, amount bigint, items jsonb, excluded jsonb, reasons jsonb,
    review_on date, sent_on date, approved_steps text[], decided_by text, override_reason text)
  on conflict (company_id, id) do update set policy_key = excluded.policy_key,
    step_key = excluded.step_key, tone = excluded.tone, channel = excluded.channel, state = excluded.state,
    amount = excluded.amount, items = excluded.items, excluded = excluded.excluded,
    reasons = excluded.reasons, review_on = excluded.review_on, decided_at = excluded.decided_at,
    decided_on = excluded.decided_on, sent_on = excluded.sent_on,
    approved_steps = excluded.approved_steps, decided_by = excluded.decided_by,
    override_reason = excluded.override_reason`

const decisionSql = `
  insert into reminder_decision (company_id, reminder_id, verdict, step_key, amount, reasons, passed,
    at, actor_id, actor_name)
  select $1, d.id, d.verdict, d.step_key, d.amount, d.reasons, d.passed, $3, $4, $5
  from jsonb_to_recordset($2::jsonb) as d(id uuid, verdict text, step_key text, amount bigint,
    reasons jsonb, passed jsonb)`

const reserveSql = `
  insert into reminder_reservation (company_id, item_id, step_key, reminder_id, at)
  select $1, r.item_id, r.step_key, r.reminder_id, $3
  from jsonb_to_recordset($2::jsonb) as r(item_id uuid, step_key text, reminder_id uuid)
  order by r.item_id, r.step_key
  on conflict do nothing returning reminder_id, item_id, step_key`

/**
 * Writes decisions, reserves the steps of what is sent or given up, and hands back those that won
 * every step they need: whoever finds one taken sends nothing.
 */
export async function recordDecisions(
  work: Work,
  recorded: readonly Recorded[],
): Promise<Recorded[]> {
  if (recorded.length === 0) return []
  const rows = recorded.map((each) => rowOf(work, each))
  await work.run(upsertSql, [work.companyId, JSON.stringify(rows), work.now, work.today])
  await work.run(decisionSql, [
    work.companyId,
    JSON.stringify(
      recorded.map((each) => ({
        id: each.reminderId,
        verdict: isSent(each) ? 'send' : each.decision.verdict,
        step_key: stepOf(each).key,
        amount: each.decision.amount.minor,
        reasons: reasonsOf(each),
        passed: each.decision.passed,
      })),
    ),
    work.now,
    work.actor.id,
    work.actor.name,
  ])
  const wanted = recorded.flatMap((each) =>
    isSent(each) || each.decision.verdict === 'drop'
      ? reservationsOf(each).map(({ itemId, stepKey }) => ({
          item_id: itemId,
          step_key: stepKey,
          reminder_id: each.reminderId,
        }))
      : [],
  )
  const won = await work.run<{ reminder_id: string }>(reserveSql, [
    work.companyId,
    JSON.stringify(wanted),
    work.now,
  ])
  const needs = grouped(wanted, ({ reminder_id }) => reminder_id)
  const wins = grouped(won, ({ reminder_id }) => reminder_id)
  const sent = recorded.filter(isSent)
  const whole = ({ reminderId }: Recorded) =>
    wins.get(reminderId)?.length === needs.get(reminderId)?.length
  await giveUp(
    work,
    sent.flatMap((each) => (whole(each) ? [] : [each.reminderId])),
  )
  return sent.filter(whole)
}

/** What lost a step to another reminder says nothing: the other one did. */
async function giveUp(work: Work, ids: readonly string[]): Promise<void> {
  if (ids.length === 0) return
  await work.run(
    `update reminder set state = 'dropped', sent_on = null where company_id = $1 and id = any($2)`,
    [work.companyId, ids],
  )
}

/** Joins each sent reminder with its message; one whose message was refused has failed. */
export async function joinMessages(
  work: Work,
  sent: readonly Recorded[],
  answers: readonly Queued[],
  messages: readonly (MessageToQueue | undefined)[],
): Promise<void> {
  const pairs = sent.map((each, index) => ({
    id: each.reminderId,
    message_id: answers[index]?.messageId ?? null,
    channel: messages[index]?.channel ?? null,
  }))
  await work.run(
    `update reminder r set message_id = p.message_id, channel = coalesce(p.channel, r.channel),
       state = case when p.message_id is null then 'failed' else r.state end
     from jsonb_to_recordset($2::jsonb) as p(id uuid, message_id uuid, channel text)
     where r.company_id = $1 and r.id = p.id`,
    [work.companyId, JSON.stringify(pairs)],
  )
}

/** Says decisions aloud; what only waits for the hour is nobody's news. */
export function tellDecisions(
  work: Work,
  recorded: readonly Recorded[],
  messageOf: ReadonlyMap<string, string>,
): void {
  for (const each of recorded) {
    const { reminderId, customerId, decision } = each
    const about = { kind: 'reminder', id: reminderId, customerId }
    const facts = {
      reminderId,
      customerId,
      stepKey: stepOf(each).key,
      amount: decision.amount,
    }
    const messageId = messageOf.get(reminderId)
    if (messageId !== undefined)
      work.publish(ReminderSent, about, {
        ...facts,
        messageId,
        itemIds: decision.included.map(({ itemId }) => itemId),
      })
    else if (!isSent(each) && decision.verdict !== 'send' && !isOnlyTheClock(decision.reasons))
      work.publish(ReminderHeld, about, {
        ...facts,
        verdict: decision.verdict,
        reasons: decision.reasons.map(({ code }) => code),
      })
  }
}
