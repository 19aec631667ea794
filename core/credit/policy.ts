import { z } from 'zod'
import { assert } from '#core/assert.ts'
import { PaymentTerms } from '#core/contacts/terms.ts'
import { type Day, daysBetween } from '#core/day.ts'
import { EarlyVat } from './early-vat.ts'

/** Amounts of a credit policy are in the books' own currency, in its smallest unit. */
const Minor = z.int().min(0).max(1_000_000_000_000)

/** To whom the company sells on credit, and when it stops (السياسة الائتمانية). */
export const CreditPolicy = z.object({
  /** Whether a sale on terms beyond the policy is only warned of, or refused. */
  enforcement: z.enum(['warn', 'refuse']),
  /** What a customer may owe to whom nobody granted anything: nothing, they pay cash. */
  newCustomerLimit: Minor,
  /** The terms that an approval begins with. */
  defaultTerms: PaymentTerms,
  /** How many days past its due date a debt is still not held against the customer. */
  graceDays: z.int().min(0).max(180),
  /** More than this overdue, beyond the grace, holds; null: no amount does. */
  overdueLimit: Minor.nullable(),
  /** A debt that is overdue for longer than this beyond the grace holds; null: no age does. */
  overdueDays: z.int().min(0).max(365).nullable(),
  /** For so many days a broken word, a broken plan or a bounced cheque holds; 0: never. */
  breachDays: z.int().min(0).max(365),
  /** Above this limit an approval needs whoever sets the policy; null: whoever decides may. */
  authorityLimit: Minor.nullable(),
  /** An approval is looked at again after so many months. */
  reviewMonths: z.int().min(1).max(36),
  /** So many invoices in a row paid in time propose a reward; 0: none. */
  rewardAfter: z.int().min(0).max(100),
  /** What a discount for early payment does to the tax of its invoice. */
  earlyVat: EarlyVat,
})
export type CreditPolicy = z.infer<typeof CreditPolicy>

/** What holds before the company has a policy: nothing is refused, and little is said. */
export const defaultCreditPolicy: CreditPolicy = {
  enforcement: 'warn',
  newCustomerLimit: 0,
  defaultTerms: { kind: 'days_from_invoice', days: 30 },
  graceDays: 7,
  overdueLimit: null,
  overdueDays: 30,
  breachDays: 30,
  authorityLimit: null,
  reviewMonths: 6,
  rewardAfter: 6,
  earlyVat: 'net',
}

/** A word, a plan or a cheque that did not hold. */
export const BreachKind = z.enum(['promise_broken', 'plan_broken', 'cheque_bounced'])
export type BreachKind = z.infer<typeof BreachKind>

/** What is known of a customer when they want to buy on credit; amounts in the books' own currency. */
export type CreditFacts = Readonly<{
  today: Day
  /** What was granted; null: nothing was, and the policy's own limit for new customers counts. */
  limit: number | null
  /** The last day of what was granted; null: until it is reviewed. */
  validUntil: Day | null
  /** All that they owe, and what lies on their account against it. */
  debts: number
  deposits: number
  /** Ordered and not invoiced yet, as the caller knows it. */
  orders: number
  /** Overdue beyond the policy's grace: how much, and how many days the oldest is past its due date. */
  overdue: number
  daysLate: number
  breaches: readonly Readonly<{ kind: BreachKind; on: Day }>[]
  /** A person stopped the credit. */
  heldByHand: boolean
  /** Until this day a person lets the customer buy in spite of what is overdue or broken. */
  releasedUntil: Day | null
}>

export const CreditReasonCode = z.enum([
  'cash_only',
  'over_limit',
  'expired',
  'held',
  'overdue_amount',
  'overdue_age',
  ...BreachKind.options,
])
export type CreditReasonCode = z.infer<typeof CreditReasonCode>

export type FoundReason = Readonly<{
  code: CreditReasonCode
  /** The amount that it is about, where it is about one. */
  minor?: number
  /** The days late, where it is about days. */
  days?: number
  on?: Day
}>

export type CreditDecision = Readonly<{
  allowed: boolean
  reasons: readonly FoundReason[]
  /** What they owe and have ordered, less what lies on their account; never below nothing. */
  exposure: number
  limit: number
  /** What they may still buy for, before this sale; nothing while the credit is stopped. */
  headroom: number
}>

/** What a customer's credit is used for: debts and orders, less what they have paid ahead. */
export const exposureOf = (facts: Pick<CreditFacts, 'debts' | 'deposits' | 'orders'>): number =>
  Math.max(0, facts.debts + facts.orders - facts.deposits)

/** What stops the credit whatever is bought. */
function stops(policy: CreditPolicy, facts: CreditFacts): FoundReason[] {
  const reasons: FoundReason[] = []
  if (facts.heldByHand) reasons.push({ code: 'held' })
  if (facts.limit !== null && facts.validUntil !== null && facts.validUntil < facts.today)
    reasons.push({ code: 'expired', on: facts.validUntil })
  const released = facts.releasedUntil !== null && facts.today <= facts.releasedUntil
  if (released) return reasons
  if (policy.overdueLimit !== null && facts.overdue > policy.overdueLimit)
    reasons.push({ code: 'overdue_amount', minor: facts.overdue })
  if (policy.overdueDays !== null && facts.daysLate > policy.graceDays + policy.overdueDays)
    reasons.push({ code: 'overdue_age', days: facts.daysLate })
  for (const kind of BreachKind.options) {
    const last = facts.breaches
      .filter((breach) => breach.kind === kind)
      .map(({ on }) => on)
      .toSorted()
      .at(-1)
    if (last !== undefined && daysBetween(last, facts.today) < policy.breachDays)
      reasons.push({ code: kind, on: last })
  }
  return reasons
}

/**
 * Whether a customer may buy for so much more on credit, why not, and for how much they still may.
 * Every reason is given, so that whoever overrides knows all of them.
 * @param asked what this sale adds; nothing asks only how they stand
 */
export function creditDecision(
  policy: CreditPolicy,
  facts: CreditFacts,
  asked: number,
): CreditDecision {
  assert(asked >= 0, 'nobody buys for less than nothing')
  const limit = facts.limit ?? policy.newCustomerLimit
  const exposure = exposureOf(facts)
  const reasons = stops(policy, facts)
  const room = reasons.length > 0 ? 0 : Math.max(0, limit - exposure)
  if (exposure + asked > limit && (asked > 0 || exposure > 0)) {
    const over = exposure + asked - limit
    reasons.push({ code: limit === 0 ? 'cash_only' : 'over_limit', minor: over })
  }
  return { allowed: reasons.length === 0, reasons, exposure, limit, headroom: room }
}
