import {
  type Bilingual,
  type DateInBoth,
  type PaperHead,
  type PartyBlock,
  type Pictures,
  printPaper,
} from '#platform/documents/paper.ts'
import { qrSvg } from '#platform/documents/qr-svg.ts'
import type { Pdf } from '#platform/pdf.ts'

export type InvoiceKind =
  | 'tax_invoice'
  | 'simplified_invoice'
  | 'credit_note'
  | 'debit_note'
  | 'simplified_credit_note'
  | 'simplified_debit_note'

/** A line as printed: bare figures («1,234.50»), no currency. */
export type InvoiceLineRow = Readonly<{
  description: Bilingual
  quantity: string
  unit: string | null
  unitPrice: string
  discount: string | null
  net: string
  /** «15%», or the category's word. */
  vatRate: string
  vatAmount: string
  total: string
}>

/** One VAT category's sum; a category without tax gives its reason in the law's words. */
export type VatRow = Readonly<{
  label: Bilingual
  taxable: string
  vat: string
  reason: Bilingual | null
}>

/** The sums as printed; a null line is left out. */
export type InvoiceTotals = Readonly<{
  subtotal: string
  discount: string | null
  taxable: string
  vat: string
  /** The law wants the tax in riyals too when the invoice is in another currency. */
  vatInSar: string | null
  rounding: string | null
  total: string
  prepaid: string | null
  paid: string | null
  dueLabel: Readonly<{ ar: string; en: string }>
  due: string
}>

/** An invoice or a note, every text ready to print; only the paper's fixed words are the template's. */
export type InvoiceDocument = PaperHead &
  Readonly<{
    kind: InvoiceKind
    number: string
    issued: DateInBoth
    supplied: DateInBoth | null
    due: DateInBoth | null
    terms: Bilingual | null
    purchaseOrder: string | null
    contract: string | null
    /** What a note corrects, and why. */
    original: Readonly<{ number: string; issued: string; reason: Bilingual | null }> | null
    buyer: PartyBlock | null
    currency: Bilingual
    lines: readonly InvoiceLineRow[]
    taxes: readonly VatRow[]
    totals: InvoiceTotals
    words: Bilingual
    /** The base64 content of the authority's QR code. */
    qr: string | null
    paymentUrl: string | null
    bank: Readonly<{ name: string; beneficiary: string; iban: string }> | null
    notes: string | null
  }>

/** The e-invoice's XML, carried inside the PDF byte for byte. */
export type EmbeddedXml = Readonly<{ fileName: string; bytes: Uint8Array }>

const template = { folder: new URL('.', import.meta.url), main: 'invoice.typ' }

/** Prints an invoice or a note. */
export function printInvoice(
  pdf: Pdf,
  document: InvoiceDocument,
  attached: Pictures & Readonly<{ xml?: EmbeddedXml }> = {},
): Promise<Buffer> {
  const { xml } = attached
  const embedded = xml && {
    file: xml.fileName,
    mimeType: 'text/xml',
    description: 'ZATCA UBL 2.1 e-invoice',
  }
  return printPaper(pdf, template, { ...document, embedded: embedded ?? null }, attached, {
    ...(xml ? { [xml.fileName]: xml.bytes } : {}),
    ...(document.qr ? { 'qr.svg': qrSvg(document.qr) } : {}),
    ...(document.paymentUrl ? { 'pay.svg': qrSvg(document.paymentUrl) } : {}),
  })
}
