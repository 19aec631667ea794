/**
 * Ledger: the one truth about money. It owns accounts, journal entries, open items (which are
 * journal lines), settlements, number series, exchange rates and the locks of periods.
 * It says aloud that an item was settled, that an entry was written by hand, that the lock of the
 * books moved, and that a check of the books found something.
 */
export { agingOf, type PartyAging } from './aging.ts'
export { type BankEntriesOf, type BankEntry, bankEntries, holdEntry } from './bank-entries.ts'
export { checkBooks } from './books.ts'
export { type ExpenseAccount, expenseAccounts, postExpense } from './expense.ts'
export { type Exposure, exposuresOf } from './exposure.ts'
export {
  type ItemPast,
  itemsInPast,
  movesInPast,
  partiesInPast,
} from './item-history.ts'
export { nextNumber, nextNumbers } from './numbers.ts'
export {
  type CreditLine,
  lockCredits,
  lockOpenItems,
  lockOpenItemsById,
  type OpenItemLine,
  openItemsOf,
  partiesWithOpenItems,
} from './open-items.ts'
export { type PartyBook, type PartyCard, partyBook } from './parties.ts'
export { type PayingHabits, payingHabits } from './paying-habits.ts'
export {
  meanDaysLate,
  type PaidPart,
  type PayingRecord,
  payingRecords,
} from './paying-record.ts'
export { isLocked } from './periods.ts'
export {
  type Entry,
  type EntryLine,
  type PostedLine,
  postEntries,
  postEntry,
  reverseEntry,
} from './post.ts'
export { rateOfItem, rateOn } from './rates-store.ts'
export { type SettleOrder, settle, settleMany, unsettle } from './settle.ts'
export { settledDay } from './settled-day.ts'
export { statementPdf } from './show-statement.ts'
export { standingText } from './standing.ts'
export {
  type StandingSettlement,
  settlementsByCredit,
  standingSettlements,
} from './standing-settlements.ts'
export { statementOf } from './statement.ts'
export { untilSettled } from './until-settled.ts'
