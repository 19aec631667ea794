import { addDays } from '#core/day.ts'
import { formatDay, formatMoney } from '#core/format.ts'
import {
  type ReachAsked,
  type ReachWhy,
  type Unreached,
  unreachedBy,
} from '#core/messaging/reach.ts'
import { type Currency, type Money, plus, zero } from '#core/money.ts'
import { StatementSent } from '#core/payments/events.ts'
import type {
  PreviewStatement,
  SendStatement,
  StatementLetter,
  StatementProblem,
} from '#core/payments/statement-mail.ts'
import { Refusal, type RefusalCode } from '#core/refusal.ts'
import type { MessageValues } from '#core/words.ts'
import { type CustomerCard, findCustomers, partiesOf, salutation } from '#modules/contacts/index.ts'
import { openInvoicesOf } from '#modules/invoicing/index.ts'
import { agingOf, statementPdf } from '#modules/ledger/index.ts'
import {
  fillText,
  type Letter,
  previewReach,
  reach,
  reachOn,
  type Sent,
  sendLetter,
  sentHow,
  textFor,
  voiceOf,
} from '#modules/messaging/index.ts'
import { command, type Work } from '#platform/command.ts'
import { idWithin } from '#platform/ids.ts'
import { look } from '#platform/query.ts'
import type { Session } from '#platform/session.ts'
import { payLinksFor } from './online/links.ts'

type Written = Readonly<{ card: CustomerCard; letter: Letter }>

const refusalOf = {
  no_address: 'payments.no_address',
  opted_out: 'payments.statement_declined',
  email_not_ready: 'payments.email_not_ready',
  window_closed: 'payments.window_closed',
} as const satisfies Record<StatementProblem, RefusalCode>

const problems = {
  no_channel: 'email_not_ready',
  number_wrong: 'no_address',
  no_address: 'no_address',
  opted_out: 'opted_out',
  window_closed_without_template: 'window_closed',
} as const satisfies Record<Unreached, StatementProblem>

function problemOf(route: ReachWhy): StatementProblem | null {
  const unreached = unreachedBy(route)
  return unreached ? problems[unreached] : null
}

/** What the parties of one customer owe together, an amount a currency; credits are nobody's debt. */
async function owedBy(
  work: Work,
  parties: readonly string[],
  viewpoint: { asOf?: string },
): Promise<Money[]> {
  const sums = new Map<Currency, Money>()
  for (const { currency, total } of await agingOf(work, { parties }, viewpoint))
    sums.set(currency, plus(sums.get(currency) ?? zero(currency), total))
  return [...sums.values()].filter(({ minor }) => minor > 0)
}

type Wanted = PreviewStatement & Partial<Pick<SendStatement, 'id' | 'address' | 'subject' | 'body'>>

/** What goes with a statement, in the customer's language. */
async function letterFor(work: Work, asked: Wanted): Promise<Written> {
  const parties = await partiesOf(work, asked.customerId, 'payments.link')
  await partiesOf(work, asked.customerId, 'ledger.statement')
  const id = parties[0] ?? asked.customerId
  const card = (await findCustomers(work, [id])).get(id)
  if (!card) throw new Refusal('contacts.customer_not_found', { id })
  const { language } = card
  const reader = { lang: language, isolate: true } as const
  const viewpoint = asked.to < work.today ? { asOf: asked.to } : {}
  const owed = await owedBy(work, parties, viewpoint)
  const invoiceIds = (await openInvoicesOf(work, parties)).map((invoice) => invoice.id)
  // Without anything to pay there is no link to give.
  const owes = owed.length > 0 && invoiceIds.length > 0
  const values = {
    name: salutation(card),
    company: voiceOf(work).name[language],
    until: formatDay(asked.to, { ...reader, today: work.today }),
  }
  const key = owes ? 'statement_sent' : 'statement_clear'
  const text = await textFor(work, key, language)
  const written = (said: MessageValues, link?: string): Written => {
    const mail = fillText(text, said)
    return {
      card,
      letter: {
        customerId: id,
        name: values.name,
        language,
        category: 'statement',
        text: key,
        values: said,
        ...(link && { link }),
        subject: asked.subject ?? mail.subject,
        body: asked.body ?? mail.body,
        ...(asked.body !== undefined && { ownWords: true }),
        ...(asked.address !== undefined && { email: asked.address }),
        attachments: [{ maker: 'statement', id: asked.id ?? '' }],
        choices: ['paid', 'call'],
        about: { kind: 'statement', id: asked.id ?? id },
        once: `statement:${asked.id ?? ''}`,
      },
    }
  }
  if (!owes) return written(values)
  const [link = ''] = await payLinksFor(work, [{ customerId: id, invoiceIds }])
  const balance = owed
    .map((money) => formatMoney(money, reader))
    .join(language === 'ar' ? '، ' : ', ')
  return written({ ...values, balance, link }, link)
}

