import { addDays, addMonths, type Day, endOfMonth, monthOf, weekdayOf } from '#core/day.ts'
import { type Aging, buckets as order } from '#core/ledger/aging.ts'
import { countBackDso } from '#core/ledger/measures.ts'
import { type Currency, type Money, share } from '#core/money.ts'
import type { Dashboard } from '#core/reports/api.ts'
import { planForValues } from '#platform/plan.ts'
import { type Look, query } from '#platform/query.ts'
import { ownersOf } from './reach.ts'
import * as receivables from './receivables.ts'
import { collectedSince, waitingWork } from './work.ts'

const firstOfMonth = (day: Day): Day => `${monthOf(day)}-01`

/** The last twelve months, oldest first, by the definition of core's `collectionRate`. */
function ratesOf(
  today: Day,
  currency: Currency,
  due: readonly receivables.MonthAmount[],
  paid: readonly receivables.PaidMonth[],
): Dashboard['rates'] {
  const months = Array.from({ length: 12 }, (_, back) =>
    monthOf(addMonths(firstOfMonth(today), back - 11)),
  )
  return months.map((month) => {
    let collectable = 0
    let collected = 0
    for (const row of due) if (row.month <= month) collectable += row.amount
    for (const row of paid) {
      if (row.due_month > month) continue
      if (row.paid_month < month) collectable -= row.amount
      if (row.paid_month === month) collected += row.amount
    }
    return {
      month,
      collectable: { minor: collectable, currency },
      collected: { minor: collected, currency },
      rateBasisPoints: collectable > 0 ? share(collected, 10_000, collectable) : null,
    }
  })
}

/** Days of sales that stand unpaid, counted back month by month from what is owed. */
function dsoOf(
  today: Day,
  owed: Money,
  sold: readonly receivables.MonthAmount[],
): Dashboard['dso'] {
  if (sold.length === 0) return null
  const byMonth = new Map(sold.map(({ month, amount }) => [month, amount]))
  const oldest = sold.at(-1)?.month ?? monthOf(today)
  const periods = []
  for (let day = today; monthOf(day) >= oldest; day = addDays(firstOfMonth(day), -1)) {
    const days = Number(day.slice(8))
    const sales = { minor: byMonth.get(monthOf(day)) ?? 0, currency: owed.currency }
    periods.push({ days, sales })
  }
  return countBackDso(owed, periods)
}

function expectedOf(
  today: Day,
  currency: Currency,
  rows: readonly { week: number; amount: number; items: number }[],
): Dashboard['expected'] {
  const sunday = addDays(today, -weekdayOf(today))
  return Array.from({ length: 8 }, (_, week) => {
    const row = rows.find((each) => each.week === week)
    return {
      startsOn: addDays(sunday, week * 7),
      expected: { minor: row?.amount ?? 0, currency },
      items: row?.items ?? 0,
    }
  })
}

function bucketsOf(amounts: readonly number[], currency: Currency): Aging['buckets'] {
  const money = order.map((bucket, at) => [bucket, { minor: amounts[at] ?? 0, currency }] as const)
  return Object.fromEntries(money) as Aging['buckets']
}

async function owedOf(look: Look, currency: Currency) {
  const open = await receivables.openByBucket(look)
  const buckets = [0, 0, 0, 0, 0]
  const others = new Map<Currency, number>()
  let unapplied = 0
  for (const row of open) {
    if (row.bucket === receivables.unapplied)
      unapplied += row.currency === currency ? row.amount : 0
    else if (row.currency === currency) buckets[row.bucket] = row.amount
    else others.set(row.currency, (others.get(row.currency) ?? 0) + row.amount)
  }
  const money = (minor: number): Money => ({ minor, currency })
  const sum = (from: number) => buckets.slice(from).reduce((total, each) => total + each, 0)
  return {
    outstanding: money(sum(0)),
    overdue: money(sum(1)),
    buckets: bucketsOf(buckets, currency),
    unapplied: money(unapplied),
    others: [...others].map(([other, minor]) => ({ minor, currency: other })),
  }
}

async function worstOf(
  look: Look,
  currency: Currency,
  habits: receivables.Settled['habits'],
): Promise<Dashboard['worst']> {
  const rows = await receivables.worstPayers(look, currency, ownersOf(look))
  const usual = new Map(habits.map(({ customer_id, days }) => [customer_id, days]))
  return rows.map((row) => {
    const days = usual.get(row.customer_id)
    return {
      customerId: row.customer_id,
      name: row.name,
      overdue: { minor: row.overdue, currency },
      buckets: bucketsOf(row.buckets.map(Number), currency),
      usualDaysLate: days === undefined ? null : Math.round(days),
    }
  })
}

/** Sales are read as far back as they take to make up what is owed, which is seldom far. */
async function dsoFrom(look: Look, owed: Money): Promise<Dashboard['dso']> {
  for (const months of [6, 24]) {
    const since = firstOfMonth(addMonths(look.today, -months))
    const sold = await receivables.soldByMonth(look, owed.currency, since)
    const made = sold.reduce((sum, { amount }) => sum + Math.max(amount, 0), 0)
    if (sold.length > 0 && made >= owed.minor) return dsoOf(look.today, owed, sold)
  }
  return dsoOf(look.today, owed, await receivables.soldByMonth(look, owed.currency, '0001-01-01'))
}

/** The owner's morning: what is owed, how late, what came, what is expected, what waits for a person. */
export const showDashboard = query('reports.read', async (look): Promise<Dashboard> => {
  const { today, baseCurrency: currency } = look
  await planForValues(look)
  const owed = await owedOf(look, currency)
  const due = await receivables.dueByMonth(look, currency)
  const quarterAgo = endOfMonth(addMonths(today, -3))
  const { paid, late, habits } = await receivables.readSettled(look, currency, [
    { from: addDays(today, -90), to: today },
    { from: addDays(quarterAgo, -90), to: quarterAgo },
  ])
  return {
    asOf: today,
    currency,
    ...owed,
    overdueMonthAgo: {
      minor: await receivables.overdueOn(look, addMonths(today, -1), currency),
      currency,
    },
    collected: await collectedSince(look, firstOfMonth(today), currency),
    rates: ratesOf(today, currency, due, paid),
    daysLate: { now: late[0] ?? null, threeMonthsAgo: late[1] ?? null },
    dso: await dsoFrom(look, owed.outstanding),
    expected: expectedOf(today, currency, await receivables.expectedByWeek(look, currency, habits)),
    worst: await worstOf(look, currency, habits),
    waiting: await waitingWork(look),
  }
})
