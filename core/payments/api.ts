import { z } from 'zod'
import { ReachChannel } from '#core/contacts/customer.ts'
import { Day } from '#core/day.ts'
import { Direction, Id, NewId, PageInput, pageOf } from '#core/list.ts'
import { ReachAsked, ReachSeen, travelShape } from '#core/messaging/reach.ts'
import { Currency, Money } from '#core/money.ts'
import { byId, none, routesOf } from '#core/route.ts'
import { bankContract } from './bank-api.ts'
import { depositContract } from './deposit-api.ts'
import { earlyContract } from './early-api.ts'
import { instrumentContract } from './instrument-api.ts'
import { noticeContract } from './notice-api.ts'
import * as link from './pay-link.ts'
import * as payment from './payment.ts'
import { Promised } from './promised.ts'
import * as statement from './statement-mail.ts'
import { statementPlanContract } from './statement-plan-api.ts'

export * from './bank/line.ts'
export * from './bank-api.ts'
export * from './deposit.ts'
export * from './deposit-api.ts'
export * from './instrument.ts'
export * from './instrument-api.ts'
export * from './notice.ts'
export * from './notice-api.ts'
export * from './pay-link.ts'
export * from './payment.ts'
export * from './statement-mail.ts'
export * from './statement-plan.ts'
export * from './statement-plan-api.ts'

const filters = {
  search: z.string().trim().max(120).optional(),
  customerId: Id.optional(),
  method: z.array(payment.Method).max(5).optional(),
  source: z.array(payment.Source).max(3).optional(),
  from: Day.optional(),
  to: Day.optional(),
  /** Only payments with money left on the customer's account. */
  unallocated: z.boolean().optional(),
  /** Only those that someone should look at. */
  flagged: z.boolean().optional(),
  reversed: z.boolean().optional(),
}
export const PaymentSort = z.enum(['paidOn', 'amount', 'number', 'recordedAt'])
export const PaymentFilters = z.object(filters)
export const ListPayments = PageInput.extend({
  ...filters,
  sort: PaymentSort.default('paidOn'),
  direction: Direction.default('desc'),
})
export type ListPayments = z.output<typeof ListPayments>

const PaymentSums = z.array(
  z.object({ currency: Currency, amount: z.int(), unapplied: z.int(), count: z.int() }),
)

/** An open item as the record form shows it. */
export const PayableItem = z.object({
  id: Id,
  documentKind: z.string(),
  documentId: Id,
  number: z.string(),
  dueOn: Day,
  balance: Money,
})
export type PayableItem = z.infer<typeof PayableItem>

const SentAway = z.object({
  state: z.enum(['queued', 'refused']),
  reason: z.string().nullable(),
  channel: ReachChannel.nullable(),
})

const at = routesOf('payments')
const Done = z.object({ done: z.literal(true) })
const byToken = z.object({ token: link.PayToken })
const byAttempt = byToken.extend({ id: Id })

