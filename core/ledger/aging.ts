import { z } from 'zod'
import { assert } from '#core/assert.ts'
import { type Day, daysBetween } from '#core/day.ts'
import { type Currency, type Money, minus, plus, zero } from '#core/money.ts'

/** How late a receivable is (شريحة التأخير), from not yet due to more than ninety days. */
export const Bucket = z.enum(['not_due', 'days_1_30', 'days_31_60', 'days_61_90', 'days_over_90'])
export type Bucket = z.infer<typeof Bucket>

/** The buckets in order of lateness: a bucket's place here, 0 to 4, is its number. */
export const buckets: readonly Bucket[] = Bucket.options

/** The bucket of an item so many days after its due date: the due date itself is not late. */
export function bucketOf(daysLate: number): Bucket {
  if (daysLate <= 0) return 'not_due'
  if (daysLate <= 30) return 'days_1_30'
  if (daysLate <= 60) return 'days_31_60'
  if (daysLate <= 90) return 'days_61_90'
  return 'days_over_90'
}

/** What is owed in one currency, spread by lateness (أعمار الديون). */
export type Aging = Readonly<{
  currency: Currency
  buckets: Readonly<Record<Bucket, Money>>
  total: Money
}>

/**
 * Puts every balance into exactly one bucket, one row a currency (amounts of two currencies are
 * never added), sorted by currency. A customer's credit is a negative balance and ages by its day.
 */
export function age(
  items: readonly Readonly<{ dueOn: Day; balance: Money }>[],
  asOf: Day,
): readonly Aging[] {
  const rows = new Map<Currency, Aging>()
  for (const { dueOn, balance } of items) {
    const row = rows.get(balance.currency) ?? emptyAging(balance.currency)
    const bucket = bucketOf(daysBetween(dueOn, asOf))
    rows.set(balance.currency, {
      currency: balance.currency,
      buckets: { ...row.buckets, [bucket]: plus(row.buckets[bucket], balance) },
      total: plus(row.total, balance),
    })
  }
  return [...rows.values()].toSorted((a, b) => (a.currency < b.currency ? -1 : 1))
}

/** An aging with nothing in it, for a screen that shows the buckets before there is a debt. */
export function emptyAging(currency: Currency): Aging {
  const nothing = zero(currency)
  return {
    currency,
    buckets: {
      not_due: nothing,
      days_1_30: nothing,
      days_31_60: nothing,
      days_61_90: nothing,
      days_over_90: nothing,
    },
    total: nothing,
  }
}

/** A posted receivable line: an invoice is positive, a payment or a credit note negative. */
export type LineFact = Readonly<{ id: string; amount: Money; postedOn: Day; recordedAt: string }>

/** Money of one line (`fromId`) put against another (`toId`); taking it back is a negative row. */
export type SettlementFact = Readonly<{
  fromId: string
  toId: string
  amount: Money
  effectiveOn: Day
  recordedAt: string
}>

/** The books of a day (`asOf`), as they were known at an instant (`knownOn`), both included. */
export type Viewpoint = Readonly<{ asOf: Day; knownOn: string }>

/**
 * The balance of each line that the viewpoint sees, from the facts alone: a row counts if its day
 * had come and it had been recorded by then, so a late entry changes today's answer about a past
 * day but never the answer as it was known then. A settlement that touches a line not yet seen
 * waits for it, so that the balances always add up to the lines' amounts.
 */
export function balanceAsOf(
  lines: readonly LineFact[],
  settlements: readonly SettlementFact[],
  { asOf, knownOn }: Viewpoint,
): ReadonlyMap<string, Money> {
  const latest = instantKey(knownOn)
  const balances = new Map<string, Money>()
  const unseen = new Set<string>()
  for (const line of lines) {
    if (line.postedOn <= asOf && instantKey(line.recordedAt) <= latest)
      balances.set(line.id, line.amount)
    else unseen.add(line.id)
  }

  for (const { fromId, toId, amount, effectiveOn, recordedAt } of settlements) {
    if (effectiveOn > asOf || instantKey(recordedAt) > latest) continue
    if (unseen.has(fromId) || unseen.has(toId)) continue
    const from = balances.get(fromId)
    if (from !== undefined) balances.set(fromId, plus(from, amount))
    const to = balances.get(toId)
    if (to !== undefined) balances.set(toId, minus(to, amount))
  }
  return balances
}

/** Instants are compared as text, so `09:00:00Z` and `09:00:00.000Z` are first written alike. */
function instantKey(instant: string): string {
  const parts = /^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d)(?:\.(\d{1,9}))?Z$/.exec(instant)
  assert(parts !== null, 'an instant is written in UTC')
  return `${parts[1]}.${(parts[2] ?? '').padEnd(9, '0')}`
}
