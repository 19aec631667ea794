import { z } from 'zod'
import { type Day, daysBetween } from '#core/day.ts'
import { type Currency, type Money, plus, zero } from '#core/money.ts'

/** How late a receivable is (شريحة التأخير), from not yet due to more than ninety days. */
export const Bucket = z.enum(['not_due', 'days_1_30', 'days_31_60', 'days_61_90', 'days_over_90'])
export type Bucket = z.infer<typeof Bucket>

/** The buckets in order of lateness: a bucket's place here, 0 to 4, is its number. */
export const buckets: readonly Bucket[] = Bucket.options

/** How many days late the first and the last of a bucket are: the due date itself is not late. */
export const daysIn: Readonly<
  Record<Bucket, readonly [first: number | null, last: number | null]>
> = {
  not_due: [null, 0],
  days_1_30: [1, 30],
  days_31_60: [31, 60],
  days_61_90: [61, 90],
  days_over_90: [91, null],
}

/** The bucket of an item so many days after its due date. */
export const bucketOf = (daysLate: number): Bucket =>
  buckets.find((bucket) => daysLate <= (daysIn[bucket][1] ?? daysLate)) ?? 'days_over_90'

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
