import type { Day } from '#core/day.ts'
import { settleWith, stateAfter } from '#core/payments/instrument.ts'
import { Refusal } from '#core/refusal.ts'
import type { Work } from '#platform/command.ts'
import { bookPayment } from '../book-payment.ts'
import { moneyOf } from '../store.ts'
import { type HeldInstrument, moveHeld, sharesOf } from './store.ts'

export type Clearing = Readonly<{ paymentId: string; on: Day; rate?: string | undefined }>

/**
 * A held cheque is money: books it once, for what it was taken for. The bank says so, or a person.
 * @throws payments.instrument_cannot, payments.instrument_day, payments.rate_needed
 */
export async function clearHeld(
  work: Work,
  { instrument, customer }: HeldInstrument,
  { paymentId, on, rate }: Clearing,
): Promise<void> {
  const state = stateAfter(instrument.kind, instrument.state, 'clear')
  if (!state)
    throw new Refusal('payments.instrument_cannot', { state: instrument.state, move: 'clear' })
  if (on > work.today || on < (instrument.deposited_on ?? on))
    throw new Refusal('payments.instrument_day', { on })
  const amount = moneyOf(instrument)
  const shares = await sharesOf(work, instrument)
  await bookPayment(
    work,
    {
      id: paymentId,
      customerId: customer.id,
      amount,
      method: 'cheque',
      source: 'manual',
      paidOn: on,
      rate,
      reference: instrument.number,
      account: 'bank',
    },
    (open) => settleWith(amount, shares, open),
  )
  await moveHeld(work, instrument, { move: 'clear', state, day: on, paymentId })
}
