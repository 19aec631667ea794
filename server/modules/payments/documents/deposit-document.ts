import {
  type Bilingual,
  type DateInBoth,
  type PaperHead,
  type PartyBlock,
  type Pictures,
  printPaper,
} from '#platform/documents/paper.ts'
import type { Pdf } from '#platform/pdf.ts'

/** A request for an advance or a security, or the receipt of a security; every text ready to print. */
export type DepositDocument = PaperHead &
  Readonly<{
    title: Bilingual
    number: string
    dated: DateInBoth
    payBy: DateInBoth
    /** It still asks for money: how and until when to pay is said only then. */
    asks: boolean
    customer: PartyBlock
    currency: Bilingual
    amount: string
    words: Bilingual
    subject: string
    /** What the whole will come to, the part that is asked for now, and what is due at the end. */
    expected: string | null
    percent: string | null
    rest: string | null
    /** Where a part came: that part, and what is still due of the request. */
    paid: string | null
    due: string | null
    /** Of a security: what is held of it. */
    held: string | null
    bank: Readonly<{ iban: string; name: string | null }> | null
    link: string | null
    terms: Bilingual
    notes: string | null
  }>

const template = { folder: new URL('.', import.meta.url), main: 'deposit.typ' }

/** Prints the request. */
export const printDeposit = (
  pdf: Pdf,
  document: DepositDocument,
  pictures: Pictures = {},
): Promise<Buffer> => printPaper(pdf, template, document, pictures)
