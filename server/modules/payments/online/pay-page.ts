import { type Currency, type Money, total } from '#core/money.ts'
import type { AttemptChecked, PayPage, PayReceipt, Scheme } from '#core/payments/api.ts'
import { restOf } from '#core/payments/deposit.ts'
import { Refusal } from '#core/refusal.ts'
import { findCustomers, partiesOf } from '#modules/contacts/index.ts'
import { logoLink } from '#modules/customization/index.ts'
import { type OpenInvoice, openInvoicesOf } from '#modules/invoicing/index.ts'
import { readProfile } from '#modules/people/index.ts'
import { reaction } from '#platform/command.ts'
import type { Context } from '#platform/context.ts'
import type { House } from '#platform/house.ts'
import { systemSession } from '#platform/jobs.ts'
import { type Look, look } from '#platform/query.ts'
import { tokenHash } from '#platform/secrets.ts'
import type { Session } from '#platform/session.ts'
import { getDeposit } from '../deposits/store.ts'
import { offersNow } from '../early/offers.ts'
import { readPayment } from '../queries.ts'
import { readSettings } from '../settings.ts'
import { balanceOf } from '../settlements.ts'
import { type From, moneyOf } from '../store.ts'
import { activeAccount } from './accounts.ts'
import { type Attempt, getAttempt, liveAttempt } from './attempt-store.ts'
import { getLink, type LinkRecord } from './links.ts'

export type LiveLink = Pick<LinkRecord, 'id' | 'customerId' | 'invoiceIds' | 'depositId'>

const schemes: readonly Scheme[] = ['apple_pay', 'mada', 'stc_pay', 'card']

/** The smallest amount that is worth a gateway's while: one whole unit. */
export const leastOf = (currency: Currency): Money => ({ minor: 100, currency })

export type Guest = Readonly<{ session: Session; link: LinkRecord }>

/**
 * Who holds this token: a customer on a public page, in one company, with one link. Whoever does
 * not know a token learns nothing, not even that there is a company.
 * @throws payments.link_not_found, payments.link_ended
 */
export async function enter(
  house: House,
  token: string,
  options: { evenEnded?: boolean } = {},
): Promise<Guest> {
  const { rows } = await house.pool.query<{ company_id: string; subject_id: string }>({
    name: 'find_pay_link',
    text: "select company_id, subject_id from gate.find_public_link($1, 'pay')",
    values: [tokenHash(token)],
  })
  const [found] = rows
  if (!found) throw new Refusal('payments.link_not_found')
  const { link, name, now } = await look(systemSession(house, found.company_id), async (from) => {
    const link = await getLink(from, found.subject_id)
    const card = (await findCustomers(from, [link.customerId])).get(link.customerId)
    return { link, name: card?.name ?? '', now: from.now }
  })
  if (!options.evenEnded && (link.revokedAt || link.expiresAt <= now))
    throw new Refusal('payments.link_ended')
  const actor = { kind: 'customer' as const, id: link.customerId, name }
  return { link, session: systemSession(house, found.company_id, actor) }
}

/**
 * The invoices that this link may show and that owe something now, in one currency. The link of a
 * request shows that request, and no debt.
 */
export async function payable(
  from: Pick<From, 'run' | 'db' | 'companyId' | 'session' | 'now' | 'today' | 'baseCurrency'>,
  link: LiveLink,
): Promise<OpenInvoice[]> {
  if (link.depositId !== null) return []
  const { linkShowsAllOpen } = await readSettings(from)
  const parties = await partiesOf(from, link.customerId)
  const open = (await openInvoicesOf(from, parties)).filter(
    ({ id }) => linkShowsAllOpen || link.invoiceIds.includes(id),
  )
  const currency = open.some((each) => each.currency === from.baseCurrency)
    ? from.baseCurrency
    : open[0]?.currency
  return open.filter((each) => each.currency === currency)
}

/** The latest transfer that was said through a link and waits to be checked. */
async function saidBy(from: Look, linkId: string): Promise<PayPage['notice']> {
  const [row] = await from.run<{ amount: number; currency: Currency; paid_on: string }>(
    `select amount, currency, paid_on from payment_notice
     where company_id = $1 and link_id = $2 and state = 'open' order by opened_at desc limit 1`,
    [from.companyId, linkId],
  )
  if (!row) return null
  return { amount: { minor: row.amount, currency: row.currency }, paidOn: row.paid_on }
}

/** What the link of a request asks for. */
async function depositOn(from: Look, id: string | null): Promise<PayPage['deposit']> {
  if (id === null) return null
  const row = await getDeposit(from, id)
  const amount = moneyOf(row)
  const expected = row.expected === null ? null : { minor: row.expected, currency: row.currency }
  return {
    ...{ kind: row.kind, number: row.number, subject: row.subject, amount, expected },
    paid: { minor: row.paid, currency: row.currency },
    refunded: { minor: row.refunded, currency: row.currency },
    ...{ dueOn: row.due_on, state: row.state, rest: expected && restOf(expected, amount) },
  }
}

