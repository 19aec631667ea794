import { addDays, weekdayOf } from '#core/day.ts'
import type { Currency, Money } from '#core/money.ts'
import { type ForecastWeek, forecast, weeksFrom } from '#core/reports/forecast.ts'
import type { ForecastInput, ForecastView } from '#core/reports/forecast-api.ts'
import { planForValues } from '#platform/plan.ts'
import { type Look, query } from '#platform/query.ts'
import { curveOf, readHabits, rulesOf } from './habits.ts'
import { ownersOf } from './reach.ts'
import { besideItems, keepRecord } from './words-given.ts'

/** A quarter of a year: what is farther ahead is hardly more than the invoices' own sum. */
const weeksAhead = 13

/** The weeks from today on, the first ending on its own Saturday. */
export const weeksOf = (today: string) => weeksFrom(6 - weekdayOf(today), weeksAhead)

/** Everything that the forecast of a currency is made of. */
export async function groundOf(look: Look, { ownerId, currency }: ForecastInput) {
  await planForValues(look)
  const wanted = currency ?? look.baseCurrency
  const owners = ownersOf(look, ownerId)
  const beside = await besideItems(look, { currency: wanted }, await keepRecord(look))
  const rules = await rulesOf(look)
  return {
    currency: wanted,
    owners,
    beside,
    rules,
    habits: await readHabits(look, wanted, owners, beside),
  }
}

function weekView(
  today: string,
  { from, to }: { from: number; to: number },
  week: ForecastWeek,
  currency: Currency,
) {
  const money = (minor: number): Money => ({ minor, currency })
  const { due, promise, plan, cheque } = week.bySource
  return {
    startsOn: addDays(today, from),
    endsOn: addDays(today, to),
    bySource: {
      due: money(due),
      promise: money(promise),
      plan: money(plan),
      cheque: money(cheque),
    },
    expected: money(week.expected),
    low: money(week.low),
    high: money(week.high),
  }
}

/** Expected money by week (توقعات التحصيل), from what is open now. */
export const showForecast = query(
  'reports.read',
  async (look, input: ForecastInput): Promise<ForecastView> => {
    const { currency, rules, habits } = await groundOf(look, input)
    const weeks = weeksOf(look.today)
    const debtors = [...habits.debts.values()]
      .filter(({ owed }) => owed.length > 0)
      .map(({ ends, owed }) => ({ curve: curveOf(habits, ends), owed }))
    const found = forecast(debtors, weeks, rules)
    return {
      asOf: look.today,
      currency,
      // The company's own first.
      currencies: [
        look.baseCurrency,
        ...habits.currencies.filter((each) => each !== look.baseCurrency),
      ],
      weeks: found.weeks.flatMap((week, at) => {
        const days = weeks[at]
        return days ? [weekView(look.today, days, week, currency)] : []
      }),
      later: { minor: found.later, currency },
      total: { minor: found.total, currency },
    }
  },
)
