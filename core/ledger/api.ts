import { z } from 'zod'
import { Day } from '#core/day.ts'
import { Direction, Id, NewId, PageInput, pageOf } from '#core/list.ts'
import { Currency, Money, Rate } from '#core/money.ts'
import { byId, none, routesOf } from '#core/route.ts'
import { Bucket } from './aging.ts'
import { AccountKey, AccountKind } from './chart.ts'

const Instant = z.iso.datetime()
const Text = z.string().trim().min(1)

/** What is owed in one currency, by lateness. */
export const AgingView = z.object({
  currency: Currency,
  buckets: z.record(Bucket, Money),
  total: Money,
})
export type AgingView = z.infer<typeof AgingView>

/** The customer a figure belongs to, as far as a list shows it. */
export const PartyView = z.object({
  id: Id,
  number: z.string(),
  name: z.string(),
  nameEn: z.string().nullable(),
  ownerId: Id.nullable(),
})
export type PartyView = z.infer<typeof PartyView>

/** The day the books are asked about, and the instant whose knowledge is asked for. Neither: now. */
const Viewpoint = { asOf: Day.optional(), knownOn: Instant.optional() }
const Search = z.string().trim().max(120).optional()

export const AgingInput = PageInput.extend({
  ...Viewpoint,
  search: Search,
  currency: Currency.optional(),
  bucket: Bucket.optional(),
  customerId: Id.optional(),
  sort: z.enum(['customer', 'total', 'overdue', 'days_over_90', 'oldest']).default('overdue'),
  direction: Direction.default('desc'),
})
export type AgingInput = z.infer<typeof AgingInput>
export const AgingRow = AgingView.extend({
  customer: PartyView,
  overdue: Money,
  oldestDueOn: Day.nullable(),
  items: z.int(),
})
export type AgingRow = z.infer<typeof AgingRow>

export const AgingItemsInput = PageInput.extend({
  ...Viewpoint,
  search: Search,
  currency: Currency.optional(),
  bucket: Bucket.optional(),
  customerId: Id.optional(),
  /** Payments and credit notes with something left are open items below nothing. */
  credits: z.boolean().default(true),
  sort: z.enum(['due', 'posted', 'balance', 'number', 'customer']).default('due'),
  direction: Direction.default('asc'),
})
export type AgingItemsInput = z.infer<typeof AgingItemsInput>
export const OpenItemRow = z.object({
  id: Id,
  customer: PartyView,
  documentKind: z.string(),
  documentId: Id,
  number: z.string(),
  postedOn: Day,
  dueOn: Day,
  amount: Money,
  /** Below nothing for a payment or a credit note that is not used up. */
  balance: Money,
  daysLate: z.int(),
  bucket: Bucket,
})
export type OpenItemRow = z.infer<typeof OpenItemRow>

export const CustomerAging = z.object({
  rows: z.array(AgingView.extend({ overdue: Money, oldestDueOn: Day.nullable() })),
})

export const StatementKind = z.enum(['activity', 'open'])
export type StatementKind = z.infer<typeof StatementKind>
export const StatementInput = z.object({
  id: Id,
  from: Day.optional(),
  to: Day.optional(),
  kind: StatementKind.default('activity'),
})
export type StatementInput = z.infer<typeof StatementInput>
export const StatementMovement = z.object({
  lineId: Id,
  entryId: Id,
  postedOn: Day,
  dueOn: Day,
  /** What was posted: `invoice`, `receipt`, `credit_note`…; a reversal keeps its document's kind. */
  documentKind: z.string(),
  documentId: Id,
  number: z.string(),
  reversal: z.boolean(),
  memo: z.string().nullable(),
  debit: Money,
  credit: Money,
  balance: Money,
})
export type StatementMovement = z.infer<typeof StatementMovement>
export const StatementSection = z.object({
  currency: Currency,
  opening: Money,
  movements: z.array(StatementMovement),
  openItems: z.array(OpenItemRow.omit({ customer: true })),
  debit: Money,
  credit: Money,
  closing: Money,
  aging: AgingView,
})
export type StatementSection = z.infer<typeof StatementSection>
export const Statement = z.object({
  customer: PartyView,
  kind: StatementKind,
  from: Day,
  to: Day,
  sections: z.array(StatementSection),
})
export type Statement = z.infer<typeof Statement>

