import { z } from 'zod'
import { Day } from '#core/day.ts'
import { Direction, Id, NewId, PageInput, pageOf } from '#core/list.ts'
import { Money } from '#core/money.ts'
import { NoticeFile } from '#core/payments/notice.ts'
import { PayToken } from '#core/payments/pay-link.ts'
import { byId, routesOf } from '#core/route.ts'
import {
  DisputeClock,
  DisputeOutcome,
  DisputeReason,
  DisputeSource,
  DisputeState,
  OpenDispute,
} from './dispute.ts'

const Note = z.string().trim().max(1000)
const Instant = z.iso.datetime()

export const Dispute = z.object({
  id: Id,
  customerId: Id,
  customerName: z.string().nullable(),
  invoiceId: Id,
  invoiceNumber: z.string(),
  reason: DisputeReason,
  /** Null: the whole invoice. */
  amount: Money.nullable(),
  /** What of the invoice is open now. */
  balance: Money,
  note: z.string(),
  source: DisputeSource,
  state: DisputeState,
  clock: DisputeClock,
  /** Null for what was raised before objections had a clock. */
  answerBy: Instant.nullable(),
  owner: z.object({ id: Id, name: z.string() }).nullable(),
  openedAt: Instant,
  openedBy: z.string(),
  waitingSince: Instant.nullable(),
  closedAt: Instant.nullable(),
  closedBy: z.string().nullable(),
  outcome: DisputeOutcome.nullable(),
  closingNote: z.string().nullable(),
  /** The credit note that it ended in. */
  credit: z.object({ id: Id, number: z.string(), amount: Money }).nullable(),
})
export type Dispute = z.infer<typeof Dispute>

const DisputeWord = z.object({
  id: Id,
  at: Instant,
  by: z.string(),
  fromCustomer: z.boolean(),
  text: z.string(),
  file: z.object({ name: z.string(), mime: z.string(), link: z.string() }).nullable(),
})
export const DisputeDetail = Dispute.extend({
  customerNumber: z.string(),
  dueOn: Day,
  words: z.array(DisputeWord),
  /** How much a credit note may take off the invoice; null for those who may not make one. */
  creditable: Money.nullable(),
})
export type DisputeDetail = z.infer<typeof DisputeDetail>

export const DisputesInput = PageInput.extend({
  customerId: Id.optional(),
  invoiceId: Id.optional(),
  ownerId: Id.optional(),
  open: z.boolean().optional(),
  state: z.array(DisputeState).max(3).optional(),
  reason: z.array(DisputeReason).max(6).optional(),
  overdue: z.boolean().optional(),
  sort: z.enum(['answer_by', 'opened_at']).default('answer_by'),
  direction: Direction.default('asc'),
})
export type DisputesInput = z.infer<typeof DisputesInput>

export const CloseDispute = z
  .object({
    id: Id,
    outcome: DisputeOutcome,
    note: Note.default(''),
    /** With «accepted»: takes what was objected to off the invoice by a credit note with this id. */
    noteId: NewId.optional(),
    /** Tells the customer, in their language. */
    tell: z.boolean().default(false),
  })
  .refine(({ outcome, noteId }) => noteId === undefined || outcome === 'accepted', {
    path: ['noteId'],
  })
  .refine(({ outcome, tell, note }) => !(tell && outcome === 'rejected') || note !== '', {
    path: ['note'],
  })
export type CloseDispute = z.infer<typeof CloseDispute>

export const AddDisputeWord = z
  .object({
    id: Id,
    requestId: NewId,
    text: Note.default(''),
    file: NoticeFile.optional(),
    /** What the customer said, as a colleague heard it. */
    fromCustomer: z.boolean().default(false),
  })
  .refine(({ text, file }) => text !== '' || file !== undefined, { path: ['text'] })
export type AddDisputeWord = z.infer<typeof AddDisputeWord>

export const DisputeRule = z.object({
  reason: DisputeReason,
  answerHours: z.int().min(1).max(400),
  /** Whoever answers such objections; with neither, the customer's own collector. */
  ownerId: Id.nullable(),
  departmentId: Id.nullable(),
})
export type DisputeRule = z.infer<typeof DisputeRule>
const DisputeRules = z.object({ rules: z.array(DisputeRule).length(6) })
export const DisputeRulesShown = DisputeRules.extend({
  people: z.array(z.object({ id: Id, name: z.string() })),
  departments: z.array(z.object({ id: Id, name: z.string() })),
})

/** What a customer could object to now. */
export const DisputeGround = z.object({
  items: z.array(
    z.object({
      invoiceId: Id,
      number: z.string(),
      dueOn: Day,
      balance: Money,
      /** What of it may still be objected to. */
      room: Money,
    }),
  ),
})

/** What whoever holds a pay link objects to. */
export const PageDispute = OpenDispute.pick({
  id: true,
  invoiceId: true,
  reason: true,
  amount: true,
  note: true,
}).extend({ token: PayToken, file: NoticeFile.optional() })
export type PageDispute = z.infer<typeof PageDispute>
export const PageDisputes = z.object({
  open: z.array(
    z.object({
      invoiceNumber: z.string(),
      amount: Money.nullable(),
      reason: DisputeReason,
      on: Day,
      waiting: z.boolean(),
    }),
  ),
})
export type PageDisputes = z.infer<typeof PageDisputes>

const at = routesOf('collections')

/** The objections' part of the wire of collections. */
export const disputeContract = {
  disputes: at('GET', '/disputes')
    .input(DisputesInput)
    .output(pageOf(Dispute).extend({ sums: z.array(Money), overdue: z.int() })),
  dispute: at('GET', '/disputes/{id}').input(byId).output(DisputeDetail),
  disputeGround: at('GET', '/customers/{id}/dispute-ground').input(byId).output(DisputeGround),
  openDispute: at('POST', '/disputes').input(OpenDispute).output(Dispute),
  closeDispute: at('POST', '/disputes/{id}/closing').input(CloseDispute).output(Dispute),
  /** Stops the clock until the customer brought what was asked of them. */
  awaitCustomer: at('POST', '/disputes/{id}/waiting').input(byId).output(Dispute),
  resumeDispute: at('POST', '/disputes/{id}/resuming').input(byId).output(Dispute),
  giveDispute: at('PUT', '/disputes/{id}/owner')
    .input(byId.extend({ ownerId: Id.nullable() }))
    .output(Dispute),
  addDisputeWord: at('POST', '/disputes/{id}/words').input(AddDisputeWord).output(DisputeDetail),
  disputeRules: at('GET', '/dispute-rules').input(z.object({})).output(DisputeRulesShown),
  changeDisputeRules: at('PUT', '/dispute-rules').input(DisputeRules).output(DisputeRulesShown),

  /** What stands open of what a link shows, and one more; signed in as nobody. */
  pageDisputes: at('GET', '/pay/{token}/disputes')
    .input(z.object({ token: PayToken }))
    .output(PageDisputes),
  disputeOnPage: at('POST', '/pay/{token}/disputes').input(PageDispute).output(PageDisputes),
}
