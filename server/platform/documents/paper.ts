import type { Pdf, PdfData, PdfTemplate } from '../pdf.ts'

/** The same words in Arabic and, where there are any, in English. */
export type Bilingual = Readonly<{ ar: string; en: string | null }>

/** One day in both calendars, as printed; the second is left out where the company does not want it. */
export type DateInBoth = Readonly<{ gregorian: string; hijri: string | null }>

/** Who stands on a document: the seller, the buyer, the customer. */
export type PartyBlock = Readonly<{
  name: Bilingual
  /** The national address on one line. */
  address: Bilingual | null
  vatNumber: string | null
  /** The commercial registration, or another number under its own label. */
  registration: string | null
  registrationLabel: Readonly<{ ar: string; en: string }> | null
  /** Phone or e-mail, already isolated. */
  contact: string | null
}>

/** What every document's head and foot need. */
export type PaperHead = Readonly<{
  /** The instant (ISO) the document is made: the file's only clock. */
  createdAt: string
  seller: PartyBlock
  /** A word beside the title, such as «مسودة» or «ملغاة». */
  mark: Bilingual | null
  /** One quiet line at the foot of every page. */
  footer: string
}>

/** The company's logo in the form it was uploaded. */
export type Pictures = Readonly<{
  logo?: Readonly<{ format: 'png' | 'jpg'; bytes: Uint8Array }>
}>

/** Prints a document with the company's logo, where it has one, and its other files beside it. */
export function printPaper(
  pdf: Pdf,
  template: PdfTemplate,
  document: PaperHead & PdfData,
  { logo }: Pictures,
  files: Readonly<Record<string, Uint8Array>> = {},
): Promise<Buffer> {
  const name = logo ? `logo.${logo.format}` : null
  return pdf.render(
    template,
    { ...document, logo: name },
    { ...files, ...(logo && name && { [name]: logo.bytes }) },
  )
}
