import { ltr } from '#core/arabic/direction.ts'
import { inEnglishWords, largestInWords, tafqeet } from '#core/arabic/tafqeet.ts'
import { currencySymbol, formatDay, formatHijri, formatMoney } from '#core/format.ts'
import { type Currency, digitsOf, type Money, total } from '#core/money.ts'
import type { AllocationRow, Payment } from '#core/payments/api.ts'
import { type CustomerCard, cardFor, findCustomers, partiesOf } from '#modules/contacts/index.ts'
import { picturesOf } from '#modules/customization/index.ts'
import { findInvoices, type InvoiceCard } from '#modules/invoicing/index.ts'
import { readProfile } from '#modules/people/index.ts'
import type { PartyBlock } from '#platform/documents/paper.ts'
import { type Look, look } from '#platform/query.ts'
import type { Session } from '#platform/session.ts'
import { printReceipt, type ReceiptDocument } from './documents/receipt-document.ts'
import { type WordKey, word } from './messages/index.ts'
import { readPayment, showPayment } from './queries.ts'

type Profile = ReturnType<typeof readProfile>

const figure = (money: Money): string =>
  money.minor === 0 ? '—' : formatMoney(money, { lang: 'ar', currency: false })
const both = (key: WordKey) => ({ ar: word(key, 'ar'), en: word(key, 'en') })
const day = (on: string) => ({
  gregorian: formatDay(on, { lang: 'ar', full: false }),
  hijri: formatHijri(on, { lang: 'ar' }) ?? null,
})

function addressLine(address: Profile['address'] | CustomerCard['address']): string | null {
  if (!address) return null
  const street = [address.building, address.street].filter(Boolean).join(' ')
  const city = [address.city, address.postalCode].filter(Boolean).join(' ')
  return [street, address.district, city].filter(Boolean).join('، ') || null
}

/** The company as it stands on a paper of payments. */
export function sellerBlock(profile: Profile): PartyBlock {
  const address = addressLine(profile.address)
  const contact = profile.phone ?? profile.email
  return {
    name: { ar: profile.name, en: profile.nameEn ?? null },
    address: address === null ? null : { ar: address, en: null },
    vatNumber: profile.vatNumber ?? null,
    registration: profile.registration ?? null,
    registrationLabel: null,
    contact: contact ? ltr(contact) : null,
  }
}

/** The customer as they stand on a paper of payments, under the name that it was written for. */
export function buyerBlock(card: CustomerCard | undefined, name: string): PartyBlock {
  const address = addressLine(card?.address ?? null)
  const contact = card?.phone ?? card?.email
  return {
    name: { ar: name, en: card?.nameEn ?? null },
    address: address === null ? null : { ar: address, en: null },
    vatNumber: card?.vatNumber ?? null,
    registration: card?.registration ?? null,
    registrationLabel: null,
    contact: contact ? ltr(contact) : null,
  }
}

function allocation(row: AllocationRow, invoice: InvoiceCard | undefined) {
  return {
    number: row.number,
    dated: invoice ? formatDay(invoice.issuedOn, { lang: 'ar' }) : '—',
    amount: invoice ? figure(invoice.gross) : '—',
    settled: figure(row.amount),
    remaining: figure(row.left),
  }
}

/** What the customer owed once this receipt was written, the same however late it is printed. */
async function balanceThen(look: Look, payment: Payment, currency: Currency): Promise<Money> {
  const parties = await partiesOf(look, payment.customerId)
  const [row] = await look.run<{ balance: number }>(
    `select coalesce(sum(amount), 0)::bigint as balance from party_line_view
     where company_id = $1 and party_id = any($2) and currency = $3 and recorded_at <= $4`,
    [look.companyId, parties, currency, new Date(payment.recordedAt)],
  )
  return { minor: row?.balance ?? 0, currency }
}

async function documentOf(look: Look, payment: Payment): Promise<ReceiptDocument> {
  const { amount } = payment
  const profile = readProfile(look)
  const known = (await findCustomers(look, [payment.customerId])).get(payment.customerId)
  const card = known && cardFor(look.session, known)
  const invoices = await findInvoices(
    look,
    payment.allocations.map(({ documentId }) => documentId),
  )
  const balance = await balanceThen(look, payment, amount.currency)
  const allocated = total(
    payment.allocations.map((row) => row.amount),
    amount.currency,
  )
  const sayable = amount.minor / 10 ** digitsOf(amount.currency) <= largestInWords
  const footer = [
    profile.name,
    profile.registration && `${word('registration', 'ar')} ${ltr(profile.registration)}`,
  ]
  return {
    createdAt: payment.recordedAt,
    seller: sellerBlock(profile),
    mark: payment.reversal ? both('reversed') : null,
    footer: footer.filter(Boolean).join('، '),
    number: payment.number,
    received: day(payment.paidOn),
    customer: buyerBlock(card, payment.customerName),
    currency: { ar: currencySymbol(amount.currency, 'ar'), en: amount.currency },
    amount: figure(amount),
    words: sayable
      ? { ar: tafqeet(amount), en: inEnglishWords(amount) }
      : { ar: figure(amount), en: null },
    method: methodOf(payment),
    reference: payment.reference ?? payment.provider?.paymentId ?? null,
    bank: payment.method === 'transfer' ? (profile.bankName ?? null) : null,
    purpose: null,
    allocations: payment.allocations.map((row) => allocation(row, invoices.get(row.documentId))),
    allocated: allocated.minor === 0 ? null : figure(allocated),
    unapplied: payment.unapplied.minor === 0 ? null : figure(payment.unapplied),
    balanceAfter: {
      label: both(balance.minor < 0 ? 'credit' : 'balanceAfter'),
      amount: figure({ ...balance, minor: Math.abs(balance.minor) }),
    },
    receivedBy: payment.source === 'gateway' ? null : payment.recordedBy,
    notes: payment.note,
  }
}

function methodOf(payment: Payment) {
  const { ar, en } = both(payment.scheme ?? payment.method)
  const tail = payment.masked ? ` ${ltr(payment.masked)}` : ''
  return { ar: `${ar}${tail}`, en: `${en}${tail}` }
}

export type MadePdf = Readonly<{ fileName: string; mime: string; bytes: Buffer }>

async function print(session: Session, read: (look: Look) => Promise<Payment>): Promise<MadePdf> {
  const document = await look(session, async (opened) => documentOf(opened, await read(opened)))
  const bytes = await printReceipt(session.house.pdf, document, await picturesOf(session))
  return { fileName: `${document.number}.pdf`, mime: 'application/pdf', bytes }
}

/** The receipt voucher of a payment as the house itself prints it, for mail and pay links. */
export const receiptPdf = (session: Session, id: string): Promise<MadePdf> =>
  print(session, (opened) => readPayment(opened, id))

/** The receipt voucher, for someone who may read the payment. @throws payments.payment_not_found */
export async function downloadReceipt(session: Session, input: { id: string }): Promise<File> {
  await showPayment(session, input)
  return asFile(await receiptPdf(session, input.id))
}

export const asFile = ({ bytes, fileName, mime }: MadePdf): File =>
  new File([new Uint8Array(bytes)], fileName, { type: mime })
