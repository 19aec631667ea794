import { z } from 'zod'
import { ReachChannel } from '#core/contacts/customer.ts'
import { Day } from '#core/day.ts'
import { Direction, Id, NewId, PageInput, pageOf } from '#core/list.ts'
import { ReachAsked, ReachSeen, travelShape } from '#core/messaging/reach.ts'
import { Currency, Money } from '#core/money.ts'
import { PayToken } from '#core/payments/pay-link.ts'
import { byId, routesOf } from '#core/route.ts'
import { InstalmentState, PaymentPlanState } from './payment-plan.ts'
import { mostInstalments } from './payment-plan-schedule.ts'
import { PromisedItem } from './promise-api.ts'

export const PlanSettings = z.object({
  /** For how many days after its day money still keeps an instalment. */
  graceDays: z.int().min(0).max(30),
  /** With so many instalments missed a plan is broken. */
  breaksAfter: z.int().min(1).max(6),
  /** How far ahead the last instalment may lie. */
  daysAhead: z.int().min(30).max(1825),
  /** How many days before its day an instalment is reminded of; 0: on its day alone. */
  remindDays: z.int().min(0).max(14),
})
export type PlanSettings = z.infer<typeof PlanSettings>

const PlanPart = z.object({ dueOn: Day, minor: z.int().positive() })

/** A plan (خطة سداد) as it is offered: it begins once the customer has agreed. */
export const ProposePlan = PlanSettings.pick({ graceDays: true, breaksAfter: true }).extend({
  id: NewId,
  customerId: Id,
  amount: Money.refine(({ minor }) => minor > 0),
  /** Empty: what fell due first, as far as the amount reaches. */
  invoiceIds: z.array(Id).max(200).default([]),
  instalments: z.array(PlanPart).min(1).max(mostInstalments),
  /** The last day on which they may agree. */
  answerBy: Day,
  note: z.string().trim().max(1000).default(''),
})
export type ProposePlan = z.infer<typeof ProposePlan>

export const PaymentPlanRow = z.object({
  id: Id,
  customerId: Id,
  customerName: z.string().nullable(),
  state: PaymentPlanState,
  amount: Money,
  came: Money,
  times: z.int(),
  missed: z.int(),
  /** The first instalment that is not whole, and what it lacks; null once nothing is waited for. */
  next: z.object({ dueOn: Day, amount: Money }).nullable(),
  lastOn: Day,
  answerBy: Day,
  proposedAt: z.iso.datetime(),
  proposedBy: z.string(),
})
export type PaymentPlanRow = z.infer<typeof PaymentPlanRow>

export const PlanInstalment = z.object({
  dueOn: Day,
  amount: Money,
  paid: Money,
  state: InstalmentState,
  missed: z.boolean(),
  lastDay: Day,
})
export type PlanInstalment = z.infer<typeof PlanInstalment>

export const PaymentPlanRecord = PaymentPlanRow.extend({
  items: z.array(PromisedItem),
  instalments: z.array(PlanInstalment),
  graceDays: z.int(),
  breaksAfter: z.int(),
  note: z.string(),
  /** What they agree to, in their own language. */
  terms: z.string(),
  accepted: z
    .object({
      at: z.iso.datetime(),
      how: z.enum(['link', 'staff']),
      by: z.string(),
      /** From where, if it was by the link. */
      address: z.string().nullable(),
      note: z.string(),
    })
    .nullable(),
  ended: z.object({ at: z.iso.datetime(), reason: z.string() }).nullable(),
  replaces: Id.nullable(),
  /** What was said about single instalments, or why it was not. */
  notices: z.array(
    z.object({
      dueOn: Day,
      kind: z.enum(['before', 'due', 'late']),
      state: z.enum(['sent', 'held']),
      reasons: z.array(z.string()),
      at: z.iso.datetime(),
    }),
  ),
})
export type PaymentPlanRecord = z.infer<typeof PaymentPlanRecord>

export const PaymentPlansInput = PageInput.extend({
  customerId: Id.optional(),
  invoiceId: Id.optional(),
  state: z.array(PaymentPlanState).max(8).optional(),
  sort: z.enum(['proposed_at', 'last_on', 'amount']).default('proposed_at'),
  direction: Direction.default('desc'),
})
export type PaymentPlansInput = z.infer<typeof PaymentPlansInput>

