import {
  type Bilingual,
  type DateInBoth,
  type PaperHead,
  type PartyBlock,
  type Pictures,
  printPaper,
} from '#platform/documents/paper.ts'
import type { Pdf } from '#platform/pdf.ts'

/** What part of the money settled which document. */
export type AllocationRow = Readonly<{
  number: string
  dated: string
  amount: string
  settled: string
  remaining: string
}>

/** A receipt voucher (سند قبض), every text ready to print. */
export type ReceiptDocument = PaperHead &
  Readonly<{
    number: string
    received: DateInBoth
    customer: PartyBlock
    currency: Bilingual
    amount: string
    words: Bilingual
    method: Bilingual
    reference: string | null
    bank: string | null
    purpose: string | null
    allocations: readonly AllocationRow[]
    allocated: string | null
    /** What no document has taken yet. */
    unapplied: string | null
    balanceAfter: Readonly<{ label: Bilingual; amount: string }> | null
    receivedBy: string | null
    notes: string | null
  }>

const template = { folder: new URL('.', import.meta.url), main: 'receipt.typ' }

/** Prints a receipt voucher. */
export const printReceipt = (
  pdf: Pdf,
  document: ReceiptDocument,
  pictures: Pictures = {},
): Promise<Buffer> => printPaper(pdf, template, document, pictures)
