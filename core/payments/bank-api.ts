import { z } from 'zod'
import { Day } from '#core/day.ts'
import { Share } from '#core/ledger/open-item.ts'
import { Id, NewId, PageInput, pageOf } from '#core/list.ts'
import { Currency, Money, Rate } from '#core/money.ts'
import { byId, routesOf } from '#core/route.ts'
import { parseIban } from '#core/vat-number.ts'
import { BankField, BankMapping } from './bank/columns.ts'
import { BankLineRow, FittingEntry, LineProposal, LineState } from './bank/line.ts'
import { Fault, ReadLine, StatementFormat } from './bank/statement.ts'

const at = routesOf('payments')

const Iban = z
  .string()
  .trim()
  .max(60)
  .refine((text) => parseIban(text) !== undefined)

export const SaveBankAccount = z.object({
  id: NewId,
  name: z.string().trim().min(1).max(80),
  bank: z.string().trim().max(80).optional(),
  iban: Iban.optional(),
  currency: Currency,
})
export type SaveBankAccount = z.infer<typeof SaveBankAccount>

export const BankAccountRow = z.object({
  id: Id,
  name: z.string(),
  bank: z.string().nullable(),
  iban: z.string().nullable(),
  currency: Currency,
  /** How many lines there are, and how many of them wait. */
  lines: z.int(),
  open: z.int(),
  lastDay: Day.nullable(),
  closing: Money.nullable(),
})
export type BankAccountRow = z.infer<typeof BankAccountRow>

/** At most ten megabytes, as base64. */
const file = {
  accountId: Id,
  fileName: z.string().trim().min(1).max(200),
  content: z.base64().min(1).max(13_981_016),
  mapping: BankMapping.optional(),
}
export const PreviewBank = z.object(file)
export type PreviewBank = z.infer<typeof PreviewBank>

export const TakeStatement = z.object({
  id: NewId,
  ...file,
  /** A person says that the lines are right, where no balance proves it. */
  sure: z.boolean().default(false),
})
export type TakeStatement = z.output<typeof TakeStatement>

/** A file before it is taken: what was recognised, its lines, and what is wrong. */
export const BankPreview = z.object({
  format: StatementFormat,
  /** Null for the formats that name their own fields. */
  mapping: BankMapping.nullable(),
  /** How many rows down to the headings read as lines: these are passed over. */
  passedOver: z.int(),
  columns: z.array(
    z.object({
      column: z.int(),
      title: z.string(),
      samples: z.array(z.string()),
      field: BankField.nullable(),
    }),
  ),
  faults: z.array(Fault),
  statement: z
    .object({
      account: z.string().nullable(),
      currency: Currency,
      from: Day,
      to: Day,
      opening: Money.nullable(),
      closing: Money.nullable(),
      proven: z.boolean(),
      lines: z.int(),
      /** How many of them are here already, from an earlier file. */
      known: z.int(),
      moneyIn: Money,
      moneyOut: Money,
    })
    .nullable(),
  /** The first lines, as they will stand. */
  lines: z.array(ReadLine.extend({ known: z.boolean() })),
  /** This very file was taken before. */
  taken: z.object({ at: z.iso.datetime(), by: z.string() }).nullable(),
})
export type BankPreview = z.infer<typeof BankPreview>

export const BankStatementRow = z.object({
  id: Id,
  accountId: Id,
  accountName: z.string(),
  fileName: z.string(),
  format: StatementFormat,
  from: Day,
  to: Day,
  opening: Money.nullable(),
  closing: Money.nullable(),
  proven: z.boolean(),
  lines: z.int(),
  fresh: z.int(),
  takenAt: z.iso.datetime(),
  takenBy: z.string(),
})
export type BankStatementRow = z.infer<typeof BankStatementRow>

export const ListLines = PageInput.extend({
  accountId: Id.optional(),
  state: LineState.optional(),
  /** Money that came in, or went out. */
  way: z.enum(['in', 'out']).optional(),
  search: z.string().trim().max(120).optional(),
})
export type ListLines = z.output<typeof ListLines>

/** A line of the list, with the best that is proposed for it. */
export const ListedLine = BankLineRow.extend({
  best: z.object({ customerName: z.string(), score: z.int(), sure: z.boolean() }).nullable(),
})
export type ListedLine = z.infer<typeof ListedLine>

export const LineCounts = z.object({ open: z.int(), matched: z.int(), ignored: z.int() })

