import { z } from 'zod'
import { event } from '#core/event.ts'
import { Money } from '#core/money.ts'

const AboutPlan = z.object({
  planId: z.uuid(),
  customerId: z.uuid(),
  amount: Money,
  times: z.int(),
})

/** Whom it concerns: the customer's collector and who made the plan. */
const toldIds = z.array(z.uuid())

/** The customer is asked to agree to a payment plan. */
export const PlanProposed = event(
  'collections.payment_plan_proposed',
  AboutPlan.extend({ answerBy: z.iso.date() }),
)

/** They agreed: from now on the chase follows the plan. */
export const PlanAccepted = event(
  'collections.payment_plan_accepted',
  AboutPlan.extend({ how: z.enum(['link', 'staff']), toldIds }),
)

export const PlanDeclined = event(
  'collections.payment_plan_declined',
  AboutPlan.extend({ reason: z.string(), toldIds }),
)

/** Nobody answered by the day that was set. */
export const PlanExpired = event('collections.payment_plan_expired', AboutPlan)

/** An instalment was not there by its last day of grace. */
export const InstalmentMissed = event(
  'collections.instalment_missed',
  AboutPlan.extend({ missed: z.int() }),
)

const Outcome = AboutPlan.extend({ came: Money })

/** All of it has come. */
export const PlanKept = event('collections.payment_plan_kept', Outcome)

/** So many instalments were missed as the plan itself says end it: the invoices are asked for again. */
export const PlanBroken = event('collections.payment_plan_broken', Outcome.extend({ toldIds }))

/** What had ended it was taken back, or told late: the plan goes on. */
export const PlanReopened = event('collections.payment_plan_reopened', Outcome)

/** Another plan over the same invoices took its place. */
export const PlanReplaced = event(
  'collections.payment_plan_replaced',
  AboutPlan.extend({ replacedBy: z.uuid() }),
)

export const PlanCancelled = event(
  'collections.payment_plan_cancelled',
  AboutPlan.extend({ reason: z.string() }),
)
