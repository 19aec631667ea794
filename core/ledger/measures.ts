import { type Day, monthOf } from '#core/day.ts'
import { type Money, minus, plus, share, total, zero } from '#core/money.ts'

/** A stretch of time and what was sold on credit in it, VAT included as receivables are. */
export type SalesPeriod = Readonly<{ days: number; sales: Money }>

/** Days with one decimal; `complete` is false when the history ended before the receivable was used up. */
export type CountBack = Readonly<{ days: number; complete: boolean }>

/** A receivable as the measures see it: when it was due, and what was paid of it on which day. */
export type Collectable = Readonly<{
  dueOn: Day
  amount: Money
  settled: readonly Readonly<{ on: Day; amount: Money }>[]
}>

/** The month's rate in hundredths of a percent, with the two amounts it is made of. */
export type CollectionRate = Readonly<{
  collectable: Money
  collected: Money
  rateBasisPoints: number | null
}>

/**
 * Count-back DSO: takes the sales of the newest period from what customers owe, then of the one
 * before, and counts the days so used up; of the last period only the part that was needed. It
 * does not swing with the season, as what is owed ÷ what was sold would. A period that sold nothing counts its days.
 */
export function countBackDso(receivable: Money, newestFirst: readonly SalesPeriod[]): CountBack {
  let left = receivable
  let days = 0
  for (const period of newestFirst) {
    if (left.minor <= 0) break
    if (period.sales.minor > left.minor) {
      const tenths = share(left.minor, period.days * 10, period.sales.minor)
      return { days: (days * 10 + tenths) / 10, complete: true }
    }
    days += period.days
    // More credit notes than invoices in a period must not make the debt older than it is.
    if (period.sales.minor > 0) left = minus(left, period.sales)
  }
  return { days, complete: left.minor <= 0 }
}

/**
 * Collection rate of a month (نسبة التحصيل), `2026-11`: of everything that was due by the month's
 * end and not yet paid when it began, the part paid in the month. Money paid early for a later
 * month counts in neither, so the rate is never above 100 %; null when nothing was collectable.
 */
export function collectionRate(
  items: readonly Collectable[],
  month: string,
  currency: Money['currency'],
): CollectionRate {
  let collectable = zero(currency)
  let collected = zero(currency)
  for (const { dueOn, amount, settled } of items) {
    if (monthOf(dueOn) > month) continue
    const paidIf = (wanted: (paidIn: string) => boolean): Money =>
      total(
        settled.filter(({ on }) => wanted(monthOf(on))).map((part) => part.amount),
        currency,
      )
    const before = paidIf((paidIn) => paidIn < month)
    collectable = plus(collectable, minus(amount, before))
    collected = plus(
      collected,
      paidIf((paidIn) => paidIn === month),
    )
  }
  const rateBasisPoints =
    collectable.minor > 0 ? share(collected.minor, 10_000, collectable.minor) : null
  return { collectable, collected, rateBasisPoints }
}
