import { formatDay, formatMoney } from '#core/format.ts'
import type {
  BulkResult,
  Invoice,
  SendInvoice,
  SendPreview,
  SendProblem,
} from '#core/invoicing/api.ts'
import { Refusal, type RefusalCode } from '#core/refusal.ts'
import { type CustomerCard, salutation } from '#modules/contacts/index.ts'
import { emailReady, fillText, queueMessage, textFor, voiceOf } from '#modules/messaging/index.ts'
import { command, type Work } from '#platform/command.ts'
import { idWithin } from '#platform/ids.ts'
import { type Look, look, query } from '#platform/query.ts'
import { demand, may, type Session } from '#platform/session.ts'
import { demandReach, namesOf } from './customers.ts'
import { linkTo } from './links.ts'
import { showInvoice, showInvoiceIn } from './show.ts'

type From = Pick<
  Work | Look,
  'run' | 'db' | 'companyId' | 'session' | 'today' | 'now' | 'zone' | 'baseCurrency' | 'company'
>

/** What keeps a document from being sent, if anything. */
function problemOf(invoice: Invoice, to: string | null, ready: boolean): SendProblem | null {
  if (invoice.state.document === 'draft') return 'not_posted'
  if (invoice.state.document === 'void') return 'void'
  if (to === null) return 'address_missing'
  return ready ? null : 'email_not_ready'
}

const refusalOf = {
  not_found: 'invoicing.invoice_not_found',
  not_posted: 'invoicing.not_posted',
  void: 'invoicing.is_void',
  address_missing: 'invoicing.address_missing',
  email_not_ready: 'invoicing.email_not_ready',
} as const satisfies Record<SendProblem, RefusalCode>

/** The mail that goes with a document, in the customer's language. */
async function mailOf(from: From, invoice: Invoice, card: CustomerCard, link: string | null) {
  const { language } = card
  const text = await textFor(from, 'invoice_sent', language)
  const reader = { lang: language, isolate: true } as const
  return fillText(text, {
    name: salutation(card),
    company: voiceOf(from).name[language],
    number: invoice.number ?? '',
    total: formatMoney(invoice.gross, reader),
    dueDay: formatDay(invoice.dueOn, { ...reader, weekday: true }),
    link: link ?? from.session.house.publicUrl,
  })
}

/** The link is no part of what is asked: made twice at once it may differ, and the request is the same. */
const queueWith = (link: string | null) =>
  command('invoicing.send', (work, input: SendInvoice) => queueSending(work, input, link), {
    name: 'invoicing.send',
    once: ({ sendingId }) => sendingId,
  })

async function queueSending(work: Work, input: SendInvoice, link: string | null): Promise<Invoice> {
  const invoice = await showInvoiceIn(work, input.id)
  demandReach(work, 'invoicing.send', invoice, input.id)
  const card = (await namesOf(work, [invoice.customer.id])).get(invoice.customer.id)
  if (!card) throw new Refusal('contacts.customer_not_found', { id: invoice.customer.id })
  const to = input.to ?? card.email
  const problem = problemOf(invoice, to, await emailReady(work))
  if (problem || to === null)
    throw new Refusal(refusalOf[problem ?? 'address_missing'], { number: invoice.number ?? '' })
  const mail = await mailOf(work, invoice, card, link)
  const queued = await queueMessage(work, {
    customerId: card.id,
    to: { name: salutation(card), address: to },
    channel: 'email',
    category: 'invoice',
    language: card.language,
    subject: input.subject ?? mail.subject,
    body: input.body ?? mail.body,
    attachments: [{ maker: 'invoice', id: invoice.id }],
    about: { kind: 'invoice', id: invoice.id },
    once: `invoice:${invoice.id}:${input.sendingId}`,
  })
  if (queued.state === 'refused')
    throw new Refusal(
      queued.reason === 'no_account' ? 'invoicing.email_not_ready' : 'invoicing.address_missing',
      { number: invoice.number ?? '' },
    )
  work.audit('invoicing.sending_asked', {
    kind: 'invoice',
    id: invoice.id,
    before: null,
    after: { to, messageId: queued.messageId },
  })
  return invoice
}

/**
 * Puts a document's mail in line, with its PDF. Pressing twice sends once. It counts as sent when
 * the mail server has taken it; see reactions.ts.
 * @throws invoicing.not_posted, invoicing.address_missing, invoicing.email_not_ready
 */
