import { createHash } from 'node:crypto'
import { type Day, daysBetween } from '#core/day.ts'
import { formatMoney } from '#core/format.ts'
import type { ReachAsked, ReachSeen, Travel } from '#core/messaging/reach.ts'
import { total } from '#core/money.ts'
import type { CreatePayLink, PayLinkRow } from '#core/payments/api.ts'
import { unmadeToken } from '#core/payments/pay-link.ts'
import { Refusal } from '#core/refusal.ts'
import { findCustomers, partiesOf, partiesOfMany, salutation } from '#modules/contacts/index.ts'
import { findInvoices, openInvoicesOf, type PayLinks } from '#modules/invoicing/index.ts'
import { type Letter, previewReach } from '#modules/messaging/index.ts'
import { readProfile } from '#modules/people/index.ts'
import { command, reaction, type Work } from '#platform/command.ts'
import { query } from '#platform/query.ts'
import { tokenHash } from '#platform/secrets.ts'
import { may, type Session } from '#platform/session.ts'
import { depositLetter } from '../deposits/letter.ts'
import { word } from '../messages/index.ts'
import { sendByHand, sentFacts, sentSaid } from '../send-by-hand.ts'
import { readSettings } from '../settings.ts'
import type { From } from '../store.ts'

const dayMs = 86_400_000

const tokenOf = (session: Session, linkId: string): string =>
  session.house.safe.tokenFor(`pay|${linkId}`)

/** The same address for the same link, whenever it is printed: only its hash is kept. */
export const linkUrl = (session: Session, linkId: string): string =>
  `${session.house.publicUrl}/pay/${tokenOf(session, linkId)}`

export type LinkRecord = Readonly<{
  id: string
  customerId: string
  invoiceIds: readonly string[]
  /** The request that it asks for, where there is no invoice yet. */
  depositId: string | null
  expiresAt: Date
  revokedAt: Date | null
}>
type Row = {
  id: string
  customer_id: string
  invoice_ids: string[]
  deposit_id: string | null
  deposit_number: string | null
  created_at: Date
  created_by_name: string
  expires_at: Date
  revoked_at: Date | null
  views: number
  last_viewed_at: Date | null
}

const select = `select k.id, k.customer_id, k.invoice_ids, k.deposit_id, k.created_at,
  k.created_by_name, k.expires_at, k.revoked_at,
  (select d.number from deposit d
   where d.company_id = k.company_id and d.id = k.deposit_id) as deposit_number,
  (select count(*) from pay_link_view v where v.company_id = k.company_id and v.link_id = k.id) as views,
  (select max(v.at) from pay_link_view v
   where v.company_id = k.company_id and v.link_id = k.id) as last_viewed_at
  from pay_link k where k.company_id = $1`

/** @throws payments.link_not_found */
export async function getLink(
  from: Pick<From, 'run' | 'companyId'>,
  id: string,
): Promise<LinkRecord> {
  const [row] = await from.run<Row>(`${select} and k.id = $2`, [from.companyId, id])
  if (!row) throw new Refusal('payments.link_not_found')
  return {
    id: row.id,
    customerId: row.customer_id,
    invoiceIds: row.invoice_ids,
    depositId: row.deposit_id,
    expiresAt: row.expires_at,
    revokedAt: row.revoked_at,
  }
}

async function rowsOf(from: From, rows: readonly Row[]): Promise<PayLinkRow[]> {
  const invoices = await findInvoices(
    from,
    rows.flatMap((row) => row.invoice_ids),
  )
  return rows.map((row) => ({
    id: row.id,
    customerId: row.customer_id,
    url: linkUrl(from.session, row.id),
    invoiceIds: row.invoice_ids,
    numbers: [
      ...(row.deposit_number === null ? [] : [row.deposit_number]),
      ...row.invoice_ids.flatMap((id) => invoices.get(id)?.number ?? []),
    ],
    createdAt: row.created_at.toISOString(),
    createdBy: row.created_by_name,
    expiresAt: row.expires_at.toISOString(),
    revokedAt: row.revoked_at?.toISOString() ?? null,
    views: row.views,
    lastViewedAt: row.last_viewed_at?.toISOString() ?? null,
  }))
}

type Asked = Readonly<{ customerId: string; invoiceIds: readonly string[] }>

/** A link is for one customer and for documents of theirs, whichever of their records holds them. */
async function assertTheirs(work: Work, parties: readonly string[], ids: readonly string[]) {
  const found = await findInvoices(work, ids)
  for (const id of ids) {
    const invoice = found.get(id)
    if (!invoice || invoice.void || !parties.includes(invoice.customerId))
      throw new Refusal('payments.invoice_not_payable', { id, number: invoice?.number ?? '' })
  }
}

type NewLink = Asked & Readonly<{ id: string; depositId?: string }>

