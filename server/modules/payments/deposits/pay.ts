import type { Day } from '#core/day.ts'
import type { Money } from '#core/money.ts'
import { type DepositState, depositAfter } from '#core/payments/deposit.ts'
import type { Deposit, PayDeposit } from '#core/payments/deposit-api.ts'
import { Refusal } from '#core/refusal.ts'
import { command, type Work } from '#platform/command.ts'
import { accountOf, bookPayment } from '../book-payment.ts'
import { endAttemptsOf } from '../online/end-request.ts'
import { moneyOf } from '../store.ts'
import { readDeposit } from './queries.ts'
import { bookSecurity } from './security.ts'
import {
  type DepositRecord,
  dueOf,
  type HeldDeposit,
  holdDeposit,
  lockDeposit,
  moveHeld,
} from './store.ts'

/** What came of an advance, which is not above what is still to come of it. */
async function advance(
  work: Work,
  deposit: DepositRecord,
  { paymentId, amount, on }: Readonly<{ paymentId: string; amount: number; on: Day }>,
): Promise<DepositState> {
  const { kind, state } = deposit
  const next = depositAfter(kind, state, 'pay', dueOf(deposit).minor - amount)
  if (!next) throw new Refusal('payments.deposit_cannot', { state, move: 'pay' })
  await work.run(
    `insert into deposit_payment (company_id, payment_id, deposit_id, amount)
     values ($1, $2, $3, $4)`,
    [work.companyId, paymentId, deposit.id, amount],
  )
  await moveHeld(work, deposit, {
    ...{ move: 'pay', state: next, day: on, payment: { id: paymentId, amount } },
  })
  return next
}

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

type Came = Readonly<{ paymentId: string; amount: Money; on: Day }>

/**
 * A payment that is in the books belongs to a request of its customer, who is held: as much of it as
 * is still to come. What comes twice, or after it was cancelled, simply lies on the account.
 * @returns how the request stands then
 */
export async function tagPaid(
  work: Work,
  depositId: string,
  { paymentId, amount, on }: Came,
): Promise<DepositState> {
  const deposit = await lockDeposit(work, depositId)
  const { kind, state, currency } = deposit
  if (!depositAfter(kind, state, 'pay') || amount.currency !== currency) return state
  const own = Math.min(amount.minor, dueOf(deposit).minor)
  return advance(work, deposit, { paymentId, amount: own, on })
}

/** The same for money that came another way than through its link: nobody need pay there any more. */
export async function payBy(work: Work, depositId: string, came: Came): Promise<void> {
  const state = await tagPaid(work, depositId, came)
  if (state !== 'requested') await endAttemptsOf(work, depositId)
}

/** A payment that turned out to be none leaves its request open. The customer is held. */
export async function followReversedAdvance(
  work: Work,
  paymentId: string,
  { on, note }: Readonly<{ on: Day; note?: string | undefined }>,
): Promise<void> {
  const [found] = await work.run<{ deposit_id: string; amount: number }>(
    'select deposit_id, amount from deposit_payment where company_id = $1 and payment_id = $2',
    [work.companyId, paymentId],
  )
  if (!found) return
  const deposit = await lockDeposit(work, found.deposit_id)
  const state = depositAfter(deposit.kind, deposit.state, 'unpay')
  if (!state) throw new Error('A request that something was paid of can lose it again')
  await work.run('delete from deposit_payment where company_id = $1 and payment_id = $2', [
    work.companyId,
    paymentId,
  ])
  const payment = { id: paymentId, amount: found.amount }
  await moveHeld(work, deposit, { move: 'unpay', state, day: on, payment, reason: note })
}
