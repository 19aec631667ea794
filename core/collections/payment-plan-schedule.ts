import { z } from 'zod'
import { addDays, addMonths, type Day, daysBetween, endOfMonth } from '#core/day.ts'
import { fromHijri, hijriMonthLength, toHijri } from '#core/hijri.ts'
import { digitsOf, type Money } from '#core/money.ts'
import { type Instalment, plannedOf } from './payment-plan.ts'

/** How instalments follow each other. */
export const planRhythms = ['month', 'month_end', 'hijri_month', 'two_weeks', 'week'] as const
export const PlanRhythm = z.enum(planRhythms)
export type PlanRhythm = z.infer<typeof PlanRhythm>

/** More parts than this is no plan. */
export const mostInstalments = 60

/** How a plan is proposed: something down, the rest in so many parts from a first day on. */
export type ScheduleAsked = Readonly<{
  amount: Money
  /** Paid on a day of its own before the others. */
  down: Instalment | null
  times: number
  firstOn: Day
  rhythm: PlanRhythm
}>

/** The same day of a later Hijri month, or its last where the month is shorter. */
function inHijriMonths(first: Day, months: number): Day | undefined {
  const hijri = toHijri(first)
  if (!hijri) return undefined
  const at = hijri.month - 1 + months
  const month = (at % 12) + 1
  const year = hijri.year + Math.floor(at / 12)
  const length = hijriMonthLength(year, month)
  return length && fromHijri({ year, month, day: Math.min(hijri.day, length) })
}

/** The day of one part, counted from 0: always from the first, so that a 31st comes back after February. */
function dayOf({ firstOn, rhythm }: ScheduleAsked, place: number): Day | undefined {
  if (rhythm === 'month') return addMonths(firstOn, place)
  if (rhythm === 'month_end') return endOfMonth(addMonths(`${firstOn.slice(0, 7)}-01`, place))
  if (rhythm === 'hijri_month') return inHijriMonths(firstOn, place)
  return addDays(firstOn, place * (rhythm === 'week' ? 7 : 14))
}

/**
 * Parts of one amount: equal, in whole units of the currency where it is worth that, and what does
 * not divide in the last.
 */
export function equalParts({ minor, currency }: Money, times: number): number[] {
  const unit = 10 ** digitsOf(currency)
  const whole = Math.floor(minor / times / unit) * unit
  const part = whole > 0 ? whole : Math.floor(minor / times)
  return Array.from({ length: times }, (_, place) =>
    place < times - 1 ? part : minor - part * (times - 1),
  )
}

/** The instalments that were asked for; none where the days cannot be told, or nothing is left to part. */
export function proposeSchedule(asked: ScheduleAsked): Instalment[] {
  const { amount, down, times } = asked
  const rest = amount.minor - (down?.minor ?? 0)
  if (times < 1 || times > mostInstalments || rest <= 0) return []
  const parts = equalParts({ minor: rest, currency: amount.currency }, times)
  const laid = parts.flatMap((minor, place): Instalment[] => {
    const dueOn = dayOf(asked, place)
    return dueOn === undefined ? [] : [{ dueOn, minor }]
  })
  if (laid.length < times) return []
  return down ? [{ dueOn: down.dueOn, minor: down.minor }, ...laid] : laid
}

export const planFaults = [
  'none',
  'too_many',
  'no_amount',
  'not_ascending',
  'in_the_past',
  'too_far',
  'not_the_sum',
] as const
export type PlanFault = (typeof planFaults)[number]

/** What speaks against a schedule, and at which instalment (counted from 0) where it is one of them. */
export function planFault(
  instalments: readonly Instalment[],
  bounds: Readonly<{ amount: Money; today: Day; daysAhead: number }>,
): Readonly<{ code: PlanFault; place: number | null }> | undefined {
  if (instalments.length === 0) return { code: 'none', place: null }
  if (instalments.length > mostInstalments) return { code: 'too_many', place: null }
  for (const [place, { dueOn, minor }] of instalments.entries()) {
    const before = instalments[place - 1]
    if (minor <= 0) return { code: 'no_amount', place }
    if (before && dueOn <= before.dueOn) return { code: 'not_ascending', place }
    if (dueOn < bounds.today) return { code: 'in_the_past', place }
    if (daysBetween(bounds.today, dueOn) > bounds.daysAhead) return { code: 'too_far', place }
  }
  return plannedOf(instalments) === bounds.amount.minor
    ? undefined
    : { code: 'not_the_sum', place: null }
}
