import { type InstrumentState, stateAfter } from '#core/payments/instrument.ts'
import type { Instrument, MoveInstrument } from '#core/payments/instrument-api.ts'
import { Refusal } from '#core/refusal.ts'
import { command, type Work } from '#platform/command.ts'
import { look } from '#platform/query.ts'
import { demand, type Session } from '#platform/session.ts'
import { getAccount } from '../bank/store.ts'
import { reverseHeld } from '../reverse-payment.ts'
import { lockPayment } from '../store.ts'
import { clearHeld } from './clear.ts'
import { instrumentOf } from './queries.ts'
import { type HeldInstrument, holdInstrument, type Moved, moveHeld } from './store.ts'

/** What a move brings besides the new state. */
async function changesOf(
  work: Work,
  { instrument }: HeldInstrument,
  input: MoveInstrument,
  day: string,
): Promise<Partial<Moved>> {
  switch (input.move) {
    case 'deposit':
      if (input.accountId) await getAccount(work, input.accountId)
      return { depositedOn: day, bankAccountId: input.accountId ?? null }
    case 'recall':
      return { depositedOn: null, bankAccountId: null }
    case 'execute':
      return { executionNumber: input.reference }
    case 'extend':
      if (!input.dueOn || input.dueOn <= work.today || input.dueOn <= (instrument.due_on ?? ''))
        throw new Refusal('payments.instrument_day', { on: input.dueOn ?? '' })
      return { dueOn: input.dueOn }
    default:
      return {}
  }
}

/** The payment of a cheque that was in the books is undone by the payments' own reversal. */
async function bounceBooked(
  work: Work,
  { instrument, customer }: HeldInstrument,
  paymentId: string,
  { reason }: MoveInstrument,
  on: string,
): Promise<void> {
  demand(work.session, 'payments.reverse')
  const payment = await lockPayment(work, paymentId)
  const note = reason || instrument.number
  await reverseHeld(work, payment, customer.id, { reason: 'bounced', on, note })
}

async function makeMove(
  work: Work,
  held: HeldInstrument,
  input: MoveInstrument,
  state: InstrumentState,
): Promise<void> {
  const { instrument } = held
  const day = input.on ?? work.today
  if (input.move === 'clear') {
    demand(work.session, 'payments.record')
    if (!input.newPaymentId) throw new Refusal('request.invalid', { reason: 'newPaymentId' })
    return clearHeld(work, held, { paymentId: input.newPaymentId, on: day, rate: input.rate })
  }
  const early = input.move === 'bounce' && day < (instrument.deposited_on ?? day)
  if (day > work.today || early) throw new Refusal('payments.instrument_day', { on: day })
  if (input.move === 'bounce' && instrument.payment_id !== null)
    return bounceBooked(work, held, instrument.payment_id, input, day)
  const changes = await changesOf(work, held, input, day)
  await moveHeld(work, instrument, {
    ...changes,
    ...{ move: input.move, state, day, reason: input.reason },
  })
}

const move = command(
  'payments.instruments',
  async (work, input: MoveInstrument): Promise<void> => {
    const held = await holdInstrument(work, input.id, 'payments.instruments')
    const { kind, state: before } = held.instrument
    const state = stateAfter(kind, before, input.move)
    if (!state) throw new Refusal('payments.instrument_cannot', { state: before, move: input.move })
    await makeMove(work, held, input, state)
  },
  { name: 'payments.move_instrument', once: ({ newPaymentId }) => newPaymentId ?? '' },
)

/**
 * Says what became of an instrument. A cleared cheque becomes one payment; one that bounces after
 * that takes its payment back.
 * @throws payments.instrument_not_found, payments.instrument_cannot, payments.instrument_day,
 *   payments.bank_account_not_found, payments.rate_needed, payments.has_refunds
 */
export async function moveInstrument(session: Session, input: MoveInstrument): Promise<Instrument> {
  await move(session, input)
  return look(session, (from) => instrumentOf(from, input.id, 'payments.instruments'))
}
