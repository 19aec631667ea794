import type { BankLine } from '#core/payments/bank-api.ts'
import { Refusal } from '#core/refusal.ts'
import { command } from '#platform/command.ts'
import { look } from '#platform/query.ts'
import type { Session } from '#platform/session.ts'
import { lockEvenReversed } from '../lock-for-change.ts'
import { reverseHeld } from '../reverse-payment.ts'
import { unbookExpense } from './expense.ts'
import { readLine } from './lines.ts'
import { unlinkEntry } from './link-entry.ts'
import { freeLine, reopenLine, unlinkLine } from './link-line.ts'
import { getLine } from './store.ts'

/** Puts lines aside that are no customer's money: fees, salaries, a transfer of the company's own. */
export const ignoreLines = command(
  'payments.bank',
  async (work, { ids, reason }: { ids: readonly string[]; reason: string }) => {
    const ignored = await work.run<{ id: string }>(
      `with held as (
         select id from bank_line where company_id = $1 and id = any($2) and state = 'open'
         order by id for no key update)
       update bank_line l set state = 'ignored', reason = $3, ended_at = $4, ended_by_name = $5
       from held where l.company_id = $1 and l.id = held.id and l.state = 'open' returning l.id`,
      [work.companyId, [...ids], reason, work.now, work.actor.name],
    )
    if (ignored.length === 0)
      throw new Refusal('payments.bank_line_not_found', { id: ids[0] ?? '' })
    for (const { id } of ignored)
      work.audit('payments.line_ignored', {
        kind: 'bank_line',
        id,
        before: { state: 'open' },
        after: { state: 'ignored', reason },
      })
    return { ignored: ignored.map(({ id }) => id) }
  },
  { name: 'payments.ignore_lines' },
)

const undo = command(
  'payments.bank',
  async (work, { id }: { id: string }): Promise<void> => {
    const seen = await getLine(work, id)
    if (seen.payment_id === null) {
      await work.run(
        'select id from bank_line where company_id = $1 and id = $2 for no key update',
        [work.companyId, id],
      )
      const held = await getLine(work, id)
      if (held.entry_id !== null) return unbookExpense(work, held, held.entry_id)
      if (held.linked_id !== null) return unlinkEntry(work, held)
      if (held.state !== 'ignored') throw new Refusal('payments.line_open')
      return reopenLine(work, id)
    }
    const { payment, customer } = await lockEvenReversed(work, seen.payment_id, 'payments.bank')
    await work.run('select id from bank_line where company_id = $1 and id = $2 for no key update', [
      work.companyId,
      id,
    ])
    const line = await getLine(work, id)
    if (line.payment_id !== payment.id) throw new Refusal('payments.line_open')
    // It bounced, so there is nothing to reverse any more.
    if (payment.reversedOn !== null) return freeLine(work, payment.id)
    // Reversing what was booked gives its line back by itself.
    if (line.booked)
      return reverseHeld(work, payment, customer.id, { reason: 'mistake', on: work.today })
    return unlinkLine(work, id)
  },
  { name: 'payments.undo_line' },
)

/**
 * Makes a line wait again: the payment or the expense that it was booked as is reversed, a link is
 * taken away, and what was put aside comes back.
 * @throws payments.bank_line_not_found, payments.line_open, payments.has_refunds,
 *   ledger.period_locked
 */
export async function undoLine(session: Session, input: { id: string }): Promise<BankLine> {
  await undo(session, input)
  return look(session, (from) => readLine(from, input.id, 'payments.bank'))
}
