import { z } from 'zod'
import { addDays, type Day } from '#core/day.ts'
import type { Currency, Money } from '#core/money.ts'
import type { Cover, Settlement } from './promise.ts'

/** Where a payment plan (خطة سداد) stands; `active` is accepted and not yet at its end. */
export const paymentPlanStates = [
  'proposed',
  'active',
  'kept',
  'broken',
  'cancelled',
  'declined',
  'expired',
  'replaced',
] as const
export const PaymentPlanState = z.enum(paymentPlanStates)
export type PaymentPlanState = z.infer<typeof PaymentPlanState>

/** How an instalment (قسط) stands on a day; `late` is over its day and within the plan's grace. */
export const instalmentStates = ['paid', 'upcoming', 'due', 'late', 'missed'] as const
export const InstalmentState = z.enum(instalmentStates)
export type InstalmentState = z.infer<typeof InstalmentState>

/** One instalment: so much of the planned amount, by this day. */
export type Instalment = Readonly<{ dueOn: Day; minor: number }>

/** What a plan is judged by. */
export type PlanJudged = Readonly<{
  currency: Currency
  instalments: readonly Instalment[]
  /** What it spreads, the invoice that fell due first first. */
  covers: readonly Cover[]
  graceDays: number
  /** With so many instalments missed the plan is broken. */
  breaksAfter: number
  /** An instant, comparable as a number: money from then on counts. */
  startedAt: number
}>

export type InstalmentJudged = Instalment &
  Readonly<{
    state: InstalmentState
    /** What of it has come. */
    paid: number
    /** It was not there in time, even if it came later. */
    missed: boolean
    lastDay: Day
  }>

export type PlanJudgement = Readonly<{
  state: 'active' | 'kept' | 'broken'
  came: Money
  missed: number
  instalments: readonly InstalmentJudged[]
}>

/** The planned amount. */
export const plannedOf = (instalments: readonly Instalment[]): number =>
  instalments.reduce((sum, { minor }) => sum + minor, 0)

/** The last day on which money still keeps an instalment, and on which nobody chases it. */
export const lastDayOfInstalment = (dueOn: Day, graceDays: number): Day => addDays(dueOn, graceDays)

/** What has stood against the plan's invoices since it began. */
const countedFor = ({ covers, startedAt }: PlanJudged, settlements: readonly Settlement[]) => {
  const items = new Set(covers.map(({ itemId }) => itemId))
  return settlements.filter((each) => each.recordedAt > startedAt && items.has(each.itemId))
}

const sumOf = (settlements: readonly Settlement[]): number =>
  settlements.reduce((sum, { amount }) => sum + amount.minor, 0)

function stateOn(today: Day, dueOn: Day, lastDay: Day): InstalmentState {
  if (today > lastDay) return 'missed'
  if (today > dueOn) return 'late'
  return today === dueOn ? 'due' : 'upcoming'
}

/**
 * Judges a plan by what stands against its invoices now: money and credit notes fill the oldest
 * instalment first, what comes early counts ahead, and an instalment that was not whole by its last
 * day of grace stays missed however late it comes. Asked again after a payment was taken back or told
 * late, it answers by what is known then.
 */
export function judgePlan(
  plan: PlanJudged,
  settlements: readonly Settlement[],
  today: Day,
): PlanJudgement {
  const counted = countedFor(plan, settlements)
  const planned = plannedOf(plan.instalments)
  const came = Math.min(planned, sumOf(counted))
  let through = 0
  const instalments = plan.instalments.map(({ dueOn, minor }): InstalmentJudged => {
    const paid = Math.max(0, Math.min(minor, came - through))
    through += minor
    const lastDay = lastDayOfInstalment(dueOn, plan.graceDays)
    const inTime = sumOf(counted.filter(({ effectiveOn }) => effectiveOn <= lastDay)) >= through
    const state = paid === minor ? 'paid' : stateOn(today, dueOn, lastDay)
    return { dueOn, minor, paid, state, lastDay, missed: today > lastDay && !inTime }
  })
  const missed = instalments.filter((each) => each.missed).length
  const ended = came === planned ? 'kept' : 'active'
  return {
    state: missed >= plan.breaksAfter ? 'broken' : ended,
    came: { minor: came, currency: plan.currency },
    missed,
    instalments,
  }
}

/** What is left of one instalment on one invoice. */
export type InstalmentShare = Readonly<{
  itemId: string
  /** Which instalment, counted from 0. */
  place: number
  minor: number
}>

/**
 * Lays what is left of the instalments over what is left of the invoices, the oldest on the oldest,
 * as payments of them would be allocated: together exactly what is still to come.
 */
export function sharesOf(plan: PlanJudged, settlements: readonly Settlement[]): InstalmentShare[] {
  const counted = countedFor(plan, settlements)
  let came = sumOf(counted)
  const lefts = plan.instalments.map(({ minor }) => {
    const paid = Math.min(minor, came)
    came -= paid
    return minor - paid
  })
  const shares: InstalmentShare[] = []
  let place = 0
  for (const { itemId, amount } of plan.covers) {
    const settled = sumOf(counted.filter((each) => each.itemId === itemId))
    let left = amount.minor - settled
    while (left > 0 && place < lefts.length) {
      const open = lefts[place] ?? 0
      const minor = Math.min(left, open)
      if (minor > 0) shares.push({ itemId, place, minor })
      lefts[place] = open - minor
      left -= minor
      if (minor === open) place++
    }
  }
  return shares
}

/** The first instalment that is not whole, and what it lacks. */
export function nextInstalment(
  instalments: readonly InstalmentJudged[],
): Readonly<{ place: number; dueOn: Day; minor: number }> | undefined {
  const place = instalments.findIndex(({ state }) => state !== 'paid')
  const found = instalments[place]
  return found && { place, dueOn: found.dueOn, minor: found.minor - found.paid }
}

/** What an instalment that has come still lacks, with all before it. */
export const dueNow = (instalments: readonly InstalmentJudged[], today: Day): number =>
  instalments
    .filter(({ dueOn }) => dueOn <= today)
    .reduce((sum, { minor, paid }) => sum + minor - paid, 0)
