import type { AttemptChecked } from '#core/payments/api.ts'
import { Refusal } from '#core/refusal.ts'
import type { House } from '#platform/house.ts'
import { look } from '#platform/query.ts'
import { GatewayError } from '../gateway.ts'
import { asFile, receiptPdf } from '../receipt.ts'
import { getAttempt } from './attempt-store.ts'
import { enter, readAttempt } from './pay-page.ts'
import { settleAttempt } from './settle-attempt.ts'

type Asked = Readonly<{ token: string; id: string }>

/**
 * The payer came back, or waits: whatever the address of the page says, the gateway is asked. A link
 * that ended meanwhile still tells its holder what became of their money.
 * @throws payments.link_not_found, payments.attempt_not_found
 */
export async function checkPublicAttempt(
  house: House,
  { token, id }: Asked,
): Promise<AttemptChecked> {
  const guest = await enter(house, token, { evenEnded: true })
  const before = await readAttempt(guest, id)
  if (before.state === 'paid') return before
  try {
    await settleAttempt(guest.session, id)
  } catch (error) {
    // The poller asks again; meanwhile the page says that it waits. A refusal is the desk's to mend
    // (a rate that nobody entered), and nothing for a payer.
    if (!(error instanceof GatewayError || error instanceof Refusal)) throw error
    house.log.warn({ attemptId: id, err: error }, 'the gateway did not answer for an attempt')
  }
  return readAttempt(guest, id)
}

/** @throws payments.payment_not_found while nothing is booked */
export async function publicReceipt(house: House, { token, id }: Asked): Promise<File> {
  const guest = await enter(house, token, { evenEnded: true })
  await readAttempt(guest, id)
  const { paymentId } = await look(guest.session, (from) => getAttempt(from, id))
  if (!paymentId) throw new Refusal('payments.payment_not_found', { id })
  return asFile(await receiptPdf(guest.session, paymentId))
}
