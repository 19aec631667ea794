import { formatDay, formatMoney } from '#core/format.ts'
import type {
  BulkResult,
  Invoice,
  SendInvoice,
  SendPreview,
  SendProblem,
} from '#core/invoicing/api.ts'
import {
  type ReachAsked,
  type ReachWhy,
  type Unreached,
  unreachedBy,
} from '#core/messaging/reach.ts'
import { dueWords } from '#core/messaging/texts.ts'
import { Refusal, type RefusalCode } from '#core/refusal.ts'
import { type CustomerCard, partiesOfMany, salutation } from '#modules/contacts/index.ts'
import {
  fillText,
  type Letter,
  previewReach,
  type Reachable,
  routeOf,
  sendLetter,
  textFor,
  voiceOf,
  waysTo,
} from '#modules/messaging/index.ts'
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
function problemOf(invoice: Invoice, route: ReachWhy): SendProblem | null {
  if (invoice.state.document === 'draft') return 'not_posted'
  if (invoice.state.document === 'void') return 'void'
  const unreached = unreachedBy(route)
  return unreached ? unreachedProblem[unreached] : null
}

const unreachedProblem = {
  no_channel: 'email_not_ready',
  number_wrong: 'address_missing',
  no_address: 'address_missing',
  // An invoice is owed: nobody declines it.
  opted_out: 'address_missing',
  window_closed_without_template: 'window_closed',
} as const satisfies Record<Unreached, SendProblem>

const refusalOf = {
  not_found: 'invoicing.invoice_not_found',
  not_posted: 'invoicing.not_posted',
  void: 'invoicing.is_void',
  address_missing: 'invoicing.address_missing',
  email_not_ready: 'invoicing.email_not_ready',
  window_closed: 'invoicing.window_closed',
} as const satisfies Record<SendProblem, RefusalCode>

type Own = Pick<SendInvoice, 'to' | 'subject' | 'body'>

/** The letter that goes with a document, in the customer's language. */
async function letterOf(
  from: From,
  invoice: Invoice,
  card: CustomerCard,
  link: string | null,
  { own = {}, once }: { own?: Own; once: string },
): Promise<Letter> {
  const { language } = card
  const text = await textFor(from, 'invoice_sent', language)
  const reader = { lang: language, isolate: true } as const
  const values = {
    name: salutation(card),
    company: voiceOf(from).name[language],
    number: invoice.number ?? '',
    total: formatMoney(invoice.gross, reader),
    dueWords: dueWords(language, {
      dueOn: invoice.dueOn,
      today: from.today,
      said: formatDay(invoice.dueOn, { ...reader, weekday: true }),
    }),
    link: link ?? from.session.house.publicUrl,
  }
  const { subject, body } = fillText(text, values)
  return {
    customerId: card.id,
    name: values.name,
    language,
    category: 'invoice',
    text: 'invoice_sent',
    values,
    ...(link !== null && { link }),
    subject: own.subject ?? subject,
    body: own.body ?? body,
    ...(own.body !== undefined && { ownWords: true }),
    ...(own.to !== undefined && { email: own.to }),
    attachments: [{ maker: 'invoice', id: invoice.id }],
    choices: ['call'],
    about: { kind: 'invoice', id: invoice.id },
    once,
  }
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
  const number = invoice.number ?? ''
  const letter = await letterOf(work, invoice, card, link, {
    own: input,
    once: `invoice:${invoice.id}:${input.sendingId}`,
  })
  const early = problemOf(invoice, onTheWay)
  if (early) throw new Refusal(refusalOf[early], { number })
  const sent = await sendLetter(work, letter, input, input.sendingId)
  if (sent.state === 'refused') {
    const problem = problemOf(invoice, sent.why)
    const code = sent.reason === 'no_account' ? 'email_not_ready' : (problem ?? 'address_missing')
    throw new Refusal(refusalOf[code], { number })
  }
  work.audit('invoicing.sending_asked', {
    kind: 'invoice',
    id: invoice.id,
    before: null,
    after: { to: input.to ?? null, channel: sent.why.channel, messageId: sent.messageId },
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

/** A way that stands open, to judge the document alone by. */
const onTheWay: ReachWhy = { channel: 'email', form: 'full', because: 'only', passed: [] }

type PreviewRow = SendPreview['rows'][number]

type Asked = Readonly<{ ids: readonly string[]; channel?: ReachAsked | undefined }>

const previewRows = query('invoicing.send', async (seen, { ids, channel = 'best' }: Asked) => {
  const found: Found[] = []
  for (const id of ids) found.push(await foundOf(seen, id))
  const people = await peopleOf(seen, found)
  const ways = await waysTo(seen, [...people.values()], 'invoice')
  const shown = may(seen.session, 'contacts.see_identities')
  return found.map(({ id, invoice, card }) => {
    const who = people.get(card?.id ?? '')
    if (!invoice || !card || !who) return { row: missing(id), invoice: null, card: undefined }
    const text = 'invoice_sent' as const
    const route = routeOf(ways, who, { card, category: 'invoice', text, asked: channel })
    const to = route.channel ? (ways.placeOf(who, route.channel)?.address ?? null) : null
    const row: PreviewRow = {
      id,
      number: invoice.number,
      customerName: invoice.customer.name,
      to: shown ? to : null,
      language: card.language,
      sentAt: invoice.sentAt,
      route,
      problem: problemOf(invoice, route),
    }
    return { row, invoice, card }
  })
})

type Found = Readonly<{ id: string; invoice: Invoice | null; card: CustomerCard | undefined }>
type Person = Reachable & Readonly<{ card: CustomerCard }>

/** Who is written to, each with all records that were merged into theirs, as the sending sees them. */
async function peopleOf(seen: Look, found: readonly Found[]): Promise<Map<string, Person>> {
  const cards = new Map(found.flatMap(({ card }) => (card ? [[card.id, card] as const] : [])))
  const groups = await partiesOfMany(seen, [...cards.keys()], 'invoicing.send')
  return new Map(
    groups.flatMap(({ id, parties }) => {
      const card = cards.get(id)
      return card ? [[id, { id, parties, card }] as const] : []
    }),
  )
}

const missing = (id: string): PreviewRow => ({
  id,
  number: null,
  customerName: '',
  to: null,
  language: 'ar',
  sentAt: null,
  route: null,
  problem: 'not_found',
})

async function foundOf(seen: Look, id: string): Promise<Found> {
  try {
    const invoice = await showInvoiceIn(seen, id)
    demandReach(seen, 'invoicing.send', invoice, id)
    const card = (await namesOf(seen, [invoice.customer.id])).get(invoice.customer.id)
    return { id, invoice, card }
  } catch (error) {
    if (error instanceof Refusal) return { id, invoice: null, card: undefined }
    throw error
  }
}

/** What a sending of many would do: who gets it, who does not and why, and the first mail as it reads. */
export async function previewSending(session: Session, asked: Asked): Promise<SendPreview> {
  const found = await previewRows(session, asked)
  const first = found.find(({ row }) => row.problem === null)
  const rows = found.map(({ row }) => row)
  if (!first?.invoice || !first.card) return { rows, sample: null }
  const { invoice, card } = first
  const link = await linkFor(session, invoice.id)
  return look(session, async (opened) => {
    const letter = await letterOf(opened, invoice, card, link, { once: 'preview' })
    const { subject, body } = letter
    const { words, open, closed } = await previewReach(opened, letter, asked.channel)
    return { rows, sample: { subject, body, words, open, closed } }
  })
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
