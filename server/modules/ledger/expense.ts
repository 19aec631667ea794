import type { Day } from '#core/day.ts'
import { inBase } from '#core/ledger/posting.ts'
import type { Money } from '#core/money.ts'
import { Refusal } from '#core/refusal.ts'
import type { Work } from '#platform/command.ts'
import type { AccountRecord } from './accounts.ts'
import { insertEntry } from './entries-store.ts'
import { nextNumber } from './numbers.ts'
import type { From } from './parties.ts'
import { rateOn } from './rates-store.ts'

/** An account that an expense may be written to. */
export type ExpenseAccount = Readonly<{ id: string; code: string; nameAr: string; nameEn: string }>

// What documents post to by name they keep themselves; VAT that was paid is claimed back like theirs.
const takesExpenses = `a.company_id = $1 and a.archived_at is null
  and (a.kind = 'expense' and a.key is null or a.key = 'vat_input')`

type Row = Pick<AccountRecord, 'id' | 'code' | 'name_ar' | 'name_en'>

const viewOf = ({ id, code, name_ar, name_en }: Row): ExpenseAccount => ({
  id,
  code,
  nameAr: name_ar,
  nameEn: name_en,
})

/** The accounts that an expense may be written to: those that no document keeps, and paid VAT. */
export async function expenseAccounts(
  from: Pick<From, 'run' | 'companyId'>,
): Promise<ExpenseAccount[]> {
  const rows = await from.run<Row>(
    `select a.id, a.code, a.name_ar, a.name_en from account a where ${takesExpenses} order by a.code`,
    [from.companyId],
  )
  return rows.map(viewOf)
}

/** Money that left the bank for the company itself. */
export type Expense = Readonly<{
  accountId: string
  /** What was paid, above nothing. */
  amount: Money
  postedOn: Day
  /** What it was paid by, and its words. */
  documentId: string
  memo: string
}>

/**
 * Posts an expense that the bank took: the account bears it, the bank has that much less.
 * @throws ledger.account_no_expense, ledger.period_locked, ledger.rate_missing
 */
export async function postExpense(
  work: Work,
  { accountId, amount, postedOn, documentId, memo }: Expense,
): Promise<{ entryId: string; number: string; account: ExpenseAccount }> {
  const [found] = await work.run<Row>(
    `select a.id, a.code, a.name_ar, a.name_en from account a where ${takesExpenses} and a.id = $2`,
    [work.companyId, accountId],
  )
  if (!found) throw new Refusal('ledger.account_no_expense', { id: accountId })
  const { minor, currency } = amount
  const rate = currency === work.baseCurrency ? '1' : await rateOn(work, currency, postedOn)
  const parts = [minor, -minor].map((each) => ({ amount: each, party: false }))
  const [spent = 0, left = 0] = inBase(parts, currency, rate, work.baseCurrency)
  const { number } = await nextNumber(work, 'journal', postedOn)
  const entryId = work.newId()
  await insertEntry(work, {
    id: entryId,
    kind: 'bank_expense',
    document: { kind: 'bank_expense', id: documentId, number },
    postedOn,
    currency,
    rate,
    memo,
    lines: [
      { id: work.newId(), account: found.id, amount: minor, base: spent },
      { id: work.newId(), key: 'bank', amount: -minor, base: left },
    ],
  })
  return { entryId, number, account: viewOf(found) }
}
