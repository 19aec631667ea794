import { z } from 'zod'
import { Day } from '#core/day.ts'
import { Share } from '#core/ledger/open-item.ts'
import { Id, NewId } from '#core/list.ts'
import { Money, Rate } from '#core/money.ts'

/** How money may arrive at a desk. */
export const Method = z.enum(['cash', 'transfer', 'card', 'cheque', 'wallet'])
export type Method = z.infer<typeof Method>

/** Who brought the payment into the books. */
export const Source = z.enum(['manual', 'gateway', 'import'])
export type Source = z.infer<typeof Source>

/** The scheme that the payer used at the gateway's page. */
export const Scheme = z.enum(['mada', 'card', 'apple_pay', 'stc_pay', 'other'])
export type Scheme = z.infer<typeof Scheme>

/** Why someone should look at a payment that the gateway brought: its money is booked on account. */
export const Flag = z.enum(['amount_mismatch', 'late', 'refunded_outside'])
export type Flag = z.infer<typeof Flag>

const Reference = z.string().trim().max(80)
const Note = z.string().trim().max(500)

/** More than nothing, and no more than lists of it can add up exactly. */
export const PositiveMoney = Money.refine(({ minor }) => minor > 0 && minor <= 1_000_000_000_000)

export const RecordPayment = z.object({
  /** Chosen by the client, so that a retry after a lost reply records nothing twice. */
  id: NewId,
  customerId: Id,
  amount: PositiveMoney,
  method: Method,
  paidOn: Day,
  reference: Reference.optional(),
  note: Note.optional(),
  /** What one unit of the payment's currency is worth in the company's, when they differ. */
  rate: Rate.optional(),
  /** What the collector wrote beside each item. Absent: the oldest first. Empty: on account. */
  shares: z.array(Share).max(500).optional(),
  /** The notice in which the customer said this money: it is answered. */
  noticeId: Id.optional(),
  /** Sends the receipt voucher to the customer's address. */
  sendReceipt: z.boolean().default(false),
})
export type RecordPayment = z.output<typeof RecordPayment>

/** What a recorded payment did at once. */
export const Recorded = z.object({
  id: Id,
  number: z.string(),
  customerId: Id,
  amount: Money,
  unapplied: Money,
  allocations: z.array(z.object({ itemId: Id, number: z.string(), amount: Money, left: Money })),
})
export type Recorded = z.infer<typeof Recorded>

/** What part of a payment an open item got. */
export const AllocationRow = z.object({
  /** The settlement of the books. */
  id: Id,
  itemId: Id,
  documentKind: z.string(),
  documentId: Id,
  number: z.string(),
  dueOn: Day.nullable(),
  amount: Money,
  effectiveOn: Day,
  /** What the item still owes now. */
  left: Money,
})
export type AllocationRow = z.infer<typeof AllocationRow>

export const RefundRow = z.object({
  id: Id,
  number: z.string(),
  amount: Money,
  way: z.enum(['cash', 'transfer', 'gateway']),
  state: z.enum(['done', 'sending', 'unknown', 'failed']),
  refundedOn: Day,
  reference: z.string().nullable(),
  note: z.string().nullable(),
})
export type RefundRow = z.infer<typeof RefundRow>

export const PaymentRow = z.object({
  id: Id,
  number: z.string(),
  customerId: Id,
  customerName: z.string(),
  amount: Money,
  /** What lies on the customer's account. */
  unapplied: Money,
  method: Method,
  source: Source,
  scheme: Scheme.nullable(),
  /** What may be shown of the card or the phone: `•••• 1010`. */
  masked: z.string().nullable(),
  reference: z.string().nullable(),
  paidOn: Day,
  recordedAt: z.iso.datetime(),
  recordedBy: z.string(),
  reversedOn: Day.nullable(),
  flag: Flag.nullable(),
})
export type PaymentRow = z.infer<typeof PaymentRow>

export const Payment = PaymentRow.extend({
  note: z.string().nullable(),
  rate: z.string().nullable(),
  customerNumber: z.string(),
  customerEmail: z.string().nullable(),
  allocations: z.array(AllocationRow),
  refunds: z.array(RefundRow),
  reversal: z
    .object({
      on: Day,
      reason: z.enum(['bounced', 'mistake']),
      note: z.string().nullable(),
      by: z.string(),
    })
    .nullable(),
  /** The gateway's own name of the payment, and what it kept for itself. */
  provider: z
    .object({ vendor: z.string(), paymentId: z.string(), fee: Money.nullable() })
    .nullable(),
})
export type Payment = z.infer<typeof Payment>

export const ReversePayment = z.object({
  id: Id,
  reason: z.enum(['bounced', 'mistake']),
  on: Day.optional(),
  note: Note.optional(),
})
export type ReversePayment = z.infer<typeof ReversePayment>

export const RefundPayment = z.object({
  id: NewId,
  paymentId: Id,
  amount: PositiveMoney,
  way: z.enum(['cash', 'transfer', 'gateway']),
  reference: Reference.optional(),
  note: Note.optional(),
})
export type RefundPayment = z.infer<typeof RefundPayment>

export const AllocatePayment = z.object({
  id: Id,
  /** Repeats of one click carry one key. */
  requestId: NewId,
  /** Absent: the oldest items first, as far as the money goes. */
  shares: z.array(Share).min(1).max(500).optional(),
})
export type AllocatePayment = z.infer<typeof AllocatePayment>
