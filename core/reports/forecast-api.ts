import { z } from 'zod'
import { Day } from '#core/day.ts'
import { Id, PageInput, pageOf } from '#core/list.ts'
import { Currency, Money } from '#core/money.ts'
import { routesOf } from '#core/route.ts'
import { forecastSources } from './forecast.ts'

/** Whose customers: of one owner, or of all whom the reader reaches. */
export const Whose = z.object({ ownerId: Id.optional() })
export const ForecastInput = Whose.extend({ currency: Currency.optional() })
export type ForecastInput = z.infer<typeof ForecastInput>

export const ForecastSource = z.enum(forecastSources)
const bySource = z.record(ForecastSource, Money)

const ForecastWeek = z.object({
  startsOn: Day,
  endsOn: Day,
  bySource,
  expected: Money,
  /** Eight weeks in ten come between the two. */
  low: Money,
  high: Money,
})

export const ForecastView = z.object({
  asOf: Day,
  currency: Currency,
  /** In which currencies anything is open. */
  currencies: z.array(Currency),
  weeks: z.array(ForecastWeek),
  /** What is expected after the last week, or never. */
  later: Money,
  total: Money,
})
export type ForecastView = z.infer<typeof ForecastView>

export const ForecastRowsInput = PageInput.extend({
  ...ForecastInput.shape,
  /** The first day of the week; without it, what is expected later or never. */
  week: Day.optional(),
  source: ForecastSource.optional(),
})
export type ForecastRowsInput = z.infer<typeof ForecastRowsInput>

export const ExpectedDay = z.object({ on: Day, from: Day, to: Day.nullable() })
export type ExpectedDay = z.infer<typeof ExpectedDay>
/** What an expected day rests on. */
export const ExpectedWhy = z.enum(['habit', 'promise', 'plan', 'cheque', 'disputed'])
export type ExpectedWhy = z.infer<typeof ExpectedWhy>

export const ForecastRow = z.object({
  itemId: Id,
  /** Null: owed by an entry that is no invoice. */
  invoiceId: Id.nullable(),
  number: z.string(),
  customerId: Id,
  customerName: z.string(),
  dueOn: Day,
  balance: Money,
  /** What of it is expected in the week. */
  expected: Money,
  day: ExpectedDay.nullable(),
  why: ExpectedWhy,
})
export type ForecastRow = z.infer<typeof ForecastRow>

const Miss = z.object({
  /** In parts of what came; null: nothing came. */
  wape: z.number().nullable(),
  bias: z.number().nullable(),
})
const Misses = z.object({ forecast: Miss, dueDay: Miss, companyMean: Miss })

export const ForecastCheck = z.object({
  currency: Currency,
  /** Each of the last complete weeks, as it was forecast on its own first day. */
  weeks: z.array(
    z.object({
      startsOn: Day,
      forecast: Money,
      low: Money,
      high: Money,
      dueDay: Money,
      companyMean: Money,
      /** What came of what stood then. */
      came: Money,
    }),
  ),
  /** By how many weeks before its own the forecast was made, and all of them together. */
  ahead: z.array(Misses.extend({ weeks: z.int() })),
  all: Misses,
  /** In how many of how many weeks what came lay within the range. */
  within: z.object({ count: z.int(), of: z.int() }),
})
export type ForecastCheck = z.infer<typeof ForecastCheck>

const at = routesOf('reports')

export const forecastContract = {
  forecast: at('GET', '/reports/forecast').input(ForecastInput).output(ForecastView),
  forecastRows: at('GET', '/reports/forecast/rows')
    .input(ForecastRowsInput)
    .output(pageOf(ForecastRow).extend({ sum: Money })),
  forecastCheck: at('GET', '/reports/forecast/check').input(ForecastInput).output(ForecastCheck),
  forecastFile: at('GET', '/reports/forecast/file').input(ForecastInput).output(z.file()),
}
