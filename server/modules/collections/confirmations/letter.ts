import type { ReachChannel } from '#core/contacts/customer.ts'
import { formatDay, formatMoney } from '#core/format.ts'
import type { ReachAsked, ReachSeen, Travel } from '#core/messaging/reach.ts'
import type { Money } from '#core/money.ts'
import type { Language } from '#core/people/identity.ts'
import { salutation } from '#modules/contacts/index.ts'
import {
  type Letter,
  previewReach,
  reachable,
  type Sent,
  voiceOf,
} from '#modules/messaging/index.ts'
import { sendByHand, sentSaid } from '#modules/payments/index.ts'
import { command, type Work } from '#platform/command.ts'
import { query } from '#platform/query.ts'
import type { From } from '../store.ts'
import { confirmationUrl } from './link.ts'
import { confirmationWord } from './messages/index.ts'
import { confirmationWithin, demandAct, holdConfirmation } from './store.ts'
import type { ConfirmationTable } from './tables.ts'

/** Sums of several currencies in one breath. */
export const moneyList = (amounts: readonly Money[], language: Language): string =>
  amounts
    .map((money) => formatMoney(money, { lang: language, isolate: true }))
    .join(language === 'ar' ? '، ' : ', ')

type Saying = Readonly<{ link: string; once: string; again: boolean }>

/** What is said with the link, and the letter that goes with it. */
export async function letterOf(
  from: From,
  row: ConfirmationTable,
  { link, once, again }: Saying,
): Promise<Letter> {
  const { card } = await reachable(from, row.customer_id)
  const { language } = card
  const day = (on: string) =>
    formatDay(on, { lang: language, isolate: true, today: from.today, full: true })
  const values = {
    name: salutation(card),
    company: voiceOf(from).name[language],
    day: day(row.as_of),
    answerBy: day(row.answer_by),
    balance: moneyList(row.balances, language),
    link,
  }
  return {
    customerId: card.id,
    name: values.name,
    language,
    category: 'statement',
    text: 'free',
    values,
    subject: confirmationWord(again ? 'remindSubject' : 'askSubject', language, values),
    body: confirmationWord(again ? 'remindBody' : 'askBody', language, values),
    ownWords: true,
    attachments: [{ maker: 'confirmation', id: row.id }],
    choices: ['call'],
    about: { kind: 'balance_confirmation', id: row.id },
    once: `balance_confirmation:${row.id}:${once}`,
  }
}

/** What became of a sending stands in the history of its confirmation, whoever or whatever sent it. */
export function tellSending(
  work: Work,
  { id, sent_at: sentAt }: Pick<ConfirmationTable, 'id' | 'sent_at'>,
  after: Readonly<{ channel: ReachChannel | null; messageId: string } | { reason: string }>,
): void {
  const line = { kind: 'balance_confirmation', id, before: null, after }
  if ('reason' in after) work.audit('collections.confirmation_unsent', line)
  else if (sentAt === null) work.audit('collections.confirmation_sent', line)
  else work.audit('collections.confirmation_reminded', line)
}

/** Notes what became of a sending: it is asked, or why it could not be. */
export async function noteSending(work: Work, row: ConfirmationTable, sent: Sent): Promise<void> {
  if (sent.state === 'queued') {
    tellSending(work, row, { channel: sent.why.channel, messageId: sent.messageId })
    await work.run(
      `update balance_confirmation set state = case when state = any($3) then 'sent' else state end,
         unsent_why = null, channel = $4, message_id = $5, sent_at = coalesce(sent_at, $6),
         said_on = $7
       where company_id = $1 and id = $2`,
      [
        ...[work.companyId, row.id, ['waiting', 'unsent']],
        ...[sent.why.channel, sent.messageId, work.now, work.today],
      ],
    )
    return
  }
  const against = sent.why.passed.find(({ why }) => why !== 'no_account') ?? sent.why.passed[0]
  const reason = against?.why ?? sent.reason
  tellSending(work, row, { reason })
  await work.run(
    `update balance_confirmation set state = 'unsent', unsent_why = $3
     where company_id = $1 and id = $2 and state = 'waiting'`,
    [work.companyId, row.id, reason],
  )
}

/**
 * Sends a confirmation by hand, by the best way or the one that was asked for.
 * @throws collections.confirmation_not_found, collections.confirmation_over, payments.no_address
 */
export const sendConfirmation = command(
  'collections.confirm_balance',
  async (work, input: { id: string; requestId: string } & Travel) => {
    await confirmationWithin(work, input.id, 'collections.confirm_balance')
    const { row } = await holdConfirmation(work, input.id)
    demandAct(row, 'send')
    const link = confirmationUrl(work.session, row.id)
    const said = { link, once: input.requestId, again: row.sent_at !== null }
    const letter = await letterOf(work, row, said)
    const sent = await sendByHand(work, letter, input)
    await noteSending(work, row, sent)
    return sentSaid(sent)
  },
  { once: ({ requestId }) => requestId, name: 'collections.send_confirmation' },
)

/** Which way a confirmation would take, and how it would read. */
export const previewConfirmation = query(
  'collections.confirm_balance',
  async (from, input: { id: string; channel?: ReachAsked | undefined }): Promise<ReachSeen> => {
    const row = await confirmationWithin(from, input.id, 'collections.confirm_balance')
    demandAct(row, 'send')
    // Whoever looks before sending does not get the key with which the customer answers.
    const link = `${from.session.house.publicUrl}/confirm/…`
    const said = { link, once: 'preview', again: row.sent_at !== null }
    return previewReach(from, await letterOf(from, row, said), input.channel)
  },
)
