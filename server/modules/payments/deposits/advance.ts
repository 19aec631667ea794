import type { Day } from '#core/day.ts'
import type { Money } from '#core/money.ts'
import { type DepositState, depositAfter } from '#core/payments/deposit.ts'
import { Refusal } from '#core/refusal.ts'
import type { Work } from '#platform/command.ts'
import { endAttemptsOf } from '../online/end-request.ts'
import { type DepositRecord, dueOf, lockDeposit, moveHeld } from './store.ts'

/** What came of an advance, which is not above what is still to come of it. */
export async function advance(
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

/** What is left of a payment in the books pays a request of its customer, who is held, unless it is another's. */
export async function payFrom(work: Work, depositId: string, paymentId: string): Promise<void> {
  const [free] = await work.run<Money & { paid_on: Day }>(
    `select abs(l.amount) - l.settled as minor, p.currency, p.paid_on from payment p
     join journal_line l on l.company_id = p.company_id and l.id = p.credit_id
     where p.company_id = $1 and p.id = $2 and not exists (select from deposit_payment x
       where x.company_id = p.company_id and x.payment_id = p.id)`,
    [work.companyId, paymentId],
  )
  if (!free || free.minor === 0) return
  const { paid_on: on, ...amount } = free
  await payBy(work, depositId, { paymentId, amount, on })
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
