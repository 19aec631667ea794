import { z } from 'zod'
import { ReachChannel } from '#core/contacts/customer.ts'
import { Day } from '#core/day.ts'
import { Direction, Id, NewId, PageInput, pageOf } from '#core/list.ts'
import { ReachAsked, ReachSeen, travelShape } from '#core/messaging/reach.ts'
import { Currency, Money } from '#core/money.ts'
import { PayToken } from '#core/payments/pay-link.ts'
import { byId, routesOf } from '#core/route.ts'
import {
  AuthorityLimit,
  ConcessionKind,
  ConcessionMethod,
  ConcessionState,
  ProposeConcession,
} from './settlement.ts'

const Instant = z.iso.datetime()
const Reason = z.string().trim().min(3).max(400)

export const ConcessionRow = z.object({
  id: Id,
  customerId: Id,
  customerName: z.string().nullable(),
  kind: ConcessionKind,
  state: ConcessionState,
  method: ConcessionMethod,
  /** What was open of its invoices, and of it what is paid and what is let go. */
  owed: Money,
  pay: Money,
  waived: Money,
  basisPoints: z.int(),
  payBy: Day.nullable(),
  lastDay: Day.nullable(),
  /** Of a settlement: what of the payment has come. */
  came: Money,
  /** What was let go in the books, and what of it came back. */
  posted: Money.nullable(),
  recovered: Money,
  number: z.string().nullable(),
  proposedAt: Instant,
  proposedBy: z.string(),
  /** When the offer went out to the customer; null: it has not yet. */
  sentAt: Instant.nullable(),
})
export type ConcessionRow = z.infer<typeof ConcessionRow>

export const Concession = ConcessionRow.extend({
  customerNumber: z.string(),
  reason: z.string(),
  approvedAt: Instant.nullable(),
  approvedBy: z.string().nullable(),
  acceptedAt: Instant.nullable(),
  acceptedBy: z.string().nullable(),
  acceptedOn: z.enum(['page', 'staff']).nullable(),
  endedAt: Instant.nullable(),
  endedBy: z.string().nullable(),
  endedBecause: z.string().nullable(),
  postedOn: Day.nullable(),
  entryId: Id.nullable(),
  creditNumbers: z.array(z.string()),
  items: z.array(
    z.object({
      itemId: Id,
      invoiceId: Id,
      number: z.string(),
      dueOn: Day,
      balance: Money,
      posted: Money,
    }),
  ),
  recoveries: z.array(
    z.object({ id: Id, number: z.string(), amount: Money, on: Day, by: z.string() }),
  ),
  /** Whether the reader may agree to it, and who else may. */
  mayApprove: z.boolean(),
  approvers: z.array(z.string()),
  /** Money of the customer's own that may be booked as recovered. */
  credit: Money,
})
export type Concession = z.infer<typeof Concession>

export const ConcessionsInput = PageInput.extend({
  customerId: Id.optional(),
  kind: z.array(ConcessionKind).max(3).optional(),
  state: z.array(ConcessionState).max(11).optional(),
  sort: z.enum(['proposed_at', 'waived', 'pay_by']).default('proposed_at'),
  direction: Direction.default('desc'),
})
export type ConcessionsInput = z.infer<typeof ConcessionsInput>

export const ConcessionGround = z.object({
  today: Day,
  graceDays: z.int(),
  offers: z.array(
    z.object({
      currency: Currency,
      owed: Money,
      items: z.array(
        z.object({
          invoiceId: Id,
          number: z.string(),
          dueOn: Day,
          balance: Money,
          busy: z.boolean(),
        }),
      ),
    }),
  ),
})
export type ConcessionGround = z.infer<typeof ConcessionGround>

export const ConcessionLimits = z.object({ limits: z.array(AuthorityLimit).max(60) })
export type ConcessionLimits = z.infer<typeof ConcessionLimits>
export const ConcessionLimitsShown = ConcessionLimits.extend({
  roles: z.array(z.object({ id: Id, key: z.string().nullable(), name: z.string() })),
  users: z.array(z.object({ id: Id, name: z.string() })),
})

