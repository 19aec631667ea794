import { addDays, type Day } from '#core/day.ts'
import type { Money } from '#core/money.ts'
import type { ReminderStep } from './policy.ts'

/** A standstill through its last day, which still belongs to it; null until a person ends it. */
export type Standstill = Readonly<{ until: Day | null }>

export const coveredBy = ['promise', 'plan', 'settlement', 'instrument'] as const

/**
 * What is not asked for meanwhile, through its last day of grace: a promise, the instalments of a
 * plan that are not due yet, an agreed settlement, a cheque in hand.
 */
export type Covered = Readonly<{
  minor: number
  until: Day
  by: (typeof coveredBy)[number]
  /** The day that was given, where it has one: of the cheque, of the promise. */
  on?: Day
}>

export type GateItem = Readonly<{
  itemId: string
  dueOn: Day
  balance: Money
  /** The step reserved for it; null when it only goes along. */
  step: ReminderStep | null
  /** What of it is objected to: 0 for nothing; at least the balance for all of it. */
  disputedMinor: number
  /** An agency collects it. */
  referred?: true
  pause?: Standstill
  covered?: readonly Covered[]
}>

/** Why one invoice is left out of a message that may still go. */
export const itemExclusions = [
  'paid',
  'referred',
  'disputed',
  'paused',
  'promised',
  'planned',
  'agreed',
  'instrument',
  'not_of_this_message',
] as const
export type ItemExclusion = (typeof itemExclusions)[number]

export const standsStill = (
  standstill: Standstill | undefined,
  on: Day,
): standstill is Standstill =>
  standstill !== undefined && (standstill.until === null || on <= standstill.until)

export const dayAfter = (until: Day | null): Day | null =>
  until === null ? null : addDays(until, 1)

const inForce = ({ covered }: GateItem, on: Day): readonly Covered[] =>
  (covered ?? []).filter(({ until, minor }) => on <= until && minor > 0)

/** What of an item nobody disputes. */
const undisputed = ({ balance, disputedMinor }: GateItem): number =>
  Math.max(0, balance.minor - disputedMinor)

/** A part of an invoice that is not asked for: why, and for which day it was said. */
type Held = Readonly<{ by: Covered['by'] | 'dispute'; minor: number; on: Day | null }>

/** What of one invoice may be asked for, what may be promised anew, and what holds the rest. */
export type LaidOut = Readonly<{ asked: number; promisable: number; parts: readonly Held[] }>

/** A promise is the weakest: what a cheque is for is not asked for again because it was promised. */
const byStrength = (a: Covered, b: Covered): number =>
  Number(a.by === 'promise') - Number(b.by === 'promise') || (a.until < b.until ? -1 : 1)

/**
 * Lays an invoice's balance out: first what is objected to, then what cheques, plans and settlements
 * hold, then promises; the rest is asked for. An open promise may be agreed anew, so what it holds
 * is promisable.
 */
export function laidOut(balance: number, disputed: number, covers: readonly Covered[]): LaidOut {
  const objected = Math.min(balance, disputed)
  const parts: Held[] = objected > 0 ? [{ by: 'dispute', minor: objected, on: null }] : []
  let left = balance - objected
  let promised = 0
  for (const { by, minor, on } of covers.toSorted(byStrength)) {
    const held = Math.min(left, minor)
    if (held <= 0) continue
    parts.push({ by, minor: held, on: on ?? null })
    left -= held
    if (by === 'promise') promised += held
  }
  return { asked: left, promisable: left + promised, parts }
}

/** What of an item is left to ask for. */
export const askedOf = (item: GateItem, on: Day): number =>
  laidOut(item.balance.minor, item.disputedMinor, inForce(item, on)).asked

/** What of an item is covered, and may not be asked for meanwhile. */
export const coveredOf = (item: GateItem, on: Day): number => undisputed(item) - askedOf(item, on)

/**
 * A part of an item that is asked for by itself by its own last day: an instalment. What nobody
 * objects to is paid first; what was given for a day until then stands for this part, and what is
 * to come later stands for what lies outside it first.
 */
export function partOf(item: GateItem, minor: number, lastDay: Day, on: Day): GateItem {
  const most = Math.min(minor, item.balance.minor)
  const own = Math.min(most, undisputed(item))
  let outside = undisputed(item) - own
  const covered = inForce(item, on).map((cover) => {
    if ((cover.on ?? cover.until) <= lastDay) return cover
    const elsewhere = Math.min(outside, cover.minor)
    outside -= elsewhere
    return { ...cover, minor: cover.minor - elsewhere }
  })
  const balance = { ...item.balance, minor: most }
  return { ...item, balance, disputedMinor: most - own, covered }
}

export const coveredBecause = {
  promise: 'promised',
  plan: 'planned',
  settlement: 'agreed',
  instrument: 'instrument',
} as const satisfies Record<Covered['by'], ItemExclusion>

/** The cover that ends first: with its end the item may be asked for again. */
export const firstCover = (item: GateItem, on: Day): Covered | undefined =>
  inForce(item, on).toSorted((a, b) => (a.until < b.until ? -1 : 1))[0]

/** Why an item is left out on a day; undefined when something of it may be asked for. */
export function exclusionOf(item: GateItem, on: Day): ItemExclusion | undefined {
  if (item.balance.minor <= 0) return 'paid'
  if (item.referred) return 'referred'
  if (undisputed(item) === 0) return 'disputed'
  if (standsStill(item.pause, on)) return 'paused'
  if (askedOf(item, on) > 0) return undefined
  const cover = firstCover(item, on)
  return cover && coveredBecause[cover.by]
}

/** The day after the first of what keeps these items out; a dispute or an agency ends only by a person. */
export function firstEnd(waiting: readonly GateItem[], on: Day): Day | null {
  const ends = waiting.flatMap((item) => {
    const because = exclusionOf(item, on)
    if (because === 'paused') return dayAfter(item.pause?.until ?? null) ?? []
    if (because === 'disputed' || because === 'referred') return []
    return dayAfter(firstCover(item, on)?.until ?? null) ?? []
  })
  return ends.toSorted()[0] ?? null
}
