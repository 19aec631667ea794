import { picturesOf } from '#modules/customization/index.ts'
import { type Bilingual, type PaperHead, printPaper } from '#platform/documents/paper.ts'
import type { Session } from '#platform/session.ts'

/** How a column reads: text as a person typed it, a code left to right, a figure on its last digit. */
export type SheetColumn = Readonly<{
  label: Bilingual
  width: 'wide' | 'fit'
  kind: 'text' | 'code' | 'num'
}>

/** A table with its title, every cell ready to print. */
export type SheetSection = Readonly<{
  title: Bilingual
  columns: readonly SheetColumn[]
  rows: readonly (readonly string[])[]
  /** Under the table: what the figures come to. */
  sums: readonly Readonly<{ label: Bilingual; amount: string }>[]
  /** Instead of rows. */
  none: Bilingual
}>

/** A paper of facts and tables: an index, a log, a statement of commission. */
export type SheetDocument = PaperHead &
  Readonly<{
    title: Bilingual
    /** What stands beside the title on the pages that follow. */
    running: string
    facts: readonly Readonly<{ label: Bilingual; value: string }>[]
    sections: readonly SheetSection[]
  }>

const template = { folder: new URL('.', import.meta.url), main: 'sheet.typ' }

/** Prints it with the company's logo. */
export async function printSheet(session: Session, document: SheetDocument): Promise<Buffer> {
  return printPaper(session.house.pdf, template, document, await picturesOf(session))
}