/** The wire of payments: parsed by the server, typed and called in the browser, printed as OpenAPI. */
export const paymentsContract = {
  record: at('POST', '/payments').input(payment.RecordPayment).output(payment.Recorded),
  list: at('GET', '/payments')
    .input(ListPayments)
    .output(pageOf(payment.PaymentRow).extend({ sums: PaymentSums })),
  exportList: at('GET', '/payments/export').input(PaymentFilters).output(z.file()),
  payable: at('GET', '/payments/payable')
    .input(z.object({ customerId: Id, currency: Currency.optional() }))
    .output(
      z.object({
        rows: z.array(PayableItem),
        /** Money of the customer that no item has taken yet, per currency. */
        credits: z.array(Money),
        /** What the customer said they would pay: money of just so much settles it first. */
        promised: z.array(Promised),
      }),
    ),
  settings: at('GET', '/payments/settings').input(none).output(link.PaymentSettings),
  saveSettings: at('PUT', '/payments/settings')
    .input(link.PaymentSettings)
    .output(link.PaymentSettings),
  show: at('GET', '/payments/{id}').input(byId).output(payment.Payment),
  allocate: at('POST', '/payments/{id}/allocations')
    .input(payment.AllocatePayment)
    .output(payment.Payment),
  unallocate: at('POST', '/payments/{id}/allocations/removal')
    .input(z.object({ id: Id, allocationIds: z.array(Id).min(1).max(500) }))
    .output(payment.Payment),
  reverse: at('POST', '/payments/{id}/reversal')
    .input(payment.ReversePayment)
    .output(payment.Payment),
  refund: at('POST', '/payments/{paymentId}/refunds')
    .input(payment.RefundPayment)
    .output(payment.Payment),
  receipt: at('GET', '/payments/{id}/receipt').input(byId).output(z.file()),
  sendReceipt: at('POST', '/payments/{id}/receipt-mail')
    .input(z.object({ id: Id, requestId: NewId, ...travelShape }))
    .output(SentAway),
  previewReceipt: at('POST', '/payments/{id}/receipt-mail/preview')
    .input(z.object({ id: Id, channel: ReachAsked.optional() }))
    .output(ReachSeen),

  previewStatement: at('POST', '/customers/{customerId}/statement-mail/preview')
    .input(statement.PreviewStatement)
    .output(statement.StatementLetter),
  sendStatement: at('POST', '/customers/{customerId}/statement-mail')
    .input(statement.SendStatement)
    .output(z.object({ messageId: Id })),

  links: at('GET', '/pay-links')
    .input(z.object({ customerId: Id }))
    .output(z.object({ rows: z.array(link.PayLinkRow) })),
  createLink: at('POST', '/pay-links').input(link.CreatePayLink).output(link.PayLinkRow),
  sendLink: at('POST', '/pay-links/{id}/mail')
    .input(z.object({ id: Id, requestId: NewId, ...travelShape }))
    .output(SentAway),
  previewLink: at('POST', '/pay-links/{id}/mail/preview')
    .input(z.object({ id: Id, channel: ReachAsked.optional() }))
    .output(ReachSeen),
  revokeLink: at('DELETE', '/pay-links/{id}').input(byId).output(link.PayLinkRow),
  attempts: at('GET', '/pay-attempts')
    .input(PageInput.extend({ customerId: Id.optional(), open: z.boolean().optional() }))
    .output(pageOf(link.AttemptRow)),

  gateways: at('GET', '/gateway-accounts')
    .input(none)
    .output(z.object({ rows: z.array(link.GatewayAccountRow), simulators: z.boolean() })),
  saveGateway: at('PUT', '/gateway-accounts/{id}')
    .input(link.SaveGatewayAccount)
    .output(link.GatewayAccountRow),
  tryGateway: at('POST', '/gateway-accounts/trial')
    .input(z.object({ id: NewId }))
    .output(link.GatewayAccountRow),
  checkGateway: at('POST', '/gateway-accounts/{id}/check')
    .input(byId)
    .output(link.GatewayAccountRow),
  stopGateway: at('DELETE', '/gateway-accounts/{id}').input(byId).output(link.GatewayAccountRow),

  /** What the holder of a pay link sees and does, signed in as nobody. */
  payPage: at('GET', '/pay/{token}').input(byToken).output(link.PayPage),
  viewed: at('POST', '/pay/{token}/views').input(byToken).output(Done),
  startAttempt: at('POST', '/pay/{token}/attempts')
    .input(link.StartAttempt)
    .output(link.AttemptStarted),
  checkAttempt: at('POST', '/pay/{token}/attempts/{id}/check')
    .input(byAttempt)
    .output(link.AttemptChecked),
  payReceipt: at('GET', '/pay/{token}/attempts/{id}/receipt').input(byAttempt).output(z.file()),
  ...earlyContract,
  ...noticeContract,
  ...bankContract,
  ...instrumentContract,
  ...depositContract,
  ...statementPlanContract,
}
