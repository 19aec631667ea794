import { formatDay, formatMoney } from '#core/format.ts'
import type { ReachAsked, ReachSeen, Travel } from '#core/messaging/reach.ts'
import type { Money } from '#core/money.ts'
import { Refusal } from '#core/refusal.ts'
import { findCustomers, partiesOf, salutation } from '#modules/contacts/index.ts'
import {
  fillText,
  type Letter,
  previewReach,
  type Sent,
  sendLetter,
  textFor,
  voiceOf,
} from '#modules/messaging/index.ts'
import { command, type Work } from '#platform/command.ts'
import { query } from '#platform/query.ts'
import { lockForChange } from './lock-for-change.ts'
import { demandWay, sentFacts, sentSaid } from './send-by-hand.ts'
import { balanceOf } from './settlements.ts'
import { type From, getPayment } from './store.ts'

export type ToSend = Readonly<{ id: string; number: string; amount: Money; paidOn: string }>

/** What is said with the receipt of a payment; nothing when its customer is gone. */
async function letterOf(
  from: From,
  payment: ToSend,
  customerId: string,
  once: string,
): Promise<Letter | undefined> {
  const card = (await findCustomers(from, [customerId])).get(customerId)
  if (!card) return undefined
  const { language } = card
  const { currency } = payment.amount
  const balance = await balanceOf(from, await partiesOf(from, customerId), currency)
  const reader = { lang: language, isolate: true } as const
  const values = {
    name: salutation(card),
    company: voiceOf(from).name[language],
    number: payment.number,
    amount: formatMoney(payment.amount, reader),
    paidDay: formatDay(payment.paidOn, { ...reader, today: from.today, weekday: true }),
    remaining: formatMoney({ minor: Math.max(0, balance), currency }, reader),
  }
  return {
    customerId,
    name: values.name,
    language,
    category: 'receipt',
    text: 'receipt_sent',
    values,
    ...fillText(await textFor(from, 'receipt_sent', language), values),
    attachments: [{ maker: 'receipt', id: payment.id }],
    choices: ['statement'],
    about: { kind: 'payment', id: payment.id },
    once: `receipt:${once}`,
  }
}

/**
 * Puts the receipt of a payment in line for its customer, once for each `once`, by the best way or
 * the one that was asked for.
 */
export async function queueReceipt(
  work: Work,
  payment: ToSend,
  customerId: string,
  { once = payment.id, ...travel }: Travel & { once?: string } = {},
): Promise<Sent | undefined> {
  const letter = await letterOf(work, payment, customerId, once)
  return letter && sendLetter(work, letter, travel, once)
}

/**
 * Sends the receipt voucher; each call of its own `requestId` sends again.
 * @throws payments.no_address
 */
export const sendReceipt = command(
  'payments.record',
  async (work, input: { id: string; requestId: string } & Travel) => {
    const { payment, customer } = await lockForChange(work, input.id, 'payments.record')
    const { requestId: once, channel, threadId } = input
    const queued = await queueReceipt(work, payment, customer.id, { once, channel, threadId })
    const sent = demandWay(queued, customer.id)
    work.audit('payments.receipt_sent', {
      kind: 'payment',
      id: payment.id,
      before: null,
      after: sentFacts(sent),
    })
    return sentSaid(sent)
  },
  { once: ({ requestId }) => requestId, name: 'payments.send_receipt' },
)

/** Which way a receipt would take, and how it would read. */
export const previewReceipt = query(
  'payments.record',
  async (from, input: { id: string; channel?: ReachAsked | undefined }): Promise<ReachSeen> => {
    const payment = await getPayment(from, input.id)
    const [customerId = payment.customerId] = await partiesOf(
      from,
      payment.customerId,
      'payments.record',
    )
    const letter = await letterOf(from, payment, customerId, 'preview')
    if (!letter) throw new Refusal('payments.payment_not_found', { id: input.id })
    return previewReach(from, letter, input.channel)
  },
)
