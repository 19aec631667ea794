import type { Language } from '#core/people/identity.ts'
import { type PaperHead, type Pictures, printPaper } from '#platform/documents/paper.ts'
import type { Pdf } from '#platform/pdf.ts'

/** The letter that asks a customer to confirm their balance, every text ready to print, in their language. */
export type LetterDocument = PaperHead &
  Readonly<{
    language: Language
    title: string
    /** The title's other language, smaller beside it. */
    latin: string
    code: string
    to: string
    paragraphs: readonly string[]
    /** Null once they have answered. */
    link: Readonly<{ label: string; url: string }> | null
    balances: readonly Readonly<{ label: string; amount: string; currency: string }>[]
    itemsTitle: string
    heads: readonly string[]
    items: readonly Readonly<{ number: string; date: string; due: string; left: string }>[]
    none: string
    /** What they answered; null: they fill in the form by hand. */
    answer: string | null
    form: Readonly<Record<'agree' | 'differ' | 'because' | 'name' | 'position' | 'sign', string>>
  }>

const template = { folder: new URL('.', import.meta.url), main: 'letter.typ' }

/** Prints the letter. */
export const printLetter = (
  pdf: Pdf,
  document: LetterDocument,
  pictures: Pictures = {},
): Promise<Buffer> => printPaper(pdf, template, document, pictures)