async function pageOf(from: Look, link: LinkRecord): Promise<PayPage> {
  const profile = readProfile(from)
  const card = (await findCustomers(from, [link.customerId])).get(link.customerId)
  const settings = await readSettings(from)
  const invoices = await payable(from, link)
  const offers = await offersNow(from, invoices)
  const account = await activeAccount(from)
  const deposit = await depositOn(from, link.depositId)
  const currency = deposit?.amount.currency ?? invoices[0]?.currency ?? from.baseCurrency
  const live = await liveAttempt(from, link.id)
  return {
    company: {
      name: profile.name,
      nameEn: profile.nameEn ?? null,
      registration: profile.registration ?? null,
      vatNumber: profile.vatNumber ?? null,
      phone: profile.phone ?? null,
      logo: await logoLink(from),
      bank: profile.iban ? { iban: profile.iban, bankName: profile.bankName ?? null } : null,
    },
    customer: {
      name: card?.name ?? '',
      nameEn: card?.nameEn ?? null,
      contactName: card?.contactName ?? null,
      language: card?.language ?? 'ar',
    },
    today: from.today,
    zone: from.zone,
    currency,
    outstanding: total(
      invoices.map(({ balance }) => balance),
      currency,
    ),
    invoices: invoices.map(({ id, itemId, number, issuedOn, dueOn, gross, balance }) => ({
      id,
      number,
      issuedOn,
      dueOn,
      gross,
      balance,
      early: offers.get(itemId) ?? null,
    })),
    deposit,
    partAllowed: settings.partAllowed,
    methods: account ? [...schemes] : [],
    least: leastOf(currency),
    simulated: account?.simulated ?? false,
    open:
      live?.state === 'open' && live.checkoutUrl && live.expiresAt > from.now
        ? { attemptId: live.id, url: live.checkoutUrl, amount: live.amount }
        : null,
    notice: await saidBy(from, link.id),
  }
}

/** What the holder of a link may see, the amounts as the books have them now. Changes nothing. */
export async function showPayPage(context: Context, token: string): Promise<PayPage> {
  const { session, link } = await enter(context.house, token)
  return look(session, (from) => pageOf(from, link))
}

const noteView = reaction(
  'payments.note_view',
  async (work, view: { linkId: string; address: string; agent: string }) => {
    await work.run(
      'insert into pay_link_view (company_id, link_id, at, address, agent) values ($1, $2, $3, $4, $5)',
      [work.companyId, view.linkId, work.now, view.address, view.agent],
    )
  },
)

/** The page says that a person has it open; what only fetches the address never gets here. */
export async function viewed(context: Context, token: string): Promise<{ done: true }> {
  const { session, link } = await enter(context.house, token)
  const { address, agent } = context
  await noteView(session, { linkId: link.id, address, agent })
  return { done: true }
}

async function receiptOf(from: Look, attempt: Attempt): Promise<PayReceipt | null> {
  if (!attempt.paymentId) return null
  const payment = await readPayment(from, attempt.paymentId)
  const parties = await partiesOf(from, attempt.customerId)
  const balance = await balanceOf(from, parties, payment.amount.currency)
  const invoices = await payable(from, await getLink(from, attempt.linkId))
  const { linkShowsAllOpen } = await readSettings(from)
  const shown = total(
    invoices.map((each) => each.balance),
    payment.amount.currency,
  )
  const [mail] = await from.run<{ id: string }>(
    'select payment_id as id from receipt_mail_view where company_id = $1 and payment_id = $2 limit 1',
    [from.companyId, payment.id],
  )
  return {
    attemptId: attempt.id,
    number: payment.number,
    at: payment.recordedAt,
    amount: payment.amount,
    scheme: payment.scheme ?? attempt.method,
    masked: payment.masked,
    lines: payment.allocations.map(({ number, amount }) => ({ number, amount })),
    onAccount: payment.unapplied,
    balanceAfter: linkShowsAllOpen
      ? { minor: Math.max(0, balance), currency: payment.amount.currency }
      : shown,
    mailed: mail !== undefined,
  }
}

/** Where an attempt of this link stands, and its receipt once the money is in the books. */
export async function readAttempt(guest: Guest, id: string): Promise<AttemptChecked> {
  return look(guest.session, async (from) => {
    const attempt = await getAttempt(from, id)
    if (attempt.linkId !== guest.link.id) throw new Refusal('payments.attempt_not_found', { id })
    return {
      attemptId: attempt.id,
      state: attempt.state,
      amount: attempt.amount,
      url: attempt.state === 'open' ? attempt.checkoutUrl : null,
      receipt: await receiptOf(from, attempt),
    }
  })
}
