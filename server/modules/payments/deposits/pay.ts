import { depositAfter } from '#core/payments/deposit.ts'
import type { Deposit, PayDeposit } from '#core/payments/deposit-api.ts'
import { Refusal } from '#core/refusal.ts'
import { command, type Work } from '#platform/command.ts'
import { accountOf, bookPayment } from '../book-payment.ts'
import { endAttemptsOf } from '../online/end-request.ts'
import { moneyOf } from '../store.ts'
import { advance } from './advance.ts'
import { readDeposit } from './queries.ts'
import { bookSecurity } from './security.ts'
import { type DepositRecord, dueOf, type HeldDeposit, holdDeposit } from './store.ts'

/** An advance is money that no invoice has taken yet: it lies on the customer's account. */
async function payAdvance(work: Work, deposit: DepositRecord, input: PayDeposit): Promise<void> {
  const due = dueOf(deposit)
  const amount = input.amount ?? due
  if (amount.currency !== due.currency || amount.minor > due.minor)
    throw new Refusal('payments.deposit_above_due', { due: due.minor })
  const { newPaymentId: paymentId, paidOn } = input
  await bookPayment(
    work,
    {
      id: paymentId,
      customerId: deposit.customer_id,
      amount,
      method: input.method,
      source: 'manual',
      paidOn,
      rate: input.rate,
      reference: input.reference,
      note: deposit.number,
    },
    () => ({ shares: [], unapplied: amount }),
    'payments.record',
  )
  await advance(work, deposit, { paymentId, amount: amount.minor, on: paidOn })
  if (amount.minor === due.minor) await endAttemptsOf(work, deposit.id)
}

/** A security is received whole: what is held of it is what was asked for. */
async function receiveSecurity(
  work: Work,
  { deposit, customer }: HeldDeposit,
  { method, paidOn, reference, amount }: PayDeposit,
): Promise<void> {
  const whole = moneyOf(deposit)
  if (amount && (amount.minor !== whole.minor || amount.currency !== whole.currency))
    throw new Refusal('payments.deposit_above_due', { due: whole.minor })
  await bookSecurity(work, deposit, customer, {
    ...{ move: 'receive', state: 'held', day: paidOn, amount: whole.minor, reference },
    account: accountOf({ method, source: 'manual' }),
  })
}

/**
 * Money of a request came in by hand: what comes of an advance is a payment on the customer's account,
 * a security a debt of ours.
 * @throws payments.deposit_not_found, payments.deposit_cannot, payments.deposit_above_due,
 *   payments.paid_in_the_future, payments.rate_needed
 */
export const payDeposit = command(
  'payments.record',
  async (work, input: PayDeposit): Promise<Deposit> => {
    const held = await holdDeposit(work, input.id, 'payments.record')
    const { kind, state } = held.deposit
    const move = kind === 'advance' ? 'pay' : 'receive'
    if (!depositAfter(kind, state, move))
      throw new Refusal('payments.deposit_cannot', { state, move })
    if (input.paidOn > work.today)
      throw new Refusal('payments.paid_in_the_future', { paidOn: input.paidOn, today: work.today })
    if (kind === 'advance') await payAdvance(work, held.deposit, input)
    else await receiveSecurity(work, held, input)
    return readDeposit(work, input.id)
  },
  { name: 'payments.pay_deposit', once: ({ newPaymentId }) => newPaymentId },
)
