import { oc } from '@orpc/contract'
import { z } from 'zod'
import { Day } from '#core/day.ts'
import { Bucket } from '#core/ledger/aging.ts'
import { Id } from '#core/list.ts'
import { Currency, Money } from '#core/money.ts'
import { figuresContract } from './figures-api.ts'
import { forecastContract } from './forecast-api.ts'
import { insightContract } from './insight-api.ts'

/** What is owed by lateness. */
const Buckets = z.record(Bucket, Money)

export const WorstPayer = z.object({
  customerId: Id,
  name: z.string(),
  overdue: Money,
  buckets: Buckets,
  /** How late this customer's payments of the last year came, each riyal weighing the same. */
  usualDaysLate: z.number().nullable(),
})

export const RateMonth = z.object({
  /** `2026-11` */
  month: z.string(),
  collectable: Money,
  collected: Money,
  rateBasisPoints: z.int().nullable(),
})

/** Work that waits for a person, with how much of it there is. */
export const WaitingKind = z.enum([
  'held_reminders',
  'unknown_messages',
  'failed_messages',
  'never_sent',
  'old_drafts',
  'unapplied_credit',
  'flagged_payments',
  'books_problems',
])
export type WaitingKind = z.infer<typeof WaitingKind>

export const Dashboard = z.object({
  asOf: Day,
  currency: Currency,
  outstanding: Money,
  overdue: Money,
  /** What was overdue on the same day a month ago, by what is known now. */
  overdueMonthAgo: Money,
  buckets: Buckets,
  /** Money of customers that no invoice has taken yet. */
  unapplied: Money,
  /** What is owed in other currencies: never added to the rest. */
  others: z.array(Money),
  collected: z.object({
    amount: Money,
    payments: z.int(),
    lastAt: z.iso.datetime().nullable(),
  }),
  rates: z.array(RateMonth),
  daysLate: z.object({ now: z.number().nullable(), threeMonthsAgo: z.number().nullable() }),
  dso: z.object({ days: z.number(), complete: z.boolean() }).nullable(),
  worst: z.array(WorstPayer),
  waiting: z.array(z.object({ kind: WaitingKind, count: z.int() })),
})
export type Dashboard = z.infer<typeof Dashboard>

/** How far the first day has come: each step is read from the rows, none is ticked by hand. */
export const FirstDay = z.object({
  customers: z.int(),
  invoices: z.int(),
  booksClean: z.boolean(),
  mailReady: z.boolean(),
  remindersOn: z.boolean(),
})
export type FirstDay = z.infer<typeof FirstDay>

/** The wire of reports: parsed by the server, typed and called in the browser, printed as OpenAPI. */
export const reportsContract = {
  dashboard: oc
    .route({ method: 'GET', path: '/reports/dashboard', tags: ['reports'] })
    .input(z.object({}))
    .output(Dashboard),
  firstDay: oc
    .route({ method: 'GET', path: '/reports/first-day', tags: ['reports'] })
    .input(z.object({}))
    .output(FirstDay),
  ...forecastContract,
  ...figuresContract,
  ...insightContract,
}
