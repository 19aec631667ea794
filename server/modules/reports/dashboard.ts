import { addDays, addMonths, type Day, endOfMonth, monthOf } from '#core/day.ts'
import { type Aging, buckets as order } from '#core/ledger/aging.ts'
import type { Currency, Money } from '#core/money.ts'
import type { Dashboard } from '#core/reports/api.ts'
import { dsoAt, rateOf } from '#core/reports/months.ts'
import { customersWithin } from '#modules/contacts/index.ts'
import { planForValues } from '#platform/plan.ts'
import { type Look, query } from '#platform/query.ts'
import * as receivables from './receivables.ts'
import { collectedSince, waitingWork } from './work.ts'

const startOfMonth = (day: Day): Day => `${monthOf(day)}-01`

/** The last twelve months, oldest first. */
function ratesOf(
  today: Day,
  currency: Currency,
  due: readonly receivables.MonthAmount[],
  paid: readonly receivables.PaidMonth[],
): Dashboard['rates'] {
  const moves = {
    sold: due.map(({ month, amount }) => ({ dueOn: `${month}-01`, minor: amount })),
    settled: paid.map(({ due_month, paid_month, amount }) => ({
      ...{ dueOn: `${due_month}-01`, settledIn: paid_month, minor: amount },
    })),
  }
  return Array.from({ length: 12 }, (_, back) => {
    const month = monthOf(addMonths(startOfMonth(today), back - 11))
    const { collectable, collected, rateBasisPoints } = rateOf(moves, month)
    return {
      month,
      collectable: { minor: collectable, currency },
      collected: { minor: collected, currency },
      rateBasisPoints,
    }
  })
}

function bucketsOf(amounts: readonly number[], currency: Currency): Aging['buckets'] {
  const money = order.map((bucket, at) => [bucket, { minor: amounts[at] ?? 0, currency }] as const)
  return Object.fromEntries(money) as Aging['buckets']
}

async function owedOf(look: Look, currency: Currency, within: receivables.Within) {
  const open = await receivables.openByBucket(look, within)
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
  within: receivables.Within,
): Promise<Dashboard['worst']> {
  const rows = await receivables.worstPayers(look, currency, within)
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
async function dsoFrom(
  look: Look,
  owed: Money,
  within: receivables.Within,
): Promise<Dashboard['dso']> {
  const { currency } = owed
  const dsoOf = (sold: readonly receivables.MonthAmount[]) => {
    const sales = new Map(sold.map(({ month, amount }) => [month, amount]))
    return dsoAt({ currency, sales }, look.today, owed.minor)
  }
  for (const months of [6, 24]) {
    const since = startOfMonth(addMonths(look.today, -months))
    const sold = await receivables.soldByMonth(look, currency, since, within)
    const made = sold.reduce((sum, { amount }) => sum + Math.max(amount, 0), 0)
    if (sold.length > 0 && made >= owed.minor) return dsoOf(sold)
  }
  return dsoOf(await receivables.soldByMonth(look, currency, '0001-01-01', within))
}

/** The morning of whoever reads, of the customers in their reach: what is owed, how late, what came, what waits for a person. */
export const showDashboard = query('reports.read', async (look): Promise<Dashboard> => {
  const { today, baseCurrency: currency } = look
  await planForValues(look)
  const within = (await customersWithin(look, 'reports.read')) ?? null
  const owed = await owedOf(look, currency, within)
  const due = await receivables.dueByMonth(look, currency, within)
  const quarterAgo = endOfMonth(addMonths(today, -3))
  const spans = [
    { from: addDays(today, -90), to: today },
    { from: addDays(quarterAgo, -90), to: quarterAgo },
  ] as const
  const { paid, late, habits } = await receivables.readSettled(look, currency, spans, within)
  return {
    asOf: today,
    currency,
    ...owed,
    overdueMonthAgo: {
      minor: await receivables.overdueOn(look, addMonths(today, -1), currency, within),
      currency,
    },
    collected: await collectedSince(look, startOfMonth(today), currency, within),
    rates: ratesOf(today, currency, due, paid),
    daysLate: { now: late[0] ?? null, threeMonthsAgo: late[1] ?? null },
    dso: await dsoFrom(look, owed.outstanding, within),
    worst: await worstOf(look, currency, habits, within),
    waiting: await waitingWork(look, within),
  }
})
