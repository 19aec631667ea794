import { formatDay, formatMoney } from '#core/format.ts'
import type { ReachAsked, ReachSeen, Travel } from '#core/messaging/reach.ts'
import { Refusal } from '#core/refusal.ts'
import { type CustomerCard, customersWithin, salutation } from '#modules/contacts/index.ts'
import {
  type Letter,
  previewReach,
  reachable,
  sendLetter,
  voiceOf,
} from '#modules/messaging/index.ts'
import { payLinkSeen, payLinksFor, sentSaid } from '#modules/payments/index.ts'
import { command } from '#platform/command.ts'
import { query } from '#platform/query.ts'
import type { From } from '../store.ts'
import { offerWord } from './messages/index.ts'
import { findConcession, moneyOf, type Standing } from './store.ts'
import { holdConcession, tellState } from './tell.ts'

/** What is said with the link at which the customer reads the offer and agrees to it. */
function letterOf(
  from: From,
  { row }: Standing,
  card: CustomerCard,
  link: string,
  once: string,
): Letter {
  const { language } = card
  const reader = { lang: language, isolate: true }
  const say = (minor: number) => formatMoney(moneyOf(row, minor), reader)
  const values = {
    ...{ name: salutation(card), company: voiceOf(from).name[language], link },
    ...{ owed: say(row.owed), pay: say(row.pay), waived: say(row.waived) },
    day: formatDay(row.pay_by ?? from.today, { lang: language, today: from.today, weekday: true }),
  }
  return {
    customerId: card.id,
    name: values.name,
    language,
    category: 'receipt',
    text: 'free',
    values,
    subject: offerWord('subject', language, values),
    body: offerWord('body', language, values),
    ownWords: true,
    attachments: [],
    about: { kind: 'concession', id: row.id },
    once: `concession:${once}`,
  }
}

const invoicesOf = ({ items }: Standing): string[] => items.map((item) => item.invoice_id)

/**
 * Sends an offer with the link where it is agreed to, by the best way or the one that was asked for.
 * @throws collections.concession_not_found, collections.concession_ended, collections.no_way_to_send
 */
export const sendConcession = command(
  'collections.concede',
  async (work, input: { id: string; requestId: string } & Travel) => {
    const held = await holdConcession(work, input.id, ['offered'])
    const { card } = await reachable(work, held.standing.row.customer_id)
    const invoiceIds = invoicesOf(held.standing)
    const [link = ''] = await payLinksFor(work, [{ customerId: card.id, invoiceIds }])
    const letter = letterOf(work, held.standing, card, link, input.requestId)
    const sent = await sendLetter(work, letter, input, input.requestId)
    if (sent.state === 'refused' && sent.reason === 'no_way')
      throw new Refusal('collections.no_way_to_send')
    if (sent.state === 'queued') {
      await work.run(
        `update concession set sent_at = $3, sent_channel = $4
         where company_id = $1 and id = $2`,
        [work.companyId, input.id, work.now, sent.why.channel],
      )
      await tellState(work, held, 'sent')
    }
    return sentSaid(sent)
  },
  { once: ({ requestId }) => requestId, name: 'collections.send_concession' },
)

/**
 * Which way an offer would take, and how it would read.
 * @throws collections.concession_not_found, collections.concession_ended
 */
export const previewConcession = query(
  'collections.concede',
  async (from, input: { id: string; channel?: ReachAsked | undefined }): Promise<ReachSeen> => {
    const standing = await findConcession(from, input.id)
    const visible = await customersWithin(from, 'collections.concede')
    if (!standing || (visible && !visible.includes(standing.row.customer_id)))
      throw new Refusal('collections.concession_not_found', { id: input.id })
    const { state, customer_id: customerId } = standing.row
    if (state !== 'offered') throw new Refusal('collections.concession_ended', { state })
    const { card } = await reachable(from, customerId)
    const link = await payLinkSeen(from, { customerId: card.id, invoiceIds: invoicesOf(standing) })
    return previewReach(from, letterOf(from, standing, card, link, 'preview'), input.channel)
  },
)