export const Account = z.object({
  id: Id,
  /** Set on the accounts that documents post to: they may be renamed, not archived. */
  key: AccountKey.nullable(),
  code: z
    .string()
    .trim()
    .regex(/^[0-9A-Za-z.-]{1,20}$/),
  nameAr: Text.max(120),
  nameEn: Text.max(120),
  kind: AccountKind,
  archived: z.boolean(),
})
export type Account = z.infer<typeof Account>
export const SaveAccount = Account.omit({ key: true, archived: true }).extend({ id: Id })
export type SaveAccount = z.infer<typeof SaveAccount>
/** In the books' own currency; debit minus credit. */
const Balances = { debit: Money, credit: Money, balance: Money }
export const AccountRow = Account.extend({ balance: Money, lines: z.int() })
export const AccountLinesInput = PageInput.extend({
  id: Id,
  from: Day.optional(),
  to: Day.optional(),
})
export type AccountLinesInput = z.infer<typeof AccountLinesInput>
export const AccountLine = z.object({
  id: Id,
  entryId: Id,
  postedOn: Day,
  number: z.string(),
  documentKind: z.string(),
  documentId: Id,
  memo: z.string().nullable(),
  partyName: z.string().nullable(),
  amount: Money,
  debit: Money,
  credit: Money,
  balance: Money,
})
export type AccountLine = z.infer<typeof AccountLine>

export const TrialBalanceRow = z.object({ account: Account, opening: Money, ...Balances })
export const TrialBalance = z.object({
  from: Day,
  to: Day,
  rows: z.array(TrialBalanceRow),
  sums: z.object({ debit: Money, credit: Money, opening: Money, balance: Money }),
})
export type TrialBalance = z.infer<typeof TrialBalance>

export const JournalInput = PageInput.extend({
  from: Day.optional(),
  to: Day.optional(),
  search: Search,
  documentKind: z.string().max(40).optional(),
  /** Only what was written by hand. */
  manual: z.boolean().optional(),
  sort: z.enum(['posted', 'recorded', 'number', 'amount']).default('posted'),
  direction: Direction.default('desc'),
})
export type JournalInput = z.infer<typeof JournalInput>
export const JournalRow = z.object({
  id: Id,
  kind: z.string(),
  documentKind: z.string(),
  documentId: Id,
  number: z.string(),
  postedOn: Day,
  recordedAt: Instant,
  by: z.string(),
  memo: z.string().nullable(),
  /** The debit side, in the entry's currency. */
  amount: Money,
  reverses: Id.nullable(),
  reversedBy: Id.nullable(),
})
export type JournalRow = z.infer<typeof JournalRow>
export const JournalLine = z.object({
  id: Id,
  account: Account,
  partyId: Id.nullable(),
  partyName: z.string().nullable(),
  dueOn: Day.nullable(),
  amount: Money,
  base: Money,
  settled: Money,
  memo: z.string().nullable(),
})
export const JournalEntry = JournalRow.extend({
  rate: z.string(),
  lines: z.array(JournalLine),
})
export type JournalEntry = z.infer<typeof JournalEntry>

const WrittenLine = z.object({
  accountId: Id,
  /** Above nothing on the debit side, below it on the credit side; in smallest units. */
  amount: z.int().refine((minor) => minor !== 0),
  memo: z.string().trim().max(200).optional(),
})
export const WriteEntry = z.object({
  id: NewId,
  postedOn: Day,
  currency: Currency,
  rate: Rate.optional(),
  memo: Text.max(300),
  lines: z.array(WrittenLine).min(2).max(200),
})
export type WriteEntry = z.infer<typeof WriteEntry>
export const ReverseEntry = z.object({ id: Id, requestId: NewId, on: Day })
export type ReverseEntry = z.infer<typeof ReverseEntry>