/**
 * The mail that a statement would go with, and what keeps it from going. Its pay link is made here
 * already, the same one that the mail will carry.
 */
export const previewStatement = command(
  'payments.link',
  async (work, input: PreviewStatement): Promise<StatementLetter> => {
    const { letter } = await letterFor(work, input)
    const { why, to, words, open, closed } = await previewReach(work, letter, input.channel)
    const { language, subject, body } = letter
    return {
      ...{ language, subject, body, words, route: why, problem: problemOf(why) },
      ...{ open, closed, to },
    }
  },
  { name: 'payments.preview_statement' },
)

/**
 * Puts a customer's statement in line for their address, its PDF with it. Pressing twice sends once.
 * @throws payments.no_address, payments.statement_declined, payments.email_not_ready
 */
export const sendStatement = command(
  'payments.link',
  async (work, input: SendStatement) => {
    const { letter, card } = await letterFor(work, input)
    await work.run(
      `insert into statement_sending (company_id, id, customer_id, period_from, period_to, kind,
         asked_at, asked_by, asked_by_name) values ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
      [
        ...[work.companyId, input.id, card.id, input.from, input.to, input.kind],
        ...[work.now, work.actor.id, work.actor.name],
      ],
    )
    const sent = await sendLetter(work, letter, input, input.id)
    if (sent.state === 'refused') {
      const problem = sent.reason === 'no_account' ? 'email_not_ready' : problemOf(sent.why)
      throw new Refusal(refusalOf[problem ?? 'no_address'], { customerId: card.id })
    }
    work.audit('payments.statement_sent', {
      kind: 'customer',
      id: card.id,
      before: null,
      after: { from: input.from, to: input.to, kind: input.kind, messageId: sent.messageId },
    })
    return { messageId: sent.messageId }
  },
  { once: ({ id }) => id, name: 'payments.send_statement' },
)

/**
 * Sends a customer who asks for it their statement of the last months, on the thread where they ask.
 * It answers their own word, so it is none of what they may decline, and no hour is wrong for it.
 * @param asked their message, which is answered once
 */
export async function answerWithStatement(
  work: Work,
  { customerId, threadId, asked }: { customerId: string; threadId: string; asked: string },
): Promise<void> {
  const id = idWithin(asked, 'statement')
  const which = {
    customerId,
    from: addDays(work.today, -90),
    to: work.today,
    kind: 'activity',
  } as const
  const { letter, card } = await letterFor(work, { ...which, id })
  await work.run(
    `insert into statement_sending (company_id, id, customer_id, period_from, period_to, kind,
       asked_at, asked_by, asked_by_name) values ($1, $2, $3, $4, $5, $6, $7, $8, $9)
     on conflict do nothing`,
    [
      ...[work.companyId, id, card.id, which.from, which.to, which.kind],
      ...[work.now, null, salutation(card)],
    ],
  )
  await reachOn(
    work,
    { ...letter, category: 'chat', choices: [] },
    { threadId, id, byHuman: false },
  )
}

/**
 * Sends a customer's statement because a plan says so: what they declined and the hours in which
 * nobody is written to hold, as for everything that goes by itself.
 */
export async function sendByPlan(
  work: Work,
  which: Omit<PreviewStatement, 'channel'> & Readonly<{ id: string }>,
  channel: ReachAsked,
): Promise<Sent> {
  const { letter, card } = await letterFor(work, which)
  await work.run(
    `insert into statement_sending (company_id, id, customer_id, period_from, period_to, kind,
       asked_at, asked_by, asked_by_name) values ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
    [
      ...[work.companyId, which.id, card.id, which.from, which.to, which.kind],
      ...[work.now, null, work.actor.name],
    ],
  )
  return reach(work, letter, channel)
}

type Sending = {
  customer_id: string
  period_from: string
  period_to: string
  kind: 'activity' | 'open'
}
const sendingSql = `select customer_id, period_from, period_to, kind from statement_sending
  where company_id = $1 and id = $2`

/** The statement of a sending, made when the mail leaves. */
export async function sentStatementPdf(session: Session, id: string) {
  const [row] = await look(session, (from) => from.run<Sending>(sendingSql, [from.companyId, id]))
  if (!row) throw new Error(`No statement was sent as ${id}`)
  const { customer_id, period_from: from, period_to: to, kind } = row
  return statementPdf(session, { id: customer_id, from, to, kind })
}

/** Once it has left, the customer's timeline says so, how it went and who sent it. */
export async function noteStatementSent(
  work: Work,
  { messageId, about }: { messageId: string; about: { kind: string; id: string } },
): Promise<void> {
  if (about.kind !== 'statement') return
  const [row] = await work.run<Sending>(sendingSql, [work.companyId, about.id])
  if (!row) return
  const { customer_id: customerId, period_to: until } = row
  work.publish(
    StatementSent,
    { kind: 'customer', id: customerId, customerId },
    { customerId, messageId, until, ...(await sentHow(work, messageId)) },
  )
}
