import type { Day } from '#core/day.ts'
import type { AccountKey } from '#core/ledger/chart.ts'
import type { Money } from '#core/money.ts'
import { type DepositState, depositAfter } from '#core/payments/deposit.ts'
import type { ApplyDeposit, Deposit, RefundDeposit } from '#core/payments/deposit-api.ts'
import { Refusal } from '#core/refusal.ts'
import type { LockedCustomer } from '#modules/contacts/index.ts'
import { lockOpenItems, nextNumber, postEntry, settle } from '#modules/ledger/index.ts'
import { command, type Work } from '#platform/command.ts'
import { allocate } from '../record-payment.ts'
import { readDeposit } from './queries.ts'
import { type DepositRecord, holdDeposit, moveHeld } from './store.ts'

type Booked = Readonly<{
  move: 'receive' | 'refund' | 'apply'
  state: DepositState
  day: Day
  amount: number
  /** Where the money comes from or goes to; `receivable` pays debts with it. */
  account: AccountKey
  reference?: string | undefined
  reason?: string | undefined
}>

/**
 * Books a move of a held security between our debt to the customer and another account, writes it
 * down, and gives back the line that is against the receivable, if it is.
 */
export async function bookSecurity(
  work: Work,
  deposit: DepositRecord,
  customer: Pick<LockedCustomer, 'id'>,
  booked: Booked,
): Promise<string | undefined> {
  const { move, state, day, amount, account, reference, reason } = booked
  const change = move === 'receive' ? amount : -amount
  const { number } = await nextNumber(work, 'security', day)
  const other = { account, amount: change }
  const entry = await postEntry(work, {
    kind: 'security_deposit',
    document: { kind: 'security_deposit', id: deposit.id, number },
    postedOn: day,
    customerId: customer.id,
    currency: deposit.currency,
    memo: deposit.number,
    lines: [
      account === 'receivable' ? { ...other, partyId: customer.id, dueOn: day } : other,
      { account: 'security_deposits', amount: -change },
    ],
  })
  const { entryId } = entry
  await moveHeld(work, deposit, {
    ...{ move, state, day, change, number, entryId, reference, reason },
  })
  return entry.lines.find((line) => line.account === 'receivable')?.id
}

/**
 * What a part of a held security leaves behind.
 * @throws payments.deposit_cannot, payments.deposit_above_held
 */
function stateLess(
  deposit: DepositRecord,
  move: 'refund' | 'apply',
  { minor, currency }: Money,
): DepositState {
  const state = depositAfter(deposit.kind, deposit.state, move, deposit.held - minor)
  if (!state) throw new Refusal('payments.deposit_cannot', { state: deposit.state, move })
  if (currency !== deposit.currency || minor > deposit.held)
    throw new Refusal('payments.deposit_above_held', { held: deposit.held })
  return state
}

/**
 * Gives a security back, whole or a part of it.
 * @throws payments.deposit_not_found, payments.deposit_cannot, payments.deposit_above_held
 */
export const refundDeposit = command(
  'payments.refund',
  async (work, input: RefundDeposit): Promise<Deposit> => {
    const { deposit, customer } = await holdDeposit(work, input.id, 'payments.refund')
    const state = stateLess(deposit, 'refund', input.amount)
    await bookSecurity(work, deposit, customer, {
      ...{ move: 'refund', state, day: work.today, amount: input.amount.minor },
      ...{ account: input.way === 'cash' ? 'cash' : 'bank' },
      ...{ reference: input.reference, reason: input.reason },
    })
    return readDeposit(work, input.id)
  },
  { name: 'payments.refund_deposit', once: ({ requestId }) => requestId },
)

/**
 * Keeps a part of a security for what the customer owes: the debt is paid by it, and the reason stays
 * with it. It pays what it says and nothing lies over: more than is owed is not taken.
 * @throws payments.deposit_not_found, payments.deposit_cannot, payments.deposit_above_held,
 *   payments.nothing_open, payments.deposit_exact, payments.share_…
 */
export const applyDeposit = command(
  'payments.allocate',
  async (work, input: ApplyDeposit): Promise<Deposit> => {
    const { amount, shares: named } = input
    const { deposit, customer } = await holdDeposit(work, input.id, 'payments.allocate')
    const open = await lockOpenItems(work, customer.parties, amount.currency)
    const state = stateLess(deposit, 'apply', amount)
    const { shares, unapplied } = allocate(amount, named, open)
    if (shares.length === 0) throw new Refusal('payments.nothing_open')
    if (unapplied.minor > 0)
      throw new Refusal('payments.deposit_exact', { most: amount.minor - unapplied.minor })
    const creditId = await bookSecurity(work, deposit, customer, {
      ...{ move: 'apply', state, day: work.today, amount: amount.minor, account: 'receivable' },
      reason: input.reason,
    })
    if (!creditId) throw new Error('A security that pays a debt is a credit of its customer')
    await settle(work, { creditId, shares, effectiveOn: work.today })
    return readDeposit(work, input.id)
  },
  { name: 'payments.apply_deposit', once: ({ requestId }) => requestId },
)
