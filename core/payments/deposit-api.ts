import { z } from 'zod'
import { Day } from '#core/day.ts'
import { Share } from '#core/ledger/open-item.ts'
import { Direction, Id, NewId, PageInput, pageOf } from '#core/list.ts'
import { Money, Rate } from '#core/money.ts'
import { byId, routesOf } from '#core/route.ts'
import { DepositKind, DepositMove, DepositState, WholeMove } from './deposit.ts'
import { Method, PositiveMoney } from './payment.ts'

const words = (most: number) => z.string().trim().min(1).max(most)

export const RequestDeposit = z
  .object({
    /** Chosen by the page, so that a double click asks once. */
    id: NewId,
    kind: DepositKind,
    customerId: Id,
    /** What it is for, as the customer reads it. */
    subject: words(200),
    /** What the work or the order will come to, tax included. */
    expected: PositiveMoney.optional(),
    /** How many of a hundred of the expected amount. Absent: the amount is fixed. */
    percent: z.int().min(1).max(100).optional(),
    amount: PositiveMoney.optional(),
    dueOn: Day,
    note: z.string().trim().max(500).optional(),
  })
  .superRefine(({ expected, percent, amount }, context) => {
    const missing = (path: string) =>
      context.addIssue({ code: 'custom', path: [path], message: 'missing' })
    if (percent === undefined && amount === undefined) missing('amount')
    if (percent !== undefined && expected === undefined) missing('expected')
  })
export type RequestDeposit = z.infer<typeof RequestDeposit>

export const PayDeposit = z.object({
  id: Id,
  /** The payment of an advance, or the receipt of a security; chosen by the page. */
  newPaymentId: NewId,
  /** How much of an advance came. Absent: all that is still to come. A security comes whole. */
  amount: PositiveMoney.optional(),
  method: Method,
  paidOn: Day,
  reference: z.string().trim().max(80).optional(),
  /** What one unit of its currency is worth in the company's, when they differ. */
  rate: Rate.optional(),
})
export type PayDeposit = z.infer<typeof PayDeposit>

export const RefundDeposit = z.object({
  id: Id,
  requestId: NewId,
  amount: PositiveMoney,
  way: z.enum(['cash', 'transfer']),
  reference: z.string().trim().max(80).optional(),
  reason: z.string().trim().max(500).optional(),
})
export type RefundDeposit = z.infer<typeof RefundDeposit>

export const ApplyDeposit = z.object({
  id: Id,
  requestId: NewId,
  amount: PositiveMoney,
  /** Why what was to go back is kept: the customer may ask. */
  reason: words(500),
  /** Which debts it pays. Absent: the oldest first. */
  shares: z.array(Share).min(1).max(200).optional(),
})
export type ApplyDeposit = z.infer<typeof ApplyDeposit>

export const UndoDeposit = z.object({
  id: Id,
  /** The step that was a mistake, by its place in the history. */
  step: z.int().min(1),
  reason: words(500),
})
export type UndoDeposit = z.infer<typeof UndoDeposit>

export const CancelDeposit = z.object({
  id: Id,
  reason: z.string().trim().max(500).optional(),
})
export type CancelDeposit = z.infer<typeof CancelDeposit>

export const DepositRow = z.object({
  id: Id,
  kind: DepositKind,
  number: z.string(),
  customerId: Id,
  customerName: z.string(),
  subject: z.string(),
  amount: Money,
  dueOn: Day,
  state: DepositState,
  /** Of a security: what is held of it now. */
  held: Money,
  /** Of an advance: what has come of it. */
  paid: Money,
  /** Of what came: what went back to the customer. */
  refunded: Money,
  /** Of what came: what no invoice has taken yet. */
  unapplied: Money,
  requestedOn: Day,
})
export type DepositRow = z.infer<typeof DepositRow>

export const DepositStep = z.object({
  /** Its place in the history, from 1. */
  step: z.int(),
  at: z.iso.datetime(),
  by: z.string(),
  /** Null: it was asked for. */
  move: DepositMove.nullable(),
  on: Day,
  /** Of its own document in the books, where the move has one. */
  number: z.string().nullable(),
  amount: Money.nullable(),
  reason: z.string().nullable(),
  /** It was taken back as a mistake. */
  undone: z.boolean(),
  /** Whether the reader may take it back now. */
  mayUndo: z.boolean(),
})
export type DepositStep = z.infer<typeof DepositStep>

export const Deposit = DepositRow.extend({
  customerNumber: z.string(),
  expected: Money.nullable(),
  percent: z.int().nullable(),
  /** What is due at the end, where the whole is known. */
  rest: Money.nullable(),
  note: z.string().nullable(),
  requestedBy: z.string(),
  /** What an advance came in, the first first. */
  payments: z.array(
    z.object({
      id: Id,
      number: z.string(),
      paidOn: Day,
      /** Its part of the advance. */
      amount: Money,
      refunded: Money,
      allocations: z.array(z.object({ number: z.string(), documentId: Id, amount: Money })),
    }),
  ),
  /** Where the customer pays it; null where nothing is asked any more. */
  link: z.object({ id: Id, url: z.string() }).nullable(),
  /** What the customer says they transferred for it, and nobody has checked yet. */
  notices: z.array(z.object({ id: Id, amount: Money, paidOn: Day })),
  history: z.array(DepositStep),
  /** What the reader may do with it now. */
  moves: z.array(WholeMove),
})
export type Deposit = z.infer<typeof Deposit>

export const DepositFilters = z.object({
  kind: DepositKind.optional(),
  state: z.array(DepositState).max(5).optional(),
  customerId: Id.optional(),
  search: z.string().trim().max(120).optional(),
  direction: Direction.default('desc'),
})
export type DepositFilters = z.output<typeof DepositFilters>
export const ListDeposits = PageInput.extend(DepositFilters.shape)
export type ListDeposits = z.output<typeof ListDeposits>

const at = routesOf('payments')

/** The wire of advances asked for before an invoice exists, and of securities that go back. */
export const depositContract = {
  requestDeposit: at('POST', '/deposits').input(RequestDeposit).output(Deposit),
  deposits: at('GET', '/deposits')
    .input(ListDeposits)
    .output(
      pageOf(DepositRow).extend({
        /** Of every row that matches, what was asked for, a sum a currency. */
        sums: z.array(Money),
        /** What is held of the securities of whom the list is asked for: we owe it. */
        held: z.array(Money),
      }),
    ),
  exportDeposits: at('GET', '/deposits.csv').input(DepositFilters).output(z.file()),
  deposit: at('GET', '/deposits/{id}').input(byId).output(Deposit),
  depositPaper: at('GET', '/deposits/{id}/paper').input(byId).output(z.file()),
  payDeposit: at('POST', '/deposits/{id}/payment').input(PayDeposit).output(Deposit),
  refundDeposit: at('POST', '/deposits/{id}/refunds').input(RefundDeposit).output(Deposit),
  applyDeposit: at('POST', '/deposits/{id}/applications').input(ApplyDeposit).output(Deposit),
  undoDeposit: at('POST', '/deposits/{id}/undoing').input(UndoDeposit).output(Deposit),
  cancelDeposit: at('POST', '/deposits/{id}/cancellation').input(CancelDeposit).output(Deposit),
}
