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

/** One movement; an empty side is «—» or nothing, as the caller prints zero. */
export type MovementRow = Readonly<{
  date: string
  document: string
  description: Bilingual
  debit: string
  credit: string
  balance: string
}>

/** One open document; `bucket` counts the aging buckets from 0, not due. */
export type OpenItemRow = Readonly<{
  document: string
  date: string
  due: string
  late: string | null
  bucket: 0 | 1 | 2 | 3 | 4
  description: Bilingual
  amount: string
  paid: string
  remaining: string
}>

/** One bucket of the aging strip; `share` (0 to 1) is its part of the strip's length. */
export type AgingBucket = Readonly<{ label: Bilingual; amount: string; share: number }>

/** What is owed in one currency. */
export type StatementSection = Readonly<{
  heading: Bilingual
  currency: Bilingual
  openingDate: string
  opening: string
  movements: readonly MovementRow[]
  openItems: readonly OpenItemRow[]
  debit: string
  credit: string
  closingLabel: Bilingual
  closing: string
  /** Five from not due to over 90 days, or none. */
  aging: readonly AgingBucket[]
}>

/** A customer's statement (كشف حساب عميل), every text ready to print; a currency has a section of its own. */
export type StatementDocument = PaperHead &
  Readonly<{
    kind: 'activity' | 'open_items'
    customer: PartyBlock
    customerCode: string
    period: Readonly<{ from: DateInBoth; to: DateInBoth }> | null
    asOf: DateInBoth
    sections: readonly StatementSection[]
    bank: Readonly<{ name: string; beneficiary: string; iban: string }> | null
    paymentUrl: string | null
    notes: string | null
  }>

const template = { folder: new URL('.', import.meta.url), main: 'statement.typ' }

/** Prints a customer's statement. */
export const printStatement = (
  pdf: Pdf,
  document: StatementDocument,
  pictures: Pictures = {},
): Promise<Buffer> =>
  printPaper(
    pdf,
    template,
    document,
    pictures,
    document.paymentUrl ? { 'pay.svg': qrSvg(document.paymentUrl) } : {},
  )
