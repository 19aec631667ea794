import { formatDay, formatMoney } from '#core/format.ts'
import type { Money } from '#core/money.ts'
import { Refusal } from '#core/refusal.ts'
import { findCustomers, partiesOf, salutation } from '#modules/contacts/index.ts'
import { fillText, type Queued, queueMessage, textFor, voiceOf } from '#modules/messaging/index.ts'
import { command, type Work } from '#platform/command.ts'
import { lockForChange } from './lock-for-change.ts'
import { balanceOf } from './settlements.ts'

export type ToSend = Readonly<{ id: string; number: string; amount: Money; paidOn: string }>

/**
 * Puts the receipt of a payment in line for the customer's address, once for each `once`. Nothing
 * happens when there is no address.
 */
export async function queueReceipt(
  work: Work,
  payment: ToSend,
  customerId: string,
  once: string = payment.id,
): Promise<Queued | undefined> {
  const card = (await findCustomers(work, [customerId])).get(customerId)
  if (!card?.email) return undefined
  const { language } = card
  const { currency } = payment.amount
  const balance = await balanceOf(work, await partiesOf(work, customerId), currency)
  const reader = { lang: language, isolate: true } as const
  const message = fillText(await textFor(work, 'receipt_sent', language), {
    name: salutation(card),
    company: voiceOf(work).name[language],
    number: payment.number,
    amount: formatMoney(payment.amount, reader),
    paidDay: formatDay(payment.paidOn, { ...reader, today: work.today, weekday: true }),
    remaining: formatMoney({ minor: Math.max(0, balance), currency }, reader),
  })
  return queueMessage(work, {
    customerId,
    to: { name: salutation(card), address: card.email },
    channel: 'email',
    category: 'receipt',
    language,
    ...message,
    attachments: [{ maker: 'receipt', id: payment.id }],
    about: { kind: 'payment', id: payment.id },
    once: `receipt:${once}`,
  })
}

/**
 * Sends the receipt voucher to the customer's address; each call of its own `requestId` sends again.
 * @throws payments.no_address
 */
export const sendReceipt = command(
  'payments.record',
  async (work, input: { id: string; requestId: string }) => {
    const { payment, customer } = await lockForChange(work, input.id, 'payments.record')
    const queued = await queueReceipt(work, payment, customer.id, input.requestId)
    if (!queued) throw new Refusal('payments.no_address', { customerId: customer.id })
    work.audit('payments.receipt_sent', {
      kind: 'payment',
      id: payment.id,
      before: null,
      after: queued,
    })
    return { state: queued.state, reason: queued.state === 'refused' ? queued.reason : null }
  },
  { once: ({ requestId }) => requestId, name: 'payments.send_receipt' },
)