export const PlanGround = PlanSettings.extend({
  today: Day,
  company: z.string(),
  offers: z.array(
    z.object({
      currency: Currency,
      owed: Money,
      items: z.array(
        z.object({
          itemId: Id,
          invoiceId: Id,
          number: z.string(),
          dueOn: Day,
          balance: Money,
          /** A plan that spreads it already; a new one takes its place once it is agreed to. */
          planned: z.boolean(),
        }),
      ),
    }),
  ),
})
export type PlanGround = z.infer<typeof PlanGround>

const Reasoned = z.string().trim().min(1).max(400)
export const AcceptPlan = z.object({
  id: Id,
  /** Who agreed, at the customer. */
  by: z.string().trim().min(1).max(120),
  note: Reasoned,
})
export type AcceptPlan = z.infer<typeof AcceptPlan>

/** A plan as whoever holds the link sees it. */
export const PagePlan = PaymentPlanRow.pick({
  id: true,
  state: true,
  amount: true,
  came: true,
  answerBy: true,
  next: true,
}).extend({
  instalments: z.array(PlanInstalment),
  invoiceIds: z.array(Id),
  numbers: z.array(z.string()),
  /** What has come due and is not there, if anything; else the next instalment. */
  toPay: Money.nullable(),
  terms: z.object({ ar: z.string(), en: z.string() }),
})
export type PagePlan = z.infer<typeof PagePlan>

const OnPage = z.object({ token: PayToken, planId: Id, requestId: NewId })
export const AcceptOnPage = OnPage.extend({
  name: z.string().trim().min(3).max(120),
  agreed: z.literal(true),
  language: z.enum(['ar', 'en']),
})
export type AcceptOnPage = z.infer<typeof AcceptOnPage>
export const DeclineOnPage = OnPage.extend({ reason: z.string().trim().max(400).default('') })
export type DeclineOnPage = z.infer<typeof DeclineOnPage>

const at = routesOf('collections')

/** The payment plans' part of the wire of collections. */
export const planContract = {
  paymentPlans: at('GET', '/payment-plans')
    .input(PaymentPlansInput)
    .output(pageOf(PaymentPlanRow).extend({ sums: z.array(Money) })),
  paymentPlan: at('GET', '/payment-plans/{id}').input(byId).output(PaymentPlanRecord),
  paymentPlanGround: at('GET', '/customers/{id}/payment-plan-ground')
    .input(byId)
    .output(PlanGround),
  proposePaymentPlan: at('POST', '/payment-plans').input(ProposePlan).output(PaymentPlanRecord),
  acceptPaymentPlan: at('POST', '/payment-plans/{id}/acceptance')
    .input(AcceptPlan)
    .output(PaymentPlanRecord),
  cancelPaymentPlan: at('POST', '/payment-plans/{id}/cancellation')
    .input(z.object({ id: Id, reason: Reasoned }))
    .output(PaymentPlanRecord),
  sendPaymentPlan: at('POST', '/payment-plans/{id}/sending')
    .input(z.object({ id: Id, requestId: NewId, ...travelShape }))
    .output(
      z.object({
        state: z.enum(['queued', 'refused']),
        reason: z.string().nullable(),
        channel: ReachChannel.nullable(),
      }),
    ),
  previewPaymentPlan: at('POST', '/payment-plans/{id}/sending/preview')
    .input(z.object({ id: Id, channel: ReachAsked.optional() }))
    .output(ReachSeen),
  printPaymentPlan: at('GET', '/payment-plans/{id}/file').input(byId).output(z.file()),
  paymentPlanSettings: at('GET', '/payment-plan-settings').input(z.object({})).output(PlanSettings),
  changePaymentPlanSettings: at('PUT', '/payment-plan-settings')
    .input(PlanSettings)
    .output(PlanSettings),

  /** What the holder of a pay link was offered, or has agreed to. */
  pagePlan: at('GET', '/pay/{token}/plan')
    .input(z.object({ token: PayToken }))
    .output(z.object({ plan: PagePlan.nullable() })),
  acceptPlanOnPage: at('POST', '/pay/{token}/plan/acceptance')
    .input(AcceptOnPage)
    .output(z.object({ plan: PagePlan.nullable() })),
  declinePlanOnPage: at('POST', '/pay/{token}/plan/refusal')
    .input(DeclineOnPage)
    .output(z.object({ plan: PagePlan.nullable() })),
}
