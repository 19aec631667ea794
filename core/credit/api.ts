import { z } from 'zod'
import { PaymentTerms } from '#core/contacts/terms.ts'
import { Day } from '#core/day.ts'
import { Direction, Id, PageInput, pageOf } from '#core/list.ts'
import { Money } from '#core/money.ts'
import { routesOf } from '#core/route.ts'
import { applicationContract, CreditApplication } from './application.ts'
import { formContract } from './form.ts'
import { CreditPolicy, CreditReasonCode } from './policy.ts'
import { scoreParts } from './score.ts'

const Said = z.string().trim().min(3).max(400)
const Limit = Money.refine(({ minor }) => minor >= 0 && minor <= 1_000_000_000_000)

/** Why a customer may not buy on credit, with the figure that it is about. */
export const CreditReason = z.object({
  code: CreditReasonCode,
  amount: Money.nullable(),
  days: z.int().nullable(),
  on: Day.nullable(),
})
export type CreditReason = z.infer<typeof CreditReason>

/** How a customer stands with the policy; amounts in the books' own currency. */
export const CreditStanding = z.object({
  customerId: Id,
  /** Whether the company has a policy of its own, and what it does with who is beyond it. */
  ruled: z.boolean(),
  enforcement: CreditPolicy.shape.enforcement,
  allowed: z.boolean(),
  reasons: z.array(CreditReason),
  exposure: Money,
  limit: Money,
  headroom: Money,
  /** Null: nobody granted anything. */
  granted: z
    .object({
      limit: Money,
      terms: PaymentTerms,
      conditions: z.string(),
      validUntil: Day.nullable(),
      reviewOn: Day,
      at: z.iso.datetime(),
      by: z.string(),
    })
    .nullable(),
  hold: z.object({ reason: z.string(), at: z.iso.datetime(), by: z.string() }).nullable(),
  release: z.object({ reason: z.string(), until: Day, by: z.string() }).nullable(),
  /** What the policy begins a grant with. */
  first: z.object({ terms: PaymentTerms, reviewOn: Day }),
})
export type CreditStanding = z.infer<typeof CreditStanding>

export const CreditProposal = z.object({
  points: z.int(),
  parts: z.array(z.object({ part: z.enum(scoreParts), points: z.int(), most: z.int() })),
  tooNew: z.boolean(),
  limit: Money,
  terms: PaymentTerms,
  monthly: Money,
  months: z.int(),
  rewardPercent: z.int(),
  averageDaysLate: z.int(),
  paidCount: z.int(),
  streak: z.int(),
})
export type CreditProposal = z.infer<typeof CreditProposal>

/** All of a customer's credit, as their record shows it. */
export const CustomerCredit = z.object({
  standing: CreditStanding,
  proposal: CreditProposal,
  applications: z.array(CreditApplication),
})
export type CustomerCredit = z.infer<typeof CustomerCredit>

export const GrantCredit = z.object({
  customerId: Id,
  limit: Limit,
  terms: PaymentTerms,
  conditions: z.string().trim().max(400).default(''),
  validUntil: Day.nullable().default(null),
  reviewOn: Day,
  reason: Said,
})
export type GrantCredit = z.output<typeof GrantCredit>

export const HoldCredit = z.object({ customerId: Id, reason: Said })
export type HoldCredit = z.infer<typeof HoldCredit>

/** Takes a hold by hand off, and lets the customer buy in spite of what is overdue until the day. */
export const ReleaseCredit = HoldCredit.extend({ until: Day.nullable().default(null) })
export type ReleaseCredit = z.output<typeof ReleaseCredit>

export const CreditView = z.enum(['all', 'held', 'near', 'over', 'review', 'applied'])
export type CreditView = z.infer<typeof CreditView>

export const CreditListInput = PageInput.extend({
  view: CreditView.default('all'),
  q: z.string().trim().max(120).optional(),
  sort: z.enum(['name', 'exposure', 'headroom', 'review_on', 'limit']).default('headroom'),
  direction: Direction.default('asc'),
})
export type CreditListInput = z.output<typeof CreditListInput>

export const CreditRow = z.object({
  customerId: Id,
  name: z.string(),
  number: z.string(),
  limit: Money,
  exposure: Money,
  headroom: Money,
  overdue: Money,
  reasons: z.array(CreditReasonCode),
  reviewOn: Day.nullable(),
  reviewDue: z.boolean(),
  /** The application that waits for a decision. */
  applicationId: Id.nullable(),
})
export type CreditRow = z.infer<typeof CreditRow>

const ListFilter = CreditListInput.omit({ cursor: true, limit: true })
export const CreditSettings = CreditPolicy.extend({ ruled: z.boolean() })
export type CreditSettings = z.infer<typeof CreditSettings>

const at = routesOf('credit')

/** The wire of credit: parsed by the server, typed and called in the browser, printed as OpenAPI. */
export const creditContract = {
  list: at('GET', '/credit')
    .input(CreditListInput)
    .output(
      pageOf(CreditRow).extend({
        sums: z.object({ limit: Money, exposure: Money }),
        counts: z.record(CreditView, z.int()),
      }),
    ),
  exportList: at('GET', '/credit.csv').input(ListFilter).output(z.file()),
  show: at('GET', '/customers/{id}/credit')
    .input(z.object({ id: Id }))
    .output(CustomerCredit),
  /** How a sale of so much would stand, before it is made. */
  check: at('GET', '/customers/{id}/credit-check')
    .input(
      z.object({
        id: Id,
        minor: z.int().min(0).default(0),
      }),
    )
    .output(CreditStanding),
  grant: at('POST', '/customers/{customerId}/credit').input(GrantCredit).output(CreditStanding),
  hold: at('POST', '/customers/{customerId}/credit-hold').input(HoldCredit).output(CreditStanding),
  release: at('POST', '/customers/{customerId}/credit-release')
    .input(ReleaseCredit)
    .output(CreditStanding),
  settings: at('GET', '/credit-policy').input(z.object({})).output(CreditSettings),
  changeSettings: at('PUT', '/credit-policy').input(CreditPolicy).output(CreditSettings),
  ...applicationContract,
  ...formContract,
}