export const BankLine = BankLineRow.extend({
  proposals: z.array(LineProposal),
  /** The words that could be remembered for whoever sent this. */
  rememberable: z.string().nullable(),
  /** The accounts that an outgoing line which waits may be booked on, and the likely one. */
  expenses: z
    .object({
      accounts: z.array(
        z.object({ id: Id, code: z.string(), nameAr: z.string(), nameEn: z.string() }),
      ),
      likely: Id.nullable(),
    })
    .nullable(),
  /** The entries in the books that a line which waits may be already, the nearest day first. */
  entries: z.array(FittingEntry),
})
export type BankLine = z.infer<typeof BankLine>

export const BookExpense = z.object({ id: Id, accountId: Id })
export type BookExpense = z.infer<typeof BookExpense>

export const LinkEntry = z.object({ id: Id, entryId: Id })
export type LinkEntry = z.infer<typeof LinkEntry>

export const MatchLine = z.object({
  id: Id,
  customerId: Id,
  /** The payment that is recorded; chosen by the client, so that a double click records one. */
  newPaymentId: NewId.optional(),
  /** The payment that it is already: nothing is recorded then. */
  knownPaymentId: Id.optional(),
  /** Absent: the oldest first. */
  shares: z.array(Share).max(500).optional(),
  noticeId: Id.optional(),
  /** The deposited cheque that the line is: the payment is its own. */
  chequeId: Id.optional(),
  /** The request for an advance that the line pays: no invoice takes it. */
  depositId: Id.optional(),
  rate: Rate.optional(),
  /** Whoever's description contains these words is this customer from now on. */
  remember: z.string().trim().min(4).max(200).optional(),
})
export type MatchLine = z.infer<typeof MatchLine>

export const MatchSure = z.object({
  lines: z
    .array(z.object({ lineId: Id, newPaymentId: NewId }))
    .min(1)
    .max(200),
})
export type MatchSure = z.infer<typeof MatchSure>

export const RuleRow = z.object({
  id: Id,
  words: z.string(),
  customerId: Id,
  customerName: z.string(),
  madeAt: z.iso.datetime(),
  madeBy: z.string(),
})
export type RuleRow = z.infer<typeof RuleRow>

/** The wire of the bank: accounts, statements, their lines and what they are. */
export const bankContract = {
  bankAccounts: at('GET', '/bank-accounts')
    .input(z.object({}))
    .output(z.object({ rows: z.array(BankAccountRow) })),
  saveBankAccount: at('PUT', '/bank-accounts/{id}').input(SaveBankAccount).output(BankAccountRow),
  bankStatements: at('GET', '/bank-statements')
    .input(PageInput.extend({ accountId: Id.optional() }))
    .output(pageOf(BankStatementRow)),
  previewBank: at('POST', '/bank-statements/preview').input(PreviewBank).output(BankPreview),
  takeStatement: at('POST', '/bank-statements').input(TakeStatement).output(BankStatementRow),
  removeStatement: at('DELETE', '/bank-statements/{id}')
    .input(byId)
    .output(z.object({ done: z.literal(true) })),
  bankLines: at('GET', '/bank-lines')
    .input(ListLines)
    .output(pageOf(ListedLine).extend({ counts: LineCounts })),
  bankLine: at('GET', '/bank-lines/{id}').input(byId).output(BankLine),
  matchLine: at('POST', '/bank-lines/{id}/match').input(MatchLine).output(BankLine),
  /** Accepts what is sure of these lines, a line at a time; the rest stays as it is. */
  matchSure: at('POST', '/bank-lines/matches')
    .input(MatchSure)
    .output(z.object({ matched: z.array(Id), left: z.array(Id) })),
  ignoreLines: at('POST', '/bank-lines/ignored')
    .input(
      z.object({ ids: z.array(Id).min(1).max(200), reason: z.string().trim().min(1).max(500) }),
    )
    .output(z.object({ ignored: z.array(Id) })),
  /** Books an outgoing line as an expense: a bank's fee, the VAT on it. */
  bookExpense: at('POST', '/bank-lines/{id}/expense').input(BookExpense).output(BankLine),
  /** Says that a line is an entry that stands in the books: nothing is booked. */
  linkEntry: at('POST', '/bank-lines/{id}/entry').input(LinkEntry).output(BankLine),
  undoLine: at('POST', '/bank-lines/{id}/undo').input(byId).output(BankLine),
  bankRules: at('GET', '/bank-rules')
    .input(z.object({}))
    .output(z.object({ rows: z.array(RuleRow) })),
  removeBankRule: at('DELETE', '/bank-rules/{id}')
    .input(byId)
    .output(z.object({ done: z.literal(true) })),
}
