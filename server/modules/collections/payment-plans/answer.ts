import { PlanAccepted, PlanCancelled, PlanDeclined } from '#core/collections/payment-plan-events.ts'
import type { AcceptPlan, PaymentPlanRecord } from '#core/collections/plan-api.ts'
import { Refusal } from '#core/refusal.ts'
import { findCustomers, type LockedCustomer, lockCustomer } from '#modules/contacts/index.ts'
import { command, type Work } from '#platform/command.ts'
import { renegotiate } from '../promises.ts'
import { watch } from '../store.ts'
import { judgeHeld } from './judge.ts'
import { replacePlans } from './propose.ts'
import { planWithin, recordOf, termsOf } from './queries.ts'
import { concernedBy, endPlan, factsOf, findPlan, type StandingPlan } from './store.ts'

/** Who agreed and how it is known. */
export type Agreement = Readonly<{
  how: 'link' | 'staff'
  by: string
  note: string
  address: string | null
  agent: string | null
  /** In whose language the words were shown; absent: in the customer's. */
  language?: 'ar' | 'en'
}>

async function again(work: Work, id: string): Promise<StandingPlan> {
  const plan = await findPlan(work, id)
  if (!plan) throw new Refusal('collections.payment_plan_not_found', { id })
  return plan
}

/** @throws collections.payment_plan_answered, collections.payment_plan_expired */
function demandOffered(work: Work, { row }: StandingPlan): void {
  if (row.state !== 'proposed') throw new Refusal('collections.payment_plan_answered')
  if (row.answer_by < work.today)
    throw new Refusal('collections.payment_plan_expired', { answerBy: row.answer_by })
}

/**
 * A plan is agreed to, while the caller holds the customer: from now on the chase follows it. What
 * was agreed before over the same invoices, as a plan or a promise, ends, and the words that were agreed to are kept.
 * @throws collections.payment_plan_answered, collections.payment_plan_expired
 */
export async function acceptIn(
  work: Work,
  customer: LockedCustomer,
  planId: string,
  agreement: Agreement,
): Promise<StandingPlan> {
  const plan = await again(work, planId)
  demandOffered(work, plan)
  const replaces = await replacePlans(work, customer, plan, ['proposed', 'active'])
  const card = (await findCustomers(work, [customer.id])).get(customer.id)
  const text = termsOf(work, plan, agreement.language ?? card?.language ?? 'ar')
  await work.run(
    `update payment_plan set state = 'active', accepted_at = $3, accepted_how = $4, accepted_by = $5,
       accepted_address = $6, accepted_agent = $7, accepted_note = $8, accepted_text = $9,
       replaces = $10
     where company_id = $1 and id = $2`,
    [
      ...[work.companyId, planId, work.now, agreement.how, agreement.by],
      ...[agreement.address, agreement.agent, agreement.note, text, replaces],
    ],
  )
  await renegotiate(work, customer, {
    id: planId,
    itemIds: plan.items.map((item) => item.item_id),
  })
  await watch(work, [customer.id])
  work.audit('collections.payment_plan_accepted', {
    kind: 'payment_plan',
    id: planId,
    before: { state: 'proposed' },
    after: { state: 'active', how: agreement.how, text },
  })
  work.publish(
    PlanAccepted,
    { kind: 'payment_plan', id: planId, customerId: customer.id },
    { ...factsOf(plan), how: agreement.how, toldIds: await concernedBy(work, plan) },
  )
  // What was paid since the offer counts already.
  await judgeHeld(work, [planId])
  return again(work, planId)
}

/** The customer does not want it. @throws collections.payment_plan_answered */
export async function declineIn(work: Work, planId: string, reason: string): Promise<void> {
  const plan = await again(work, planId)
  demandOffered(work, plan)
  await endPlan(work, plan, 'declined', reason)
  work.publish(
    PlanDeclined,
    { kind: 'payment_plan', id: planId, customerId: plan.row.customer_id },
    { ...factsOf(plan), reason, toldIds: await concernedBy(work, plan) },
  )
}

/**
 * Notes that a customer agreed otherwise than by the link, and how.
 * @throws collections.payment_plan_not_found, collections.payment_plan_answered,
 *   collections.payment_plan_expired
 */
export const acceptPlan = command(
  'collections.payment_plan',
  async (work, { id, by, note }: AcceptPlan): Promise<PaymentPlanRecord> => {
    const { row } = await planWithin(work, id, 'collections.payment_plan')
    const customer = await lockCustomer(work, row.customer_id)
    const agreement = { how: 'staff', by, note, address: null, agent: null } as const
    return recordOf(work, await acceptIn(work, customer, id, agreement))
  },
  { name: 'collections.accept_payment_plan' },
)

/**
 * Takes an offer back, or ends a plan that stands: its invoices are asked for again by their own days.
 * @throws collections.payment_plan_not_found, collections.payment_plan_ended
 */
export const cancelPlan = command(
  'collections.payment_plan',
  async (work, { id, reason }: { id: string; reason: string }): Promise<PaymentPlanRecord> => {
    const { row } = await planWithin(work, id, 'collections.payment_plan')
    await lockCustomer(work, row.customer_id)
    const plan = await again(work, id)
    if (plan.row.state !== 'proposed' && plan.row.state !== 'active')
      throw new Refusal('collections.payment_plan_ended')
    await endPlan(work, plan, 'cancelled', reason)
    await watch(work, [row.customer_id])
    work.publish(
      PlanCancelled,
      { kind: 'payment_plan', id, customerId: row.customer_id },
      { ...factsOf(plan), reason },
    )
    return recordOf(work, await again(work, id))
  },
  { name: 'collections.cancel_payment_plan' },
)
