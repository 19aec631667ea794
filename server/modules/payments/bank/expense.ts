import type { BankLine, BookExpense } from '#core/payments/bank-api.ts'
import { Refusal } from '#core/refusal.ts'
import { postExpense, reverseEntry } from '#modules/ledger/index.ts'
import { command, type Work } from '#platform/command.ts'
import { look } from '#platform/query.ts'
import type { Session } from '#platform/session.ts'
import { readLine } from './lines.ts'
import { holdLine, reopenLine } from './link-line.ts'
import type { LineRecord } from './store.ts'

const book = command(
  'payments.bank',
  async (work, { id, accountId }: BookExpense): Promise<void> => {
    const line = await holdLine(work, id)
    const { amount, currency, booked_on: postedOn, description } = line
    if (amount >= 0) throw new Refusal('payments.line_comes_in')
    if (postedOn > work.today)
      throw new Refusal('payments.paid_in_the_future', { paidOn: postedOn, today: work.today })
    const { entryId, number, account } = await postExpense(work, {
      accountId,
      amount: { minor: -amount, currency },
      postedOn,
      documentId: id,
      memo: description.slice(0, 500),
    })
    await work.run(
      `insert into bank_expense (company_id, id, line_id, account_id, entry_id, booked_at, booked_by,
         booked_by_name)
       values ($1, $2, $3, $4, $5, $6, $7, $8)`,
      [
        ...[work.companyId, work.newId(), id, accountId, entryId],
        ...[work.now, work.actor.id, work.actor.name],
      ],
    )
    await work.run(
      `update bank_line set state = 'matched', ended_at = $3, ended_by_name = $4
       where company_id = $1 and id = $2`,
      [work.companyId, id, work.now, work.actor.name],
    )
    work.audit('payments.line_booked', {
      kind: 'bank_line',
      id,
      before: { state: 'open' },
      after: { entry: number, account: account.code, amount: { minor: -amount, currency } },
    })
    work.whisper('payments.line_booked', { kind: 'bank_line', id })
  },
  { name: 'payments.book_expense' },
)

/**
 * Books money that left the bank as an expense of the company's own: a fee, the VAT on it.
 * @throws payments.bank_line_not_found, payments.line_taken, payments.line_comes_in,
 *   payments.paid_in_the_future, ledger.account_no_expense, ledger.period_locked,
 *   ledger.rate_missing
 */
export async function bookExpense(session: Session, input: BookExpense): Promise<BankLine> {
  await book(session, input)
  return look(session, (from) => readLine(from, input.id, 'payments.bank'))
}

/** Reverses what a line that is held was booked as, and lets it wait again. @throws ledger.period_locked */
export async function unbookExpense(work: Work, line: LineRecord, entryId: string): Promise<void> {
  await reverseEntry(work, entryId, work.today)
  await work.run(
    `update bank_expense set undone_at = $3, undone_by_name = $4
     where company_id = $1 and line_id = $2 and undone_at is null`,
    [work.companyId, line.id, work.now, work.actor.name],
  )
  await reopenLine(work, line.id)
}
