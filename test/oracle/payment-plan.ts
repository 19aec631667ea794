import type {
  InstalmentShare,
  InstalmentState,
  PlanJudged,
  PlanJudgement,
} from '#core/collections/payment-plan.ts'
import type { Settlement } from '#core/collections/promise.ts'
import { addDays } from '#core/day.ts'

type Halala = { place: number; by: string }

const counted = (plan: PlanJudged, settlements: readonly Settlement[]) =>
  settlements.filter(
    ({ itemId, recordedAt }) =>
      recordedAt > plan.startedAt && plan.covers.some((cover) => cover.itemId === itemId),
  )

/** Every halala that the plan waits for, in the order in which it is waited for. */
const waited = ({ instalments, graceDays }: PlanJudged): Halala[] =>
  instalments.flatMap(({ dueOn, minor }, place) =>
    Array.from({ length: minor }, () => ({ place, by: addDays(dueOn, graceDays) })),
  )

/** The days on which single halalas came, in order. */
const days = (settlements: readonly Settlement[]): string[] =>
  settlements
    .flatMap(({ amount, effectiveOn }) => Array.from({ length: amount.minor }, () => effectiveOn))
    .toSorted()

/** A second reading of a plan, one halala at a time: the n-th that came is the n-th that was waited for. */
export function judgeSlowly(
  plan: PlanJudged,
  settlements: readonly Settlement[],
  today: string,
): PlanJudgement {
  const arrived = days(counted(plan, settlements))
  const halalas = waited(plan)
  const instalments = plan.instalments.map(({ dueOn, minor }, place) => {
    const lastDay = addDays(dueOn, plan.graceDays)
    const own = halalas.flatMap((each, n) => (each.place === place ? [arrived[n]] : []))
    const paid = own.filter((day) => day !== undefined).length
    const inTime = own.every((day) => day !== undefined && day <= lastDay)
    const missed = !inTime && lastDay < today
    let state: InstalmentState = 'upcoming'
    if (dueOn === today) state = 'due'
    if (dueOn < today) state = 'late'
    if (lastDay < today) state = 'missed'
    if (paid === minor) state = 'paid'
    return { dueOn, minor, paid, state, lastDay, missed }
  })
  const missed = instalments.filter((each) => each.missed).length
  const came = Math.min(arrived.length, halalas.length)
  const whole = instalments.every(({ paid, minor }) => paid === minor)
  return {
    state: missed >= plan.breaksAfter ? 'broken' : whole ? 'kept' : 'active',
    came: { minor: came, currency: plan.currency },
    missed,
    instalments,
  }
}

/** A second way to lay instalments over invoices: halala by halala, those that came taken from both. */
export function sharesSlowly(
  plan: PlanJudged,
  settlements: readonly Settlement[],
): InstalmentShare[] {
  const own = counted(plan, settlements)
  const came = own.reduce((sum, { amount }) => sum + amount.minor, 0)
  const instalments = waited(plan).slice(came)
  const items = plan.covers.flatMap(({ itemId, amount }) => {
    const settled = own
      .filter((each) => each.itemId === itemId)
      .reduce((sum, each) => sum + each.amount.minor, 0)
    return Array.from({ length: Math.max(0, amount.minor - settled) }, () => itemId)
  })
  const shares: { itemId: string; place: number; minor: number }[] = []
  for (const [n, { place }] of instalments.entries()) {
    const itemId = items[n] ?? ''
    const last = shares.at(-1)
    if (last?.itemId === itemId && last.place === place) last.minor++
    else shares.push({ itemId, place, minor: 1 })
  }
  return shares
}