export const PeriodRow = z.object({
  /** The month's first and last day. */
  startsOn: Day,
  endsOn: Day,
  locked: z.boolean(),
  over: z.boolean(),
  entries: z.int(),
  debit: Money,
})
export const PeriodChange = z.object({
  id: Id,
  lockedThrough: Day.nullable(),
  reopened: z.boolean(),
  reason: z.string().nullable(),
  at: Instant,
  by: z.string(),
})
export const Periods = z.object({
  lockedThrough: Day.nullable(),
  rows: z.array(PeriodRow),
  changes: z.array(PeriodChange),
})
export type Periods = z.infer<typeof Periods>
export const LockPeriod = z.object({ id: NewId, through: Day })
export type LockPeriod = z.infer<typeof LockPeriod>
export const ReopenPeriod = z.object({ id: NewId, from: Day, reason: Text.min(3).max(500) })
export type ReopenPeriod = z.infer<typeof ReopenPeriod>

export const RateRow = z.object({ currency: Currency, day: Day, rate: Rate, by: z.string() })
export const SaveRate = z.object({ currency: Currency, day: Day, rate: Rate })
export type SaveRate = z.infer<typeof SaveRate>

/** One rule the books must keep, and how often it was found broken. */
export const Invariant = z.object({
  invariant: z.string(),
  found: z.int(),
  sample: z.unknown().nullable(),
})
export const BooksHealth = z.object({
  checkedAt: Instant.nullable(),
  durationMs: z.int().nullable(),
  /** Since when every check found nothing. */
  cleanSince: Instant.nullable(),
  rows: z.array(Invariant),
})
export type BooksHealth = z.infer<typeof BooksHealth>

const at = routesOf('ledger')
const Paper = z.file()

export const ledgerContract = {
  aging: at('GET', '/aging')
    .input(AgingInput)
    .output(pageOf(AgingRow).extend({ sums: z.array(AgingView.extend({ overdue: Money })) })),
  agingItems: at('GET', '/aging/items')
    .input(AgingItemsInput)
    .output(pageOf(OpenItemRow).extend({ sums: z.array(AgingView) })),
  customerAging: at('GET', '/customers/{id}/aging')
    .input(byId.extend(Viewpoint))
    .output(CustomerAging),
  statement: at('GET', '/customers/{id}/statement').input(StatementInput).output(Statement),
  statementPdf: at('GET', '/customers/{id}/statement.pdf').input(StatementInput).output(Paper),
  statementSheet: at('GET', '/customers/{id}/statement.xlsx').input(StatementInput).output(Paper),

  journal: at('GET', '/journal').input(JournalInput).output(pageOf(JournalRow)),
  entry: at('GET', '/journal/{id}').input(byId).output(JournalEntry),
  writeEntry: at('POST', '/journal').input(WriteEntry).output(JournalEntry),
  reverseEntry: at('POST', '/journal/{id}/reversal').input(ReverseEntry).output(JournalEntry),

  accounts: at('GET', '/accounts')
    .input(z.object({ asOf: Day.optional() }))
    .output(z.object({ rows: z.array(AccountRow) })),
  account: at('GET', '/accounts/{id}')
    .input(AccountLinesInput)
    .output(
      pageOf(AccountLine).extend({ account: Account, opening: Money, sums: z.object(Balances) }),
    ),
  saveAccount: at('PUT', '/accounts/{id}').input(SaveAccount).output(Account),
  archiveAccount: at('POST', '/accounts/{id}/archive').input(byId).output(Account),
  restoreAccount: at('DELETE', '/accounts/{id}/archive').input(byId).output(Account),
  trialBalance: at('GET', '/trial-balance')
    .input(z.object({ from: Day.optional(), to: Day.optional() }))
    .output(TrialBalance),

  periods: at('GET', '/periods').input(none).output(Periods),
  lockPeriod: at('POST', '/periods/locks').input(LockPeriod).output(Periods),
  reopenPeriod: at('POST', '/periods/reopenings').input(ReopenPeriod).output(Periods),

  rates: at('GET', '/exchange-rates')
    .input(none)
    .output(z.object({ baseCurrency: Currency, rows: z.array(RateRow) })),
  saveRate: at('PUT', '/exchange-rates/{currency}/{day}').input(SaveRate).output(RateRow),

  booksHealth: at('GET', '/books/health').input(none).output(BooksHealth),
  checkBooks: at('POST', '/books/health').input(none).output(BooksHealth),
}
