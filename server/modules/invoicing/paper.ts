import { ltr } from '#core/arabic/direction.ts'
import { counted } from '#core/arabic/plural.ts'
import { inEnglishWords, largestInWords, tafqeet } from '#core/arabic/tafqeet.ts'
import type { PaymentTerms } from '#core/contacts/terms.ts'
import { currencySymbol, formatDay, formatHijri, formatMoney, formatPercent } from '#core/format.ts'
import type { Invoice } from '#core/invoicing/api.ts'
import type { PartySnapshot } from '#core/invoicing/document.ts'
import { priceText } from '#core/invoicing/price.ts'
import { vatReasonTexts } from '#core/invoicing/vat-reason-texts.ts'
import { digitsOf, type Money } from '#core/money.ts'
import { formatIban } from '#core/vat-number.ts'
import type { Bilingual, DateInBoth, PartyBlock } from '#platform/documents/paper.ts'
import type { InvoiceDocument, InvoiceKind } from './documents/invoice-document.ts'
import { inBoth, words } from './messages/index.ts'

const figure = (money: Money): string =>
  money.minor === 0 ? '—' : formatMoney(money, { lang: 'ar', currency: false })

const day = (on: string): DateInBoth => ({
  gregorian: formatDay(on, { lang: 'ar' }),
  hijri: formatHijri(on, { lang: 'ar' }) ?? null,
})

const dayForms = { one: 'يوم', two: 'يومين', few: 'أيام', many: 'يومًا', other: 'يوم' }
const daysInBoth = (days: number) => ({
  ar: days === 1 ? 'يوم واحد' : counted(days, dayForms),
  en: `${days} ${days === 1 ? 'day' : 'days'}`,
})

/** Terms of payment as a paper says them, with the discount for who pays early. */
export function termsText(terms: PaymentTerms): Bilingual {
  const plain = dueText(terms)
  if (terms.kind === 'immediate' || !terms.early) return plain
  const { basisPoints, days } = terms.early
  const percent = (lang: 'ar' | 'en') => formatPercent(basisPoints, { lang })
  return inBoth('termsEarly', {
    terms: plain,
    percent: { ar: percent('ar'), en: percent('en') },
    days: daysInBoth(days),
  })
}

function dueText(terms: PaymentTerms) {
  switch (terms.kind) {
    case 'immediate':
      return inBoth('termsImmediate')
    case 'days_from_invoice':
      return inBoth('termsInvoice', { days: daysInBoth(terms.days) })
    case 'days_from_delivery':
      return inBoth('termsDelivery', { days: daysInBoth(terms.days) })
    case 'days_from_receipt':
      return inBoth('termsReceipt', { days: daysInBoth(terms.days) })
    case 'end_of_month':
      return terms.days === 0
        ? inBoth('termsMonth')
        : inBoth('termsMonthDays', { days: daysInBoth(terms.days) })
    case 'day_of_month': {
      const which = { ar: String(terms.day), en: String(terms.day) }
      return inBoth(terms.month === 'this' ? 'termsThis' : 'termsNext', { day: which })
    }
  }
}

function party(snapshot: PartySnapshot): PartyBlock {
  const contact = snapshot.phone ?? snapshot.email
  const unified = snapshot.registration?.startsWith('7') === true
  return {
    name: { ar: snapshot.name, en: snapshot.nameEn },
    address: snapshot.address === null ? null : { ar: snapshot.address, en: null },
    vatNumber: snapshot.vatNumber,
    registration: snapshot.registration,
    registrationLabel: unified ? inBoth('unified') : null,
    contact: contact ? ltr(contact) : null,
  }
}

const kinds: Readonly<Record<Invoice['form'], Record<Invoice['kind'], InvoiceKind>>> = {
  standard: {
    invoice: 'tax_invoice',
    credit_note: 'credit_note',
    debit_note: 'debit_note',
    opening: 'tax_invoice',
  },
  simplified: {
    invoice: 'simplified_invoice',
    credit_note: 'simplified_credit_note',
    debit_note: 'simplified_debit_note',
    opening: 'simplified_invoice',
  },
}

const percent = (basisPoints: number) => formatPercent(basisPoints, { lang: 'ar' })

