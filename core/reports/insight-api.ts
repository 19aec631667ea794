import { z } from 'zod'
import { Risk, RiskReason, remedies } from '#core/collections/risk.ts'
import { Day } from '#core/day.ts'
import { Id, PageInput, pageOf } from '#core/list.ts'
import { Money } from '#core/money.ts'
import { byId, routesOf } from '#core/route.ts'
import { ExpectedDay, ExpectedWhy, Whose } from './forecast-api.ts'

const days = z.number().nullable()
const Way = z.object({ key: z.string(), reached: z.int(), tried: z.int() })
const Kept = z.object({ kept: z.int(), of: z.int() })

export const RiskView = z.object({
  risk: Risk,
  points: z.int(),
  reasons: z.array(RiskReason),
})

export const Insight = z.object({
  invoices: z.int(),
  plain: days,
  weighted: days,
  usual: days,
  spread: days,
  onTime: days,
  recent: days,
  before: days,
  trend: z.enum(['better', 'worse', 'steady']).nullable(),
  /** How late the company's customers pay on the whole. */
  companyMean: days,
  best: z.object({ channel: Way.nullable(), hours: Way.nullable() }),
  keep: Kept,
  disputes: z.object({ open: z.int(), inYear: z.int() }),
  risk: RiskView,
  remedy: z.enum(remedies).nullable(),
  items: z.array(
    z.object({
      itemId: Id,
      invoiceId: Id.nullable(),
      number: z.string(),
      dueOn: Day,
      balance: Money,
      day: ExpectedDay.nullable(),
      why: ExpectedWhy,
    }),
  ),
})
export type Insight = z.infer<typeof Insight>

export const InvoiceExpected = z.object({
  day: ExpectedDay.nullable(),
  why: ExpectedWhy,
  /** What the day is read from, when it is a habit. */
  invoices: z.int(),
  usual: days,
})
export type InvoiceExpected = z.infer<typeof InvoiceExpected>

export const Remedy = z.enum(remedies)
export const ProblemsInput = PageInput.extend({
  ...Whose.shape,
  risk: Risk.optional(),
  remedy: Remedy.optional(),
})
export type ProblemsInput = z.infer<typeof ProblemsInput>

export const ProblemDebtor = z.object({
  customerId: Id,
  name: z.string(),
  owed: Money,
  overdue: Money,
  over90: Money,
  usual: days,
  keep: Kept,
  risk: RiskView,
  remedy: Remedy,
})
export type ProblemDebtor = z.infer<typeof ProblemDebtor>

const at = routesOf('reports')

export const insightContract = {
  insight: at('GET', '/customers/{id}/insight').input(byId).output(Insight),
  /** Null: nothing of it is open. */
  expected: at('GET', '/invoices/{id}/expected')
    .input(byId)
    .output(z.object({ expected: InvoiceExpected.nullable() })),
  problemDebtors: at('GET', '/reports/problem-debtors')
    .input(ProblemsInput)
    .output(pageOf(ProblemDebtor).extend({ sum: Money })),
}
