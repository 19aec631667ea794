import type { Money } from '#core/money.ts'
import { depositAfter, depositOf } from '#core/payments/deposit.ts'
import type { CancelDeposit, Deposit, RequestDeposit } from '#core/payments/deposit-api.ts'
import { DepositMoved } from '#core/payments/events.ts'
import { Refusal } from '#core/refusal.ts'
import { lockCustomer } from '#modules/contacts/index.ts'
import { nextNumber } from '#modules/ledger/index.ts'
import { command, type Work } from '#platform/command.ts'
import { endDepositLinks } from '../online/end-request.ts'
import { depositLink } from '../online/links.ts'
import { readDeposit } from './queries.ts'
import { holdDeposit, moveHeld, writeStep } from './store.ts'

/** What is asked for: the part of the whole, or the amount that was written. */
function asked(work: Work, input: RequestDeposit): Money {
  const { kind, expected, percent, amount: fixed } = input
  const amount = expected && percent !== undefined ? depositOf(expected, percent) : fixed
  if (!amount || amount.minor <= 0)
    throw new Refusal('payments.deposit_amount', { most: expected?.minor ?? 0 })
  if (expected && expected.currency !== amount.currency)
    throw new Refusal('payments.deposit_currency', { currency: expected.currency })
  if (expected && amount.minor > expected.minor)
    throw new Refusal('payments.deposit_amount', { most: expected.minor })
  // A security goes back as it came: it is held in the books' own currency, without a rate.
  if (kind === 'security' && amount.currency !== work.baseCurrency)
    throw new Refusal('payments.deposit_currency', { currency: work.baseCurrency })
  return amount
}

/**
 * Asks for money before there is an invoice: numbers the request and, for an advance, makes the link
 * through which it is paid. Nothing is in the books yet.
 * @throws contacts.customer_not_found, payments.deposit_amount, payments.deposit_currency
 */
export const requestDeposit = command(
  'payments.deposits',
  async (work, input: RequestDeposit): Promise<Deposit> => {
    const { id, kind, subject, expected, percent, dueOn, note } = input
    const amount = asked(work, input)
    const customer = await lockCustomer(work, input.customerId, 'payments.deposits')
    const { number } = await nextNumber(work, 'deposit', work.today)
    await work.run(
      `insert into deposit (company_id, id, kind, number, customer_id, subject, amount, currency,
         expected, percent, due_on, note, state, requested_on, requested_at, requested_by,
         requested_by_name)
       values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, 'requested', $13, $14, $15, $16)`,
      [
        ...[work.companyId, id, kind, number, customer.id, subject, amount.minor, amount.currency],
        ...[expected?.minor ?? null, percent ?? null, dueOn, note || null, work.today, work.now],
        ...[work.actor.kind === 'user' ? work.actor.id : null, work.actor.name],
      ],
    )
    await writeStep(work, id, { move: null, day: work.today })
    if (kind === 'advance') await depositLink(work, { id, customerId: customer.id, dueOn })
    work.audit('payments.deposit_requested', {
      kind: 'deposit',
      id,
      before: null,
      after: { kind, number, customerId: customer.id, amount, expected, percent, dueOn },
    })
    work.publish(
      DepositMoved,
      { kind: 'deposit', id, customerId: customer.id },
      { depositId: id, kind, customerId: customer.id, number, amount, move: 'request' },
    )
    return readDeposit(work, id)
  },
  { name: 'payments.request_deposit', once: ({ id }) => id },
)

/** Takes a request back that was not paid; its number stays. @throws payments.deposit_cannot */
export const cancelDeposit = command(
  'payments.deposits',
  async (work, input: CancelDeposit): Promise<Deposit> => {
    const { deposit } = await holdDeposit(work, input.id, 'payments.deposits')
    const state = depositAfter(deposit.kind, deposit.state, 'cancel')
    if (!state)
      throw new Refusal('payments.deposit_cannot', { state: deposit.state, move: 'cancel' })
    await moveHeld(work, deposit, {
      ...{ move: 'cancel', state, day: work.today, reason: input.reason },
    })
    await endDepositLinks(work, input.id)
    return readDeposit(work, input.id)
  },
  { name: 'payments.cancel_deposit' },
)