function lineRow(line: Invoice['lines'][number], discounted: boolean) {
  const { vat } = line
  return {
    description: { ar: line.description, en: null },
    quantity: line.quantity,
    unit: line.unit ?? null,
    unitPrice: priceText(line.unitPrice, line.net.currency),
    discount: discounted ? figure(line.discountAmount) : null,
    net: figure(line.net),
    vatRate:
      vat.category === 'S' ? percent(vat.rateBasisPoints) : words('ar', `rate${vat.category}`),
    vatAmount: figure(line.vatAmount),
    total: figure(line.gross),
  }
}

function taxRow(tax: Invoice['taxes'][number]) {
  const rate = percent(tax.rateBasisPoints)
  const label =
    tax.category === 'S'
      ? inBoth('vatS', { rate: { ar: ltr(rate), en: rate } })
      : inBoth(`vat${tax.category}`)
  const text = tax.reason && vatReasonTexts[tax.reason]
  return {
    label,
    taxable: figure(tax.taxable),
    vat: figure(tax.vat),
    reason: text ? { ar: text.ar, en: `${text.en}, ${tax.reason}` } : null,
  }
}

function sums(invoice: Invoice): InvoiceDocument['totals'] {
  const { currency } = invoice.gross
  const asked = { minor: Math.abs(invoice.gross.minor), currency }
  const lineNet = { minor: invoice.net.minor + invoice.discount.minor, currency }
  return {
    subtotal: figure(lineNet),
    discount: invoice.discount.minor === 0 ? null : figure(invoice.discount),
    taxable: figure(invoice.net),
    vat: figure(invoice.vat),
    vatInSar: invoice.vatInBase ? figure(invoice.vatInBase) : null,
    rounding: null,
    total: figure(asked),
    prepaid: null,
    paid: null,
    dueLabel: inBoth(invoice.kind === 'credit_note' ? 'credited' : 'due'),
    due: figure(asked),
  }
}

function inWords(money: Money): Bilingual {
  const sayable = money.minor / 10 ** digitsOf(money.currency) <= largestInWords
  return sayable
    ? { ar: tafqeet(money), en: inEnglishWords(money) }
    : { ar: figure(money), en: null }
}

/** A posted document as it is printed: the same on every day, for nothing of it may change. */
export function paperOf(invoice: Invoice, paymentUrl: string | null): InvoiceDocument | undefined {
  const { seller, buyer, gross, number, postedAt, original } = invoice
  if (!seller || number === null || postedAt === null) return undefined
  const asksForMoney = invoice.kind !== 'credit_note'
  const discounted = invoice.lines.some((line) => line.discountAmount.minor !== 0)
  const { currency } = gross
  return {
    createdAt: postedAt,
    seller: party(seller),
    mark: invoice.state.document === 'void' ? inBoth('void') : null,
    footer: [seller.name, seller.address].filter(Boolean).join('، '),
    kind: kinds[invoice.form][invoice.kind],
    number,
    issued: day(invoice.issuedOn),
    supplied: invoice.suppliedOn ? day(invoice.suppliedOn) : null,
    due: asksForMoney ? day(invoice.dueOn) : null,
    terms: asksForMoney ? termsText(invoice.terms) : null,
    purchaseOrder: invoice.reference,
    contract: invoice.contract,
    original: original && {
      number: original.number,
      issued: formatDay(original.issuedOn, { lang: 'ar' }),
      reason: invoice.reason === null ? null : { ar: invoice.reason, en: null },
    },
    buyer: buyer && party(buyer),
    currency: { ar: currencySymbol(currency, 'ar'), en: currency },
    lines: invoice.lines.map((line) => lineRow(line, discounted)),
    taxes: invoice.taxes.map(taxRow),
    totals: sums(invoice),
    words: inWords({ minor: Math.abs(gross.minor), currency }),
    qr: invoice.qr,
    paymentUrl: asksForMoney && invoice.state.document !== 'void' ? paymentUrl : null,
    bank:
      asksForMoney && seller.iban
        ? {
            name: seller.bankName ?? '',
            beneficiary: seller.name,
            iban: formatIban(seller.iban),
          }
        : null,
    notes: invoice.notes,
  }
}
