import { z } from 'zod'
import { ContactChannel, ContactOutcome } from '#core/collections/desk/outcome.ts'
import { Day } from '#core/day.ts'
import { Bucket } from '#core/ledger/aging.ts'
import { Id, PageInput, pageOf } from '#core/list.ts'
import { Currency, Money } from '#core/money.ts'
import { routesOf } from '#core/route.ts'
import { ForecastInput, Whose } from './forecast-api.ts'
import { delinquentReasons } from './months.ts'

export const FiguresInput = ForecastInput.extend({ asOf: Day.optional() })
export type FiguresInput = z.infer<typeof FiguresInput>

export const Waits = z.object({
  count: z.int(),
  median: z.number().nullable(),
  ninth: z.number().nullable(),
})

export const FigureMonth = z.object({
  /** `2026-11` */
  month: z.string(),
  /** Its last day, or the day that was asked for. */
  endsOn: Day,
  buckets: z.record(Bucket, Money),
  owed: Money,
  dso: z.number().nullable(),
  bestDso: z.number().nullable(),
  add: z.number().nullable(),
  ceiBasisPoints: z.int().nullable(),
  collectable: Money,
  collected: Money,
  rateBasisPoints: z.int().nullable(),
  rolls: z.array(
    z.object({ from: Bucket, stood: Money, cleared: Money, stayed: Money, worse: Money }),
  ),
  /** Of promises for days of this month whose outcome was known. */
  promises: z.object({ kept: z.int(), of: z.int(), promised: Money, came: Money }),
  /** From the day an invoice was late to the first contact about it, in days. */
  firstContact: Waits,
})
export type FigureMonth = z.infer<typeof FigureMonth>

export const DelinquentReason = z.enum(delinquentReasons)

export const Figures = z.object({
  asOf: Day,
  currency: Currency,
  /** Twelve, oldest first. */
  months: z.array(FigureMonth),
  /** Why what is overdue is not paid, with the days of sales that each reason stands for. */
  delinquent: z.array(
    z.object({
      reason: DelinquentReason,
      amount: Money,
      items: z.int(),
      days: z.number().nullable(),
    }),
  ),
})
export type Figures = z.infer<typeof Figures>

export const DelinquentInput = PageInput.extend({
  ...FiguresInput.shape,
  reason: DelinquentReason.optional(),
})
export type DelinquentInput = z.infer<typeof DelinquentInput>

export const DelinquentRow = z.object({
  itemId: Id,
  invoiceId: Id.nullable(),
  number: z.string(),
  customerId: Id,
  customerName: z.string(),
  dueOn: Day,
  daysLate: z.int(),
  balance: Money,
  reason: DelinquentReason,
  lastContactOn: Day.nullable(),
})
export type DelinquentRow = z.infer<typeof DelinquentRow>

export const CollectorsInput = z.object({ from: Day, to: Day, userId: Id.optional() })
export type CollectorsInput = z.infer<typeof CollectorsInput>

const Work = z.object({
  contacts: z.int(),
  /** Those in which somebody was spoken with. */
  reached: z.int(),
  promises: z.int(),
  promised: Money,
  /** What came from customers while they were this collector's. */
  money: Money,
})
export const CollectorRow = Work.extend({
  userId: Id,
  name: z.string(),
  /** Of the promises they took for days in the range whose outcome is known. */
  kept: z.int(),
  of: z.int(),
})
export type CollectorRow = z.infer<typeof CollectorRow>
export const CollectorDay = Work.extend({ day: Day })
export type CollectorDay = z.infer<typeof CollectorDay>

export const Collectors = z.object({
  currency: Currency,
  rows: z.array(CollectorRow),
  days: z.array(CollectorDay),
})
export type Collectors = z.infer<typeof Collectors>

export const ContactsInput = PageInput.extend({
  ...CollectorsInput.shape,
  reached: z.boolean().optional(),
})
export type ContactsInput = z.infer<typeof ContactsInput>

export const ContactRow = z.object({
  id: Id,
  at: z.iso.datetime(),
  customerId: Id,
  customerName: z.string(),
  by: z.string(),
  channel: ContactChannel,
  direction: z.enum(['in', 'out']),
  outcome: ContactOutcome,
  note: z.string(),
})
export type ContactRow = z.infer<typeof ContactRow>

export const CollectorChoice = z.object({ id: Id, name: z.string() })

const at = routesOf('reports')

export const figuresContract = {
  figures: at('GET', '/reports/figures').input(FiguresInput).output(Figures),
  figuresFile: at('GET', '/reports/figures/file').input(FiguresInput).output(z.file()),
  delinquent: at('GET', '/reports/delinquent')
    .input(DelinquentInput)
    .output(pageOf(DelinquentRow).extend({ sum: Money })),
  collectors: at('GET', '/reports/collectors').input(CollectorsInput).output(Collectors),
  collectorsFile: at('GET', '/reports/collectors/file').input(CollectorsInput).output(z.file()),
  contacts: at('GET', '/reports/contacts').input(ContactsInput).output(pageOf(ContactRow)),
  /** Those who own customers within reach: whom a figure may be narrowed to. */
  owners: at('GET', '/reports/owners')
    .input(Whose.omit({ ownerId: true }))
    .output(z.array(CollectorChoice)),
}
