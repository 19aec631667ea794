import { PlanProposed, PlanReplaced } from '#core/collections/payment-plan-events.ts'
import { planFault } from '#core/collections/payment-plan-schedule.ts'
import type { PaymentPlanRecord, ProposePlan } from '#core/collections/plan-api.ts'
import { type Cover, coverOldestFirst } from '#core/collections/promise.ts'
import { addDays } from '#core/day.ts'
import { Refusal } from '#core/refusal.ts'
import { type LockedCustomer, lockCustomer } from '#modules/contacts/index.ts'
import { openItemsOf } from '#modules/ledger/index.ts'
import { command, type Work } from '#platform/command.ts'
import { recordOf } from './queries.ts'
import { readPlanSettings } from './settings.ts'
import { endPlan, factsOf, findPlan, plansIn, type StandingPlan } from './store.ts'

type Ground = Readonly<{
  covers: readonly Cover[]
  /** By item: the invoice behind it. */
  invoices: ReadonlyMap<string, Readonly<{ documentId: string; number: string }>>
}>

/**
 * What a plan would spread: what is left of the invoices that were named, or of the oldest, after
 * every receipt. @throws collections.invoice_not_found, collections.plan_of_more_than_owed
 */
async function groundOf(
  work: Work,
  { parties }: LockedCustomer,
  { amount, invoiceIds }: ProposePlan,
): Promise<Ground> {
  const { currency } = amount
  const lines = (await openItemsOf(work, { parties: [...parties] })).filter(
    ({ balance }) => balance.currency === currency,
  )
  const items = lines.filter(({ balance }) => balance.minor > 0)
  const strange = invoiceIds.find((id) => !items.some(({ documentId }) => documentId === id))
  if (strange !== undefined) throw new Refusal('collections.invoice_not_found', { id: strange })
  const wanted =
    invoiceIds.length === 0
      ? items
      : items.filter(({ documentId }) => invoiceIds.includes(documentId))
  const covers = coverOldestFirst(
    amount,
    wanted.map(({ id, dueOn, balance }) => ({ itemId: id, dueOn, balance })),
  )
  const net = lines.reduce((sum, { balance }) => sum + balance.minor, 0)
  const owed = wanted.reduce((sum, { balance }) => sum + balance.minor, 0)
  if (!covers || amount.minor > net)
    throw new Refusal('collections.plan_of_more_than_owed', {
      owed: Math.max(0, Math.min(owed, net)),
      currency,
    })
  return { covers, invoices: new Map(items.map((item) => [item.id, item])) }
}

/** @throws collections.plan_schedule, collections.plan_answer_by */
async function demandSound(work: Work, input: ProposePlan): Promise<void> {
  const { daysAhead } = await readPlanSettings(work)
  const { instalments, amount, answerBy, graceDays } = input
  const fault = planFault(instalments, { amount, today: work.today, daysAhead })
  if (fault)
    throw new Refusal('collections.plan_schedule', {
      fault: fault.code,
      place: (fault.place ?? -1) + 1,
      days: daysAhead,
    })
  const last = addDays(instalments[0]?.dueOn ?? work.today, graceDays)
  if (answerBy < work.today || answerBy > last)
    throw new Refusal('collections.plan_answer_by', { first: work.today, last })
}

async function insertPlan(
  work: Work,
  customer: LockedCustomer,
  input: ProposePlan,
  { covers, invoices }: Ground,
): Promise<void> {
  const { companyId, now, actor } = work
  await work.run(
    `insert into payment_plan (company_id, id, customer_id, currency, amount, state, grace_days,
       breaks_after, answer_by, last_on, note, proposed_at, proposed_by_id, proposed_by)
     values ($1, $2, $3, $4, $5, 'proposed', $6, $7, $8, $9, $10, $11, $12, $13)`,
    [
      ...[companyId, input.id, customer.id, input.amount.currency, input.amount.minor],
      ...[input.graceDays, input.breaksAfter, input.answerBy, input.instalments.at(-1)?.dueOn],
      ...[input.note, now, actor.kind === 'user' ? actor.id : null, actor.name],
    ],
  )
  const items = covers.map(({ itemId, amount }, place) => ({
    place,
    item_id: itemId,
    invoice_id: invoices.get(itemId)?.documentId ?? itemId,
    number: invoices.get(itemId)?.number ?? '',
    amount: amount.minor,
  }))
  await work.run(
    `insert into payment_plan_item (company_id, plan_id, place, item_id, invoice_id, number, amount)
     select $1, $2, i.place, i.item_id, i.invoice_id, i.number, i.amount
     from jsonb_to_recordset($3::jsonb)
       as i(place int, item_id uuid, invoice_id uuid, number text, amount bigint)`,
    [companyId, input.id, JSON.stringify(items)],
  )
  await work.run(
    `insert into payment_plan_instalment (company_id, plan_id, place, due_on, amount)
     select $1, $2, i.place, i.due_on, i.amount
     from jsonb_to_recordset($3::jsonb) as i(place int, due_on date, amount bigint)`,
    [
      companyId,
      input.id,
      JSON.stringify(
        input.instalments.map(({ dueOn, minor }, place) => ({
          place,
          due_on: dueOn,
          amount: minor,
        })),
      ),
    ],
  )
}

/** Ends the plans of a customer that share an invoice with another, whose place that takes. */
export async function replacePlans(
  work: Work,
  { parties }: LockedCustomer,
  by: StandingPlan,
  states: readonly ('proposed' | 'active')[],
): Promise<string | null> {
  const own = new Set(by.items.map((item) => item.item_id))
  const replaced = (await plansIn(work, parties, states)).filter(
    ({ row, items }) => row.id !== by.row.id && items.some((item) => own.has(item.item_id)),
  )
  for (const plan of replaced) {
    await endPlan(work, plan, 'replaced', '')
    work.publish(
      PlanReplaced,
      { kind: 'payment_plan', id: plan.row.id, customerId: plan.row.customer_id },
      { ...factsOf(plan), replacedBy: by.row.id },
    )
  }
  return replaced.at(-1)?.row.id ?? null
}

/**
 * Offers a customer to pay what is left of some invoices in instalments. Nothing changes in the chase
 * until they agree; an offer over the same invoices that nobody answered ends.
 * @throws contacts.customer_not_found, collections.plan_schedule, collections.plan_answer_by,
 *   collections.invoice_not_found, collections.plan_of_more_than_owed
 */
export const proposePlan = command(
  'collections.payment_plan',
  async (work, input: ProposePlan): Promise<PaymentPlanRecord> => {
    const customer = await lockCustomer(work, input.customerId, 'collections.payment_plan')
    await demandSound(work, input)
    await insertPlan(work, customer, input, await groundOf(work, customer, input))
    const plan = await findPlan(work, input.id)
    if (!plan) throw new Error('The plan was just inserted')
    await replacePlans(work, customer, plan, ['proposed'])
    const after = await recordOf(work, plan)
    work.audit('collections.payment_plan_proposed', {
      kind: 'payment_plan',
      id: input.id,
      before: null,
      after: {
        amount: input.amount,
        instalments: input.instalments.map(({ dueOn, minor }) => ({
          ...{ dueOn, amount: { minor, currency: input.amount.currency } },
        })),
        answerBy: input.answerBy,
      },
    })
    work.publish(
      PlanProposed,
      { kind: 'payment_plan', id: input.id, customerId: customer.id },
      { ...factsOf(plan), answerBy: input.answerBy },
    )
    return after
  },
  { name: 'collections.propose_payment_plan', once: ({ id }) => id },
)