async function insertLinks(work: Work, links: readonly NewLink[], days: number): Promise<void> {
  if (links.length === 0) return
  await work.run(
    `insert into pay_link (company_id, id, customer_id, invoice_ids, deposit_id, same_as, created_at,
       created_by, created_by_name, expires_at)
     select $1, l.id, l.customer_id, l.invoice_ids, l.deposit_id, decode(l.same_as, 'hex'), $3, $4,
       $5, $6
     from jsonb_to_recordset($2::jsonb) as l(id uuid, customer_id uuid, invoice_ids uuid[],
       deposit_id uuid, same_as text)`,
    [
      work.companyId,
      JSON.stringify(
        links.map((link) => ({
          id: link.id,
          customer_id: link.customerId,
          invoice_ids: link.invoiceIds,
          deposit_id: link.depositId ?? null,
          same_as: sameAs(link).toString('hex'),
        })),
      ),
      work.now,
      work.actor.id,
      work.actor.name,
      new Date(work.now.getTime() + days * dayMs),
    ],
  )
  await work.run("select gate.add_public_links($1::bytea[], 'pay', $2::uuid[])", [
    links.map(({ id }) => tokenHash(tokenOf(work.session, id))),
    links.map(({ id }) => id),
  ])
}

const sameAs = ({ customerId, invoiceIds, depositId }: Omit<NewLink, 'id'>): Buffer =>
  createHash('sha256')
    .update([customerId, ...(depositId ? ['deposit', depositId] : invoiceIds.toSorted())].join('|'))
    .digest()

/** The links for the same documents that still work for long enough, by what they are the same as. */
async function standing(
  from: From,
  keys: readonly Buffer[],
  linkDays: number,
): Promise<Map<string, string>> {
  const known = await from.run<{ id: string; same_as: Buffer }>(
    `select distinct on (same_as) id, same_as from pay_link
     where company_id = $1 and same_as = any($2) and revoked_at is null and expires_at > $3
     order by same_as, expires_at desc`,
    [from.companyId, keys, new Date(from.now.getTime() + (linkDays * dayMs) / 2)],
  )
  return new Map(known.map((row) => [row.same_as.toString('hex'), row.id]))
}

/**
 * The address that a message about these documents would carry: the link that the customer has, shown
 * to whoever may see the links of this customer, else one that is none, for none is made by looking.
 */
export async function payLinkSeen(from: From, { customerId, invoiceIds }: Asked): Promise<string> {
  const { session } = from
  const same = sameAs({ customerId, invoiceIds: [...new Set(invoiceIds)].slice(0, 200) })
  const seen =
    may(session, 'payments.link') &&
    (await partiesOfMany(from, [customerId], 'payments.link')).length > 0
  const known = seen
    ? await standing(from, [same], (await readSettings(from)).linkDays)
    : new Map<string, string>()
  const id = known.get(same.toString('hex'))
  return id === undefined ? `${session.house.publicUrl}/pay/${unmadeToken}` : linkUrl(session, id)
}

/**
 * Where customers pay documents that are known to be theirs and payable: the link that they were
 * sent before while it works for long enough, else a new one. A fixed number of statements however
 * many are asked for; the answers stand in the order of the questions.
 * @param asked each under the surviving record of its customer
 */
export async function payLinksFor(work: Work, asked: readonly Asked[]): Promise<string[]> {
  if (asked.length === 0) return []
  const { linkDays } = await readSettings(work)
  const wanted = asked.map(({ customerId, invoiceIds }) => ({
    customerId,
    invoiceIds: [...new Set(invoiceIds)].slice(0, 200),
  }))
  const keys = wanted.map((each) => sameAs(each))
  const idOf = await standing(work, keys, linkDays)
  const made: NewLink[] = []
  const ids = wanted.map((each, place) => {
    const key = keys[place]?.toString('hex') ?? ''
    const id = idOf.get(key) ?? work.newId()
    if (!idOf.has(key)) made.push({ ...each, id })
    idOf.set(key, id)
    return id
  })
  await insertLinks(work, made, linkDays)
  return ids.map((id) => linkUrl(work.session, id))
}

const daysAfterDue = 30

/** Makes the link through which a request of a held customer is paid, good well past its day. */
export async function depositLink(
  work: Work,
  { id: depositId, customerId, dueOn }: Readonly<{ id: string; customerId: string; dueOn: Day }>,
): Promise<void> {
  const { linkDays } = await readSettings(work)
  const days = Math.max(linkDays, daysBetween(work.today, dueOn) + daysAfterDue)
  await insertLinks(work, [{ id: work.newId(), customerId, invoiceIds: [], depositId }], days)
}

/**
 * Where this customer pays these documents.
 * @throws contacts.customer_not_found, payments.invoice_not_payable
 */
async function payLinkFor(work: Work, asked: Asked): Promise<string> {
  const parties = await partiesOf(work, asked.customerId)
  await assertTheirs(work, parties, asked.invoiceIds)
  const customerId = parties[0] ?? asked.customerId
  const [url = ''] = await payLinksFor(work, [{ customerId, invoiceIds: asked.invoiceIds }])
  return url
}

const makeLink = reaction('payments.make_link', payLinkFor)

/** What payments fit into invoicing: the address that stands on an invoice and in its mail. */
export const invoicePayLinks: PayLinks = {
  urlFor: (session, asked) => makeLink(session, asked),
}

