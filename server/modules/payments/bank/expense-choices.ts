import { type BookedBefore, likelyAccount } from '#core/payments/bank/expense.ts'
import type { BankLine } from '#core/payments/bank-api.ts'
import { expenseAccounts } from '#modules/ledger/index.ts'
import type { Look } from '#platform/query.ts'
import type { LineRecord } from './store.ts'

/** What an outgoing line that waits may be booked as: the accounts, and the likely one. */
export async function expenseChoices(
  from: Look,
  { description }: LineRecord,
): Promise<BankLine['expenses']> {
  const accounts = await expenseAccounts(from)
  const before = await from.run<{ text: string; account_id: string }>(
    `select l.description as text, x.account_id from bank_expense x
     join bank_line l on l.company_id = x.company_id and l.id = x.line_id
     where x.company_id = $1 and x.undone_at is null
     order by x.booked_at desc, x.id desc limit 200`,
    [from.companyId],
  )
  const known = before.map((row): BookedBefore => ({ text: row.text, accountId: row.account_id }))
  return { accounts, likely: likelyAccount(description, known, accounts) }
}
