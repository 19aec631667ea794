import { formatDay, formatMoney } from '#core/format.ts'
import { type Currency, type Money, plus, zero } from '#core/money.ts'
import { StatementSent } from '#core/payments/events.ts'
import type {
  PreviewStatement,
  SendStatement,
  StatementLetter,
  StatementProblem,
} from '#core/payments/statement-mail.ts'
import { Refusal, type RefusalCode } from '#core/refusal.ts'
import { type CustomerCard, findCustomers, partiesOf, salutation } from '#modules/contacts/index.ts'
import { openInvoicesOf } from '#modules/invoicing/index.ts'
import { agingOf, statementPdf } from '#modules/ledger/index.ts'
import {
  emailReady,
  fillText,
  optedOut,
  queueMessage,
  textFor,
  voiceOf,
} from '#modules/messaging/index.ts'
import { command, type Work } from '#platform/command.ts'
import { look } from '#platform/query.ts'
import { may, type Session } from '#platform/session.ts'
import { payLinksFor } from './online/links.ts'

type Letter = Omit<StatementLetter, 'to'> & Readonly<{ card: CustomerCard }>

const refusalOf = {
  no_address: 'payments.no_address',
  opted_out: 'payments.statement_declined',
  email_not_ready: 'payments.email_not_ready',
} as const satisfies Record<StatementProblem, RefusalCode>

async function problemOf(work: Work, card: CustomerCard, address: string | null) {
  if (!(await emailReady(work))) return 'email_not_ready'
  if ((await optedOut(work, [card.id], 'email')).has(card.id)) return 'opted_out'
  return address === null ? 'no_address' : null
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

/** The mail that goes with a statement, in the customer's language, and what keeps it from going. */
async function letterFor(
  work: Work,
  asked: PreviewStatement & { address?: string | undefined },
): Promise<Letter> {
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
  const text = await textFor(work, owes ? 'statement_sent' : 'statement_clear', language)
  const problem = await problemOf(work, card, asked.address ?? card.email)
  if (!owes) return { card, language, ...fillText(text, values), problem }
  const [link = ''] = await payLinksFor(work, [{ customerId: id, invoiceIds }])
  const balance = owed
    .map((money) => formatMoney(money, reader))
    .join(language === 'ar' ? '، ' : ', ')
  const mail = fillText(text, { ...values, balance, link })
  return { card, language, ...mail, problem }
}

/**
 * The mail that a statement would go with, and what keeps it from going. Its pay link is made here
 * already, the same one that the mail will carry.
 */
export const previewStatement = command(
  'payments.link',
  async (work, input: PreviewStatement): Promise<StatementLetter> => {
    const { card, ...letter } = await letterFor(work, input)
    const seen = may(work.session, 'contacts.see_identities')
    return { ...letter, to: seen ? card.email : null }
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
    const letter = await letterFor(work, input)
    const { card } = letter
    const address = input.address ?? card.email
    if (letter.problem || address === null)
      throw new Refusal(refusalOf[letter.problem ?? 'no_address'], { customerId: card.id })
    await work.run(
      `insert into statement_sending (company_id, id, customer_id, period_from, period_to, kind,
         asked_at, asked_by, asked_by_name) values ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
      [
        ...[work.companyId, input.id, card.id, input.from, input.to, input.kind],
        ...[work.now, work.actor.id, work.actor.name],
      ],
    )
    const queued = await queueMessage(work, {
      customerId: card.id,
      to: { name: salutation(card), address },
      channel: 'email',
      category: 'statement',
      language: letter.language,
      subject: input.subject ?? letter.subject,
      body: input.body ?? letter.body,
      attachments: [{ maker: 'statement', id: input.id }],
      about: { kind: 'statement', id: input.id },
      once: `statement:${input.id}`,
    })
    if (queued.state === 'refused')
      throw new Refusal('payments.no_address', { customerId: card.id })
    work.audit('payments.statement_sent', {
      kind: 'customer',
      id: card.id,
      before: null,
      after: { from: input.from, to: input.to, kind: input.kind, messageId: queued.messageId },
    })
    return { messageId: queued.messageId }
  },
  { once: ({ id }) => id, name: 'payments.send_statement' },
)

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

/** Once the mail server has taken it, the customer's timeline says so. */
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
    { customerId, messageId, until },
  )
}
