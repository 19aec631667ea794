import { z } from 'zod'
import { assert } from '#core/assert.ts'
import { addDays, Day, daysBetween } from '#core/day.ts'
import { Id, NewId } from '#core/list.ts'
import { Money, minus, plus, zero } from '#core/money.ts'

export const promiseStates = [
  'open',
  'kept',
  'partly_kept',
  'broken',
  'renegotiated',
  'cancelled',
] as const
export const PromiseState = z.enum(promiseStates)
export type PromiseState = z.infer<typeof PromiseState>

/** What a promise came to, once its last day is over: of these the kept are a share. */
export const judgedPromises = ['kept', 'partly_kept', 'broken'] as const satisfies PromiseState[]

/** Where a promise was given. */
export const promiseSources = ['call', 'chat', 'portal', 'pay_page', 'button', 'meeting'] as const
export const PromiseSource = z.enum(promiseSources)
export type PromiseSource = z.infer<typeof PromiseSource>

/** A customer's word (وعد بالسداد): so much, by this day, towards these invoices. */
export const MakePromise = z.object({
  id: NewId,
  customerId: Id,
  amount: Money.refine(({ minor }) => minor > 0),
  dueOn: Day,
  /** Empty: what fell due first, as far as the amount reaches. */
  invoiceIds: z.array(Id).max(200).default([]),
  source: PromiseSource,
  note: z.string().trim().max(1000).default(''),
  /** Who gave their word, at the customer. */
  saidBy: z.string().trim().max(120).default(''),
})
export type MakePromise = z.infer<typeof MakePromise>

/** For how many days after its day a promise still counts as kept, unless the company says otherwise. */
export const defaultGraceDays = 3
/** How far ahead a promise may lie, unless the company says otherwise. */
export const defaultDaysAhead = 90

/** The last day on which money still keeps the promise, and on which nobody asks for it. */
export const lastDayOf = (dueOn: Day, graceDays: number): Day => addDays(dueOn, graceDays)

export type DayFault = 'in_the_past' | 'too_far'

/** What speaks against a day as the day of a promise. */
export function dayFault(dueOn: Day, today: Day, daysAhead: number): DayFault | undefined {
  if (dueOn < today) return 'in_the_past'
  return daysBetween(today, dueOn) > daysAhead ? 'too_far' : undefined
}

/** An open invoice that a promise may cover. */
export type Promisable = Readonly<{ itemId: string; dueOn: Day; balance: Money }>

/** What one promise covers of one item. */
export type Cover = Readonly<{ itemId: string; amount: Money }>

/**
 * Lays a promised amount over invoices, oldest due date first, as a payment of it would be
 * allocated. Undefined when they owe less than is promised: nobody promises more than is owed.
 */
export function coverOldestFirst(
  amount: Money,
  items: readonly Promisable[],
): readonly Cover[] | undefined {
  assert(amount.minor > 0, 'a promise is of more than nothing')
  const covers: Cover[] = []
  let left = amount.minor
  for (const { itemId, balance } of items.toSorted(oldestFirst)) {
    if (left === 0) break
    assert(balance.currency === amount.currency, 'a promise is in one currency')
    const covered = Math.min(left, balance.minor)
    if (covered <= 0) continue
    covers.push({ itemId, amount: { minor: covered, currency: amount.currency } })
    left -= covered
  }
  return left === 0 ? covers : undefined
}

/** The id breaks a tie, as it does where a payment is allocated. */
function oldestFirst(a: Promisable, b: Promisable): number {
  if (a.dueOn !== b.dueOn) return a.dueOn < b.dueOn ? -1 : 1
  return a.itemId < b.itemId ? -1 : 1
}

/** Money that stands against an item: what was taken back again is not among it. */
export type Settlement = Readonly<{
  itemId: string
  amount: Money
  /** The day on which it counts, which may lie before the day on which it was told. */
  effectiveOn: Day
  /** The day of the money itself, where it lay on the account before; absent: the same. */
  paidOn?: Day
  /** An instant, comparable as a number. */
  recordedAt: number
  /** The debt was written off by that much: nothing is owed of it, and no money came. */
  lost?: boolean
}>

/** What a promise is judged by. */
export type Judged = Readonly<{
  amount: Money
  /** The last day of grace. */
  lastDay: Day
  /** An instant, comparable as a number. */
  madeAt: number
  /** The day on which it was given: money of an earlier day is not what was promised. */
  madeOn?: Day
  covers: readonly Cover[]
}>

export type Judgement = Readonly<{
  state: 'open' | 'kept' | 'partly_kept' | 'broken'
  /** What of the promised amount has come. */
  kept: Money
}>

/** Money of that day or later, put against an invoice after the word was given. */
const cameSince = ({ madeAt, madeOn }: Judged, settlement: Settlement): boolean =>
  settlement.recordedAt > madeAt &&
  (madeOn === undefined || (settlement.paidOn ?? settlement.effectiveOn) >= madeOn)

const counts = (promise: Judged, settlement: Settlement): boolean =>
  cameSince(promise, settlement) &&
  settlement.lost !== true &&
  settlement.effectiveOn <= promise.lastDay &&
  promise.covers.some(({ itemId }) => itemId === settlement.itemId)

/**
 * Judges a promise by what stands against its invoices today: kept as soon as the amount is
 * reached, and not before its last day of grace is over anything else but open. Asked again after
 * a payment was taken back or told late, it answers by what is known then. A debt that was written
 * off keeps nobody's word.
 */
export function judgePromise(
  promise: Judged,
  settlements: readonly Settlement[],
  today: Day,
): Judgement {
  const come = settlements
    .filter((settlement) => counts(promise, settlement))
    .reduce((sum, { amount }) => plus(sum, amount), zero(promise.amount.currency))
  const reached = minus(come, promise.amount).minor >= 0
  const kept = reached ? promise.amount : come
  if (reached) return { state: 'kept', kept }
  if (today <= promise.lastDay) return { state: 'open', kept }
  return { state: kept.minor > 0 ? 'partly_kept' : 'broken', kept }
}

/**
 * What an open promise still covers of each of its invoices: what it covered when it was made,
 * less what has come for it since.
 */
export const stillCovered = (promise: Judged, settlements: readonly Settlement[]): Cover[] =>
  promise.covers.flatMap(({ itemId, amount }) => {
    const come = settlements
      .filter((each) => each.itemId === itemId && cameSince(promise, each))
      .reduce((sum, each) => sum + each.amount.minor, 0)
    const left = amount.minor - come
    return left > 0 ? [{ itemId, amount: { minor: left, currency: amount.currency } }] : []
  })

/** How a customer's word has held in one currency, over promises whose outcome is known. */
export const KeepRate = z.object({
  kept: z.int(),
  partlyKept: z.int(),
  broken: z.int(),
  promised: Money,
  came: Money,
})
export type KeepRate = z.infer<typeof KeepRate>

/** Whole percents, rounded down: 99.6 % is not yet every promise. Null before the first outcome. */
export const keptByCount = ({ kept, partlyKept, broken }: KeepRate): number | null =>
  kept + partlyKept + broken === 0 ? null : Math.floor((kept * 100) / (kept + partlyKept + broken))
export const keptByAmount = ({ promised, came }: KeepRate): number | null =>
  promised.minor === 0 ? null : Math.floor((came.minor * 100) / promised.minor)
