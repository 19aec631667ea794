import { z } from 'zod'
import { assert } from '#core/assert.ts'
import { type Day, daysBetween } from '#core/day.ts'
import { type Currency, Money, percentOf } from '#core/money.ts'

/** From so many days past due on, an agency takes so much of what comes. */
export const CommissionBand = z.object({
  fromDays: z.int().min(0).max(3650),
  basisPoints: z.int().min(0).max(9000),
})
export type CommissionBand = z.infer<typeof CommissionBand>

/** What was agreed with an agency (عقد التحصيل). A referral keeps the terms that it began with. */
export const AgencyTerms = z.object({
  /** By the age of the debt on the day the money came; the first begins at the due date. */
  bands: z
    .array(CommissionBand)
    .min(1)
    .max(10)
    .refine(
      (bands) =>
        bands[0]?.fromDays === 0 &&
        bands.every(({ fromDays }, at) => at === 0 || fromDays > (bands[at - 1]?.fromDays ?? 0)),
      { message: 'bands_begin_at_zero_and_climb' },
    ),
  /** The least for each payment in its currency; never more than the payment itself. */
  minimum: Money.refine(({ minor }) => minor >= 0),
  /** Also what the customer pays to us directly while the debt is referred. */
  direct: z.boolean(),
  vatBasisPoints: z.int().min(0).max(5000),
})
export type AgencyTerms = z.infer<typeof AgencyTerms>

/** What a part of a payment settled, and when that was due. */
export type ReceivedPart = Readonly<{ minor: number; dueOn: Day }>

/** A payment, as far as it went to invoices of one referral. */
export type Received = Readonly<{
  currency: Currency
  paidOn: Day
  parts: readonly ReceivedPart[]
}>

/** The band of a debt on a day. */
export function bandOf({ bands }: AgencyTerms, dueOn: Day, on: Day): CommissionBand {
  const late = Math.max(0, daysBetween(dueOn, on))
  const found = bands.findLast(({ fromDays }) => fromDays <= late)
  assert(found !== undefined, 'the first band begins at the due date')
  return found
}

/**
 * What an agency earns of one payment: of each part by its own age, each rounded half up to the
 * smallest unit, together at least the agreed minimum and at most what came. Before VAT.
 */
export function commissionOf(terms: AgencyTerms, { currency, paidOn, parts }: Received): Money {
  const came = parts.reduce((sum, { minor }) => sum + minor, 0)
  assert(came >= 0, 'what came is no debt')
  const earned = parts.reduce(
    (sum, { minor, dueOn }) => sum + percentOf(minor, bandOf(terms, dueOn, paidOn).basisPoints),
    0,
  )
  const least = terms.minimum.currency === currency ? terms.minimum.minor : 0
  return { minor: Math.min(came, Math.max(earned, least)), currency }
}

/** VAT on a sum of commissions: rounded once, as an invoice of the agency rounds it. */
export const vatOnCommission = ({ vatBasisPoints }: AgencyTerms, sum: Money): Money => ({
  minor: percentOf(sum.minor, vatBasisPoints),
  currency: sum.currency,
})

/** A referral's time, and what its terms say of money that came directly. */
export type EarningTime = Readonly<{
  startedOn: Day
  /** Instants, comparable as numbers. */
  startedAt: number
  ended: Readonly<{ on: Day; at: number }> | null
  direct: boolean
}>

/** A payment as it is told from others that came before or after. */
export type PaymentTime = Readonly<{
  paidOn: Day
  recordedAt: number
  /** The agency told us of it. */
  byAgency: boolean
}>

/**
 * Whether the agency earns on a payment: it came after the referral began and before it ended. On
 * the two days themselves the moment of booking decides, so that no payment is ever earned on twice
 * when a debt passes from one agency to the next.
 */
export function earnsOn(referral: EarningTime, payment: PaymentTime): boolean {
  const { startedOn, startedAt, ended, direct } = referral
  const { paidOn, recordedAt, byAgency } = payment
  if (!direct && !byAgency) return false
  const after = paidOn > startedOn || (paidOn === startedOn && recordedAt > startedAt)
  const before =
    ended === null || paidOn < ended.on || (paidOn === ended.on && recordedAt <= ended.at)
  return after && before
}