/** @throws payments.invoice_not_payable */
export const createLink = command(
  'payments.link',
  async (work, input: CreatePayLink): Promise<PayLinkRow> => {
    const parties = await partiesOf(work, input.customerId, 'payments.link')
    await assertTheirs(work, parties, input.invoiceIds)
    const days = input.days ?? (await readSettings(work)).linkDays
    const asked = { customerId: parties[0] ?? input.customerId, invoiceIds: input.invoiceIds }
    await insertLinks(work, [{ ...asked, id: input.id }], days)
    work.audit('payments.link_created', {
      kind: 'pay_link',
      id: input.id,
      before: null,
      after: { ...asked, days },
    })
    return readLink(work, input.id)
  },
  { once: ({ id }) => id, name: 'payments.create_link' },
)

async function readLink(from: From, id: string): Promise<PayLinkRow> {
  const rows = await rowsOf(
    from,
    await from.run<Row>(`${select} and k.id = $2`, [from.companyId, id]),
  )
  const [row] = rows
  if (!row) throw new Refusal('payments.link_not_found')
  return row
}

/** The links that a customer was given, the newest first. */
export const listLinks = query('payments.read', async (look, input: { customerId: string }) => {
  const parties = await partiesOf(look, input.customerId, 'payments.read')
  const rows = await look.run<Row>(
    `${select} and k.customer_id = any($2) order by k.created_at desc, k.id limit 100`,
    [look.companyId, parties],
  )
  return { rows: await rowsOf(look, rows) }
})

/** From now on the link opens nothing; an attempt that was begun is still followed. */
export const revokeLink = command(
  'payments.link',
  async (work, { id }: { id: string }): Promise<PayLinkRow> => {
    const link = await getLink(work, id)
    await partiesOf(work, link.customerId, 'payments.link')
    await work.run(
      `update pay_link set revoked_at = coalesce(revoked_at, $3), revoked_by = coalesce(revoked_by, $4)
       where company_id = $1 and id = $2`,
      [work.companyId, id, work.now, work.actor.name],
    )
    work.audit('payments.link_revoked', {
      kind: 'pay_link',
      id,
      before: { revokedAt: link.revokedAt },
      after: { revokedAt: link.revokedAt ?? work.now },
    })
    return readLink(work, id)
  },
  { name: 'payments.revoke_link' },
)

/** What is said with a link. @throws payments.link_ended, payments.nothing_to_pay */
async function letterOf(from: From, linkId: string, once: string): Promise<Letter> {
  const link = await getLink(from, linkId)
  const parties = await partiesOf(from, link.customerId, 'payments.link')
  if (link.revokedAt || link.expiresAt <= from.now) throw new Refusal('payments.link_ended')
  const [customerId = link.customerId] = parties
  const card = (await findCustomers(from, [customerId])).get(customerId)
  if (!card) throw new Refusal('payments.link_not_found')
  const url = linkUrl(from.session, link.id)
  if (link.depositId !== null)
    return depositLetter(from, link.depositId, {
      customerId,
      card,
      link: { id: link.id, url },
      once,
    })
  const open = (await openInvoicesOf(from, parties)).filter(({ id }) =>
    link.invoiceIds.includes(id),
  )
  const [first] = open
  if (!first) throw new Refusal('payments.nothing_to_pay')
  const { language } = card
  const { name, nameEn } = readProfile(from)
  const owed = open.filter(({ currency }) => currency === first.currency)
  const sum = total(
    owed.map(({ balance }) => balance),
    first.currency,
  )
  const values = {
    name: salutation(card),
    company: language === 'en' ? (nameEn ?? name) : name,
    total: formatMoney(sum, { lang: language, isolate: true }),
    link: url,
  }
  return {
    customerId,
    name: values.name,
    language,
    category: 'invoice',
    text: 'pay_link',
    values,
    link: url,
    subject: word('linkSubject', language, values),
    body: word('linkBody', language, values),
    attachments: [],
    choices: ['paid', 'call'],
    about: { kind: 'pay_link', id: link.id },
    once: `pay_link:${once}`,
  }
}

/**
 * Sends a link to its customer, by the best way or the one that was asked for.
 * @throws payments.no_address, payments.link_ended, payments.nothing_to_pay
 */
export const sendLink = command(
  'payments.link',
  async (work, input: { id: string; requestId: string } & Travel) => {
    const letter = await letterOf(work, input.id, input.requestId)
    const sent = await sendByHand(work, letter, input)
    work.audit('payments.link_sent', {
      kind: 'pay_link',
      id: input.id,
      before: null,
      after: sentFacts(sent),
    })
    return sentSaid(sent)
  },
  { once: ({ requestId }) => requestId, name: 'payments.send_link' },
)

/** Which way a link would take, and how it would read. */
export const previewLink = query(
  'payments.link',
  async (from, input: { id: string; channel?: ReachAsked | undefined }): Promise<ReachSeen> => {
    const letter = await letterOf(from, input.id, 'preview')
    return previewReach(from, letter, input.channel)
  },
)
