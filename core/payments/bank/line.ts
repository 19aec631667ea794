import { z } from 'zod'
import { Day } from '#core/day.ts'
import { Share } from '#core/ledger/open-item.ts'
import { Id } from '#core/list.ts'
import { Money } from '#core/money.ts'
import { points, type Why } from './match.ts'

export const LineState = z.enum(['open', 'matched', 'ignored'])
export type LineState = z.infer<typeof LineState>

export const WhyMatched = z.enum(Object.keys(points) as [Why, ...Why[]])

/** What a line is, once someone has said so. */
export const LineMatch = z.object({
  paymentId: Id,
  paymentNumber: z.string(),
  customerId: Id,
  customerName: z.string(),
  /** Booked by the match: undoing it reverses the payment. */
  booked: z.boolean(),
  by: z.string(),
})
export type LineMatch = z.infer<typeof LineMatch>

/** What an outgoing line was booked as: an expense of the company's own. */
export const LineExpense = z.object({
  entryId: Id,
  entryNumber: z.string(),
  accountCode: z.string(),
  accountNameAr: z.string(),
  accountNameEn: z.string(),
  by: z.string(),
})

/** What a line is where an entry stood in the books already: nothing was booked for it. */
export const LineEntry = z.object({
  entryId: Id,
  /** Null where it names somebody whom the reader may not know. */
  entryNumber: z.string().nullable(),
  documentKind: z.string(),
  /** The customer or the agency, where it has one and the reader may know it. */
  name: z.string().nullable(),
  by: z.string(),
})
export type LineEntry = z.infer<typeof LineEntry>

/** An entry that stands in the books and may be the money of a line. */
export const FittingEntry = LineEntry.omit({ by: true }).extend({
  /** The words of an entry that was written by hand, to whoever reaches every customer. */
  memo: z.string().nullable(),
  postedOn: Day,
  amount: Money,
})
export type FittingEntry = z.infer<typeof FittingEntry>

/** Whose money a line may be, with every reason and its points. */
export const LineProposal = z.object({
  customerId: Id,
  customerName: z.string(),
  customerNumber: z.string(),
  shares: z.array(Share),
  /** What it would settle, as it reads. */
  items: z.array(
    z.object({ itemId: Id, number: z.string(), dueOn: Day, balance: Money, amount: Money }),
  ),
  unapplied: Money,
  noticeId: Id.nullable(),
  paymentId: Id.nullable(),
  paymentNumber: z.string().nullable(),
  chequeId: Id.nullable(),
  chequeNumber: z.string().nullable(),
  depositId: Id.nullable(),
  depositNumber: z.string().nullable(),
  why: z.array(z.object({ code: WhyMatched, points: z.int() })),
  score: z.int(),
})
export type LineProposal = z.infer<typeof LineProposal>

export const BankLineRow = z.object({
  id: Id,
  accountId: Id,
  accountName: z.string(),
  bookedOn: Day,
  valueOn: Day.nullable(),
  amount: Money,
  description: z.string(),
  reference: z.string().nullable(),
  counterparty: z.string().nullable(),
  iban: z.string().nullable(),
  balance: Money.nullable(),
  state: LineState,
  reason: z.string().nullable(),
  match: LineMatch.nullable(),
  expense: LineExpense.nullable(),
  entry: LineEntry.nullable(),
})
export type BankLineRow = z.infer<typeof BankLineRow>
