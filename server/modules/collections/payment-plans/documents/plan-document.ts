import {
  type Bilingual,
  type DateInBoth,
  type PaperHead,
  type PartyBlock,
  type Pictures,
  printPaper,
} from '#platform/documents/paper.ts'
import type { Pdf } from '#platform/pdf.ts'

export type PlanRow = Readonly<{
  place: string
  due: DateInBoth
  amount: string
  paid: string
  left: string
  state: Bilingual
}>

/** The statement of a payment plan (بيان خطة سداد), every text ready to print. */
export type PlanDocument = PaperHead &
  Readonly<{
    /** What tells it from the customer's other plans. */
    code: string
    customer: PartyBlock
    currency: Bilingual
    asOf: DateInBoth
    agreed: DateInBoth | null
    agreedBy: string | null
    amount: string
    paid: string
    left: string
    rows: readonly PlanRow[]
    items: readonly Readonly<{ number: string; amount: string }>[]
    terms: string
  }>

const template = { folder: new URL('.', import.meta.url), main: 'plan.typ' }

/** Prints the statement of a payment plan. */
export const printPlan = (
  pdf: Pdf,
  document: PlanDocument,
  pictures: Pictures = {},
): Promise<Buffer> => printPaper(pdf, template, document, pictures)
