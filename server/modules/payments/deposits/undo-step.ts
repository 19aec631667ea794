import { type DepositMove, depositAfter, mayUndo } from '#core/payments/deposit.ts'
import type { Deposit, UndoDeposit } from '#core/payments/deposit-api.ts'
import { Refusal } from '#core/refusal.ts'
import { reverseEntry, unsettle } from '#modules/ledger/index.ts'
import { command, type Work } from '#platform/command.ts'
import { freeEntry } from '../bank/link-entry.ts'
import { allocationsOf } from '../settlements.ts'
import { readDeposit } from './queries.ts'
import { type DepositRecord, holdDeposit, moveHeld } from './store.ts'

type Booked = {
  move: DepositMove | null
  change: number
  number: string
  entry_id: string
  /** Where it paid debts: its line against them. */
  credit_id: string | null
  undone: boolean
}

/** A step of a held request that is in the books. @throws payments.deposit_step */
async function bookedStep(work: Work, deposit: DepositRecord, step: number): Promise<Booked> {
  const [row] = await work.run<Booked>(
    `select s.move, s.change, s.number, s.entry_id,
       (select l.id from journal_line l where l.company_id = s.company_id
          and l.entry_id = s.entry_id and l.party_id is not null) as credit_id,
       exists (select 1 from deposit_step u where u.company_id = s.company_id
          and u.deposit_id = s.deposit_id and u.undoes = s.seq) as undone
     from deposit_step s
     where s.company_id = $1 and s.deposit_id = $2 and s.seq = $3 and s.entry_id is not null`,
    [work.companyId, deposit.id, step],
  )
  if (!row || row.undone || !mayUndo(row.move, deposit.held, deposit.amount))
    throw new Refusal('payments.deposit_step', { step })
  return row
}

/** The debts that it paid are open again. */
async function freeDebts(work: Work, creditId: string): Promise<void> {
  const paid = (await allocationsOf(work, [creditId])).get(creditId) ?? []
  await unsettle(
    work,
    paid.map(({ id }) => id),
    { effectiveOn: work.today, reason: 'mistake' },
  )
}

/**
 * Takes one step of a security back that was a mistake: its receipt, while all of it is still there,
 * what was given back, or what paid a debt. Its entry is reversed today; both stay to be seen.
 * @throws payments.deposit_not_found, payments.deposit_step, ledger.period_locked
 */
export const undoDeposit = command(
  'payments.reverse',
  async (work, { id, step, reason }: UndoDeposit): Promise<Deposit> => {
    const { deposit } = await holdDeposit(work, id, 'payments.reverse')
    const booked = await bookedStep(work, deposit, step)
    const change = -booked.change
    const state = depositAfter(deposit.kind, deposit.state, 'undo', deposit.held + change)
    if (!state) throw new Refusal('payments.deposit_cannot', { state: deposit.state, move: 'undo' })
    if (booked.credit_id) await freeDebts(work, booked.credit_id)
    const { entryId } = await reverseEntry(work, booked.entry_id, work.today, reason)
    await freeEntry(work, booked.entry_id)
    await moveHeld(work, deposit, {
      ...{ move: 'undo', state, day: work.today, change, number: booked.number },
      ...{ entryId, undoes: step, reason },
    })
    return readDeposit(work, id)
  },
  { name: 'payments.undo_deposit' },
)