export async function sendInvoice(session: Session, input: SendInvoice): Promise<Invoice> {
  demand(session, 'invoicing.send')
  const queue = queueWith(await linkFor(session, input.id))
  return queue(session, input)
}

const peek = query('invoicing.send', async (seen, { id }: { id: string }) => {
  const invoice = await showInvoiceIn(seen, id)
  demandReach(seen, 'invoicing.send', invoice, id)
  return invoice
})

/** A draft has nothing to pay yet, so no link is made for it. */
async function linkFor(session: Session, id: string): Promise<string | null> {
  const invoice = await peek(session, { id })
  return invoice.state.document === 'posted' && invoice.kind !== 'credit_note'
    ? linkTo(session, invoice)
    : null
}

/** The page where the customer pays this document, to hand over by any other way. */
export async function payLinkOf(
  session: Session,
  { id }: { id: string },
): Promise<{ url: string }> {
  demand(session, 'invoicing.send')
  const invoice = await showInvoice(session, { id })
  if (invoice.state.document !== 'posted')
    throw new Refusal('invoicing.not_posted', { number: invoice.number ?? '' })
  const url = await linkTo(session, invoice)
  if (url === null) throw new Refusal('invoicing.nothing_to_pay')
  return { url }
}

type PreviewRow = SendPreview['rows'][number]

const previewRows = query('invoicing.send', async (seen, { ids }: { ids: readonly string[] }) => {
  const ready = await emailReady(seen)
  const rows: { row: PreviewRow; invoice: Invoice | null; card: CustomerCard | undefined }[] = []
  for (const id of ids) rows.push(await previewOf(seen, id, ready))
  return rows
})

async function previewOf(seen: Look, id: string, ready: boolean) {
  const missing = {
    row: {
      id,
      number: null,
      customerName: '',
      to: null,
      language: 'ar' as const,
      sentAt: null,
      problem: 'not_found' as const,
    },
    invoice: null,
    card: undefined,
  }
  try {
    const invoice = await showInvoiceIn(seen, id)
    demandReach(seen, 'invoicing.send', invoice, id)
    const card = (await namesOf(seen, [invoice.customer.id])).get(invoice.customer.id)
    const to = card?.email ?? null
    const shown = may(seen.session, 'contacts.see_identities')
    const row: PreviewRow = {
      id,
      number: invoice.number,
      customerName: invoice.customer.name,
      to: shown ? to : null,
      language: card?.language ?? 'ar',
      sentAt: invoice.sentAt,
      problem: problemOf(invoice, to, ready),
    }
    return { row, invoice, card }
  } catch (error) {
    if (error instanceof Refusal) return missing
    throw error
  }
}

/** What a sending of many would do: who gets it, who does not and why, and the first mail as it reads. */
export async function previewSending(
  session: Session,
  { ids }: { ids: readonly string[] },
): Promise<SendPreview> {
  const found = await previewRows(session, { ids })
  const first = found.find(({ row }) => row.problem === null)
  const rows = found.map(({ row }) => row)
  if (!first?.invoice || !first.card) return { rows, sample: null }
  const { invoice, card } = first
  const link = await linkFor(session, invoice.id)
  const sample = await look(session, (opened) => mailOf(opened, invoice, card, link))
  return { rows, sample }
}

/** Does the same to each of many, each in a transaction of its own; what is refused stops nobody. */
export async function eachOf(
  ids: readonly string[],
  act: (id: string) => Promise<Readonly<{ number: string | null }>>,
): Promise<BulkResult> {
  const result: BulkResult = { done: [], failed: [] }
  for (const id of new Set(ids)) {
    try {
      const { number } = await act(id)
      result.done.push({ id, number: number ?? '' })
    } catch (error) {
      if (!(error instanceof Refusal)) throw error
      result.failed.push({ id, code: error.code })
    }
  }
  return result
}

/** Sends many, each to its own customer; repeated with the same id, none goes twice. */
export const sendMany = (
  session: Session,
  input: { id: string; ids: readonly string[] },
): Promise<BulkResult> => {
  demand(session, 'invoicing.send')
  return eachOf(input.ids, async (id) =>
    queueWith(await linkFor(session, id))(session, { id, sendingId: idWithin(input.id, id) }),
  )
}
