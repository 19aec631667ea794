import type { Day } from '#core/day.ts'
import { stateAfter } from '#core/payments/instrument.ts'
import type { Work } from '#platform/command.ts'
import { getInstrument, moveHeld } from './store.ts'

/**
 * A cheque follows its payment, however that was undone: bounced, it came back; booked by mistake,
 * it is at the bank again. Its customer is held.
 */
export async function followReversal(
  work: Work,
  paymentId: string,
  { reason, on, note }: { reason: 'bounced' | 'mistake'; on: Day; note?: string | undefined },
): Promise<void> {
  const [found] = await work.run<{ id: string }>(
    'select id from instrument where company_id = $1 and payment_id = $2 for no key update',
    [work.companyId, paymentId],
  )
  if (!found) return
  const cheque = await getInstrument(work, found.id)
  const move = reason === 'bounced' ? 'bounce' : 'unclear'
  const state = stateAfter(cheque.kind, cheque.state, move)
  if (!state) throw new Error('A cheque that is a payment was cleared')
  await moveHeld(work, cheque, { move, state, day: on, reason: note, paymentId })
}
