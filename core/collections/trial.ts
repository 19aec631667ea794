import { z } from 'zod'
import { type Day, daysBetween } from '#core/day.ts'

/** Which half of a segment: the policy that they had, or the one that is tried beside it. */
export const Arm = z.enum(['a', 'b'])
export type Arm = z.infer<typeof Arm>

/**
 * The half of a customer, the same wherever and whenever it is asked (FNV-1a of both names): two
 * trials divide the same customers differently.
 */
export function armOf(trialId: string, customerId: string): Arm {
  let hash = 0x811c9dc5
  for (const letter of `${trialId}:${customerId}`) {
    hash ^= letter.codePointAt(0) ?? 0
    hash = Math.imul(hash, 0x01000193)
  }
  // The lowest bit of FNV is the parity of its letters: the upper ones are mixed.
  return ((hash >>> 16) & 1) === 0 ? 'a' : 'b'
}

/** An invoice that fell due while two policies were compared. */
export type TrialInvoice = Readonly<{
  customerId: string
  arm: Arm
  dueOn: Day
  /** When nothing of it was open any more; null while something is. */
  paidOn: Day | null
  /** Until when it was watched. */
  seenUntil: Day
}>

/** For how many days after its due day an invoice is watched. */
const horizonDays = 90

const ArmReport = z.object({
  customers: z.int(),
  invoices: z.int(),
  /** Not paid yet, or not within the horizon. */
  open: z.int(),
  /** Days after the due day by which half were paid; null: fewer were, so far. */
  medianDays: z.int().nullable(),
  /** The average time to be paid, every invoice watched for the same number of days. */
  meanDays: z.number(),
  messages: z.int(),
  optOuts: z.int(),
  complaints: z.int(),
})
export const TrialReport = z.object({
  a: ArmReport,
  b: ArmReport,
  /** For so many days each is watched; fewer than the horizon while the trial is young. */
  horizon: z.int(),
  /** The mean of b less that of a: below nothing, b is paid sooner. Null while a half is empty. */
  difference: z.object({ days: z.number(), low: z.number(), high: z.number() }).nullable(),
  /** Customers of both halves that were made one meanwhile: they are in neither. */
  mixed: z.int(),
})
export type TrialReport = z.infer<typeof TrialReport>

/** How long an invoice was watched, from its due day, and whether it was paid in that time. */
type Seen = Readonly<{ days: number; paid: boolean }>

function seenOf({ dueOn, paidOn, seenUntil }: TrialInvoice, horizon: number): Seen {
  const paid = paidOn !== null && paidOn <= seenUntil
  const days = Math.max(0, daysBetween(dueOn, paid ? paidOn : seenUntil))
  return days > horizon ? { days: horizon, paid: false } : { days, paid }
}

type Tally = Readonly<{ paid: Int32Array; left: Int32Array; count: number }>

function tallyOf(horizon: number): Tally & { count: number } {
  return { paid: new Int32Array(horizon + 1), left: new Int32Array(horizon + 1), count: 0 }
}

function addSeen(tally: { paid: Int32Array; left: Int32Array; count: number }, seen: Seen): void {
  const counts = seen.paid ? tally.paid : tally.left
  counts[seen.days] = (counts[seen.days] ?? 0) + 1
  tally.count += 1
}

/**
 * The share still unpaid after each day, by Kaplan and Meier: one that is still open counts as long
 * as it was watched, neither as paid nor as never to be.
 */
function survival({ paid, left, count }: Tally): number[] {
  let atRisk = count
  let share = 1
  const shares: number[] = []
  for (let day = 0; day < paid.length; day += 1) {
    const events = paid[day] ?? 0
    if (atRisk > 0) share *= 1 - events / atRisk
    shares.push(share)
    atRisk -= events + (left[day] ?? 0)
  }
  return shares
}

/** The mean time to be paid, each invoice counted for at most the horizon: the area under the shares. */
const meanOf = (shares: readonly number[]): number =>
  shares.slice(0, -1).reduce((sum, share) => sum + share, 0)

function medianOf(shares: readonly number[]): number | null {
  const day = shares.findIndex((share) => share <= 0.5)
  return day === -1 ? null : day
}

/** Numbers between 0 and 1 that a seed gives again (mulberry32). */
export function chanceBy(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 0x1_0000_0000
  }
}

const resamples = 600
const seed = 20_260_101

type Group = readonly (readonly Seen[])[]

function meanOfDraw(groups: Group, horizon: number, chance: () => number): number {
  const tally = tallyOf(horizon)
  for (let n = 0; n < groups.length; n += 1)
    for (const seen of groups[Math.floor(chance() * groups.length)] ?? []) addSeen(tally, seen)
  return meanOf(survival(tally))
}

/** Nineteen of twenty draws lie between: customers are drawn, since invoices of one go together. */
function intervalOf(a: Group, b: Group, horizon: number): { low: number; high: number } {
  const chance = chanceBy(seed)
  const draws = Array.from(
    { length: resamples },
    () => meanOfDraw(b, horizon, chance) - meanOfDraw(a, horizon, chance),
  ).toSorted((one, other) => one - other)
  const at = (share: number) => draws[Math.floor(share * (resamples - 1))] ?? 0
  return { low: at(0.025), high: at(0.975) }
}

export type TrialFacts = Readonly<{
  invoices: readonly TrialInvoice[]
  customers: Readonly<Record<Arm, number>>
  messages: Readonly<Record<Arm, number>>
  optOuts: Readonly<Record<Arm, number>>
  complaints: Readonly<Record<Arm, number>>
  mixed: number
}>

const rounded = (days: number): number => Math.round(days * 10) / 10

/** Compares two halves: how long each invoice took to be paid, and how sure the difference is. */
export function compare(facts: TrialFacts): TrialReport {
  const watched = facts.invoices.map(({ dueOn, seenUntil }) => daysBetween(dueOn, seenUntil))
  const longest = watched.reduce((most, days) => Math.max(most, days), 0)
  const horizon = Math.min(horizonDays, longest)
  const groups: Record<Arm, Map<string, Seen[]>> = { a: new Map(), b: new Map() }
  for (const invoice of facts.invoices) {
    const of = groups[invoice.arm]
    of.set(invoice.customerId, [...(of.get(invoice.customerId) ?? []), seenOf(invoice, horizon)])
  }
  const reportOf = (arm: Arm) => {
    const tally = tallyOf(horizon)
    for (const seen of [...groups[arm].values()].flat()) addSeen(tally, seen)
    const shares = survival(tally)
    return {
      customers: facts.customers[arm],
      invoices: tally.count,
      open: tally.left.reduce((sum, count) => sum + count, 0),
      medianDays: tally.count === 0 ? null : medianOf(shares),
      meanDays: tally.count === 0 ? 0 : rounded(meanOf(shares)),
      messages: facts.messages[arm],
      optOuts: facts.optOuts[arm],
      complaints: facts.complaints[arm],
      mean: meanOf(shares),
    }
  }
  const { mean: meanA, ...a } = reportOf('a')
  const { mean: meanB, ...b } = reportOf('b')
  const both = a.invoices > 0 && b.invoices > 0
  const interval = both
    ? intervalOf([...groups.a.values()], [...groups.b.values()], horizon)
    : undefined
  return {
    a,
    b,
    horizon,
    difference: interval
      ? {
          days: rounded(meanB - meanA),
          low: rounded(interval.low),
          high: rounded(interval.high),
        }
      : null,
    mixed: facts.mixed,
  }
}