export const SmallBalances = z.object({
  /** No more than so much is open of the invoice, in the currency of the books. */
  under: z.coerce.number().int().min(1).max(100_000).default(100),
  /** And it fell due at least so many days ago. */
  days: z.coerce.number().int().min(1).max(3650).default(90),
})
export const SmallBalance = z.object({
  invoiceId: Id,
  number: z.string(),
  customerId: Id,
  customerName: z.string().nullable(),
  dueOn: Day,
  balance: Money,
})
export const LetSmallGo = z.object({
  id: NewId,
  invoiceIds: z.array(Id).min(1).max(200),
  under: z.int().min(1).max(100_000),
  days: z.int().min(1).max(3650),
  reason: Reason,
})
export type LetSmallGo = z.infer<typeof LetSmallGo>

/** What a settlement asks of whoever holds a pay link. */
export const PageSettlement = z.object({
  id: Id,
  owed: Money,
  pay: Money,
  waived: Money,
  payBy: Day,
  numbers: z.array(z.string()),
  invoiceIds: z.array(Id),
  accepted: z.boolean(),
  /** What is left of the amount that was agreed to; null: nothing was agreed, or it is all there. */
  toPay: Money.nullable(),
})
export type PageSettlement = z.infer<typeof PageSettlement>

const at = routesOf('collections')
/** What whoever sends an offer is told of it. */
const AwaySaid = z.object({
  state: z.enum(['queued', 'refused']),
  reason: z.string().nullable(),
  channel: ReachChannel.nullable(),
})
const because = byId.extend({ reason: Reason })

/** The wire of what a company goes without. */
export const settlementContract = {
  concessions: at('GET', '/concessions')
    .input(ConcessionsInput)
    .output(pageOf(ConcessionRow).extend({ sums: z.array(Money) })),
  concession: at('GET', '/concessions/{id}').input(byId).output(Concession),
  concessionGround: at('GET', '/customers/{id}/concession-ground')
    .input(byId)
    .output(ConcessionGround),
  proposeConcession: at('POST', '/concessions').input(ProposeConcession).output(Concession),
  approveConcession: at('POST', '/concessions/{id}/approval').input(byId).output(Concession),
  refuseConcession: at('POST', '/concessions/{id}/refusal').input(because).output(Concession),
  withdrawConcession: at('POST', '/concessions/{id}/withdrawal').input(because).output(Concession),
  /** Sends the offer with the link where the customer agrees to it. */
  sendConcession: at('POST', '/concessions/{id}/sending')
    .input(byId.extend({ requestId: NewId, ...travelShape }))
    .output(AwaySaid),
  /** Which way the offer would take, and how it would read there. */
  previewConcession: at('POST', '/concessions/{id}/sending/preview')
    .input(byId.extend({ channel: ReachAsked.optional() }))
    .output(ReachSeen),
  /** Notes that the customer agreed, by word of mouth or in writing. */
  acceptConcession: at('POST', '/concessions/{id}/acceptance')
    .input(byId.extend({ saidBy: z.string().trim().max(120).default('') }))
    .output(Concession),
  reverseConcession: at('POST', '/concessions/{id}/reversal')
    .input(because.extend({ requestId: NewId }))
    .output(Concession),
  recoverBadDebt: at('POST', '/concessions/{id}/recoveries')
    .input(byId.extend({ requestId: NewId, amount: Money.refine(({ minor }) => minor > 0) }))
    .output(Concession),
  concessionLimits: at('GET', '/concession-limits')
    .input(z.object({}))
    .output(ConcessionLimitsShown),
  changeConcessionLimits: at('PUT', '/concession-limits')
    .input(ConcessionLimits)
    .output(ConcessionLimitsShown),
  smallBalances: at('GET', '/small-balances')
    .input(SmallBalances)
    .output(z.object({ rows: z.array(SmallBalance), sum: Money })),
  letSmallGo: at('POST', '/small-balances/letting-go')
    .input(LetSmallGo)
    /** How many are in the books, with their sum, and how many wait to be agreed to. */
    .output(z.object({ invoices: z.int(), waiting: z.int(), sum: Money })),

  pageSettlement: at('GET', '/pay/{token}/settlement')
    .input(z.object({ token: PayToken }))
    .output(z.object({ offer: PageSettlement.nullable() })),
  acceptOnPage: at('POST', '/pay/{token}/settlement')
    .input(z.object({ token: PayToken, id: Id }))
    .output(z.object({ offer: PageSettlement.nullable() })),
  /** The customer says why it does not suit them; the company may offer another. */
  declineOnPage: at('POST', '/pay/{token}/settlement/refusal')
    .input(z.object({ token: PayToken, id: Id, reason: z.string().trim().max(400).default('') }))
    .output(z.object({ offer: PageSettlement.nullable() })),
}
