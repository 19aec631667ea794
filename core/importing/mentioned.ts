import type { Sheet } from '#core/sheet.ts'
import type { SheetMapping } from './api.ts'
import type { Field } from './fields.ts'
import { documentNumber } from './read-cell.ts'

/** What a file calls customers and invoices: what the house is asked about before judging. */
export type Mentioned = Readonly<{ codes: readonly string[]; numbers: readonly string[] }>

/** Collects every code and every invoice number that the mapped columns hold. */
export function mentioned(sheets: readonly Sheet[], mappings: readonly SheetMapping[]): Mentioned {
  const codes = new Set<string>()
  const numbers = new Set<string>()
  for (const { sheet, kind, fields, headerRow } of mappings) {
    if (kind === null) continue
    const columnsOf = (field: Field) =>
      Object.entries(fields).flatMap(([column, meant]) => (meant === field ? [Number(column)] : []))
    const numbered = columnsOf(kind === 'payments' ? 'invoiceNumber' : 'number')
    for (const row of sheets[sheet]?.rows.slice(headerRow) ?? []) {
      for (const column of columnsOf('code')) codes.add(documentNumber(row[column]))
      for (const column of numbered) numbers.add(documentNumber(row[column]))
    }
  }
  codes.delete('')
  numbers.delete('')
  return { codes: [...codes], numbers: [...numbers] }
}
