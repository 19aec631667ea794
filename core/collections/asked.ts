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

/** What of an item is covered, and may not be asked for meanwhile. */
export const coveredOf = (item: GateItem, on: Day): number =>
  Math.min(
    undisputed(item),
    inForce(item, on).reduce((sum, { minor }) => sum + minor, 0),
  )

/** What of an item is left to ask for. */
export const askedOf = (item: GateItem, on: Day): number => undisputed(item) - coveredOf(item, on)

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
