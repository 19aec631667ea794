import { type DateOrder, orderOf, readDay } from '#core/read-day.ts'
import { type Cell, cellText, type Sheet } from '#core/sheet.ts'
import type { ImportOptions, SheetMapping } from './api.ts'
import type { Field, SheetKind } from './fields.ts'
import { saysNoDebt } from './read-cell.ts'
import type { SkipKind } from './reasons.ts'
import { headingKey, opensFootnote, opensTotal } from './synonyms.ts'

/** A sheet with what its columns mean, as the rows are read. */
export type MappedSheet = Readonly<{
  index: number
  kind: SheetKind
  sheet: Sheet
  headerRow: number
  columnOf: ReadonlyMap<Field, number>
  order: DateOrder
  /** What the headings say, by column: a row that says the same is the heading again. */
  headings: ReadonlyMap<number, string>
}>

/** One row that holds data, with its cells as they were put right. `under`: the heading line above it. */
export type DataRow = Readonly<{
  sheet: MappedSheet
  row: number
  under: string
  cell: (field: Field) => Cell
  text: (field: Field) => string
  column: (field: Field) => number | null
  has: (field: Field) => boolean
}>
export type SkippedRow = Readonly<{ sheet: MappedSheet; row: number; skip: SkipKind }>

/** Joins a sheet with its mapping; nothing when it stays out. */
export function mapped(
  sheets: readonly Sheet[],
  mapping: SheetMapping,
  options: ImportOptions,
): MappedSheet | undefined {
  const sheet = sheets[mapping.sheet]
  if (!sheet || mapping.kind === null) return undefined
  const columnOf = new Map<Field, number>()
  for (const [column, field] of Object.entries(mapping.fields)) columnOf.set(field, Number(column))
  const days = (['issuedOn', 'paidOn', 'dueOn'] as const).flatMap((field) => {
    const column = columnOf.get(field)
    return column === undefined ? [] : sheet.rows.map((row) => row[column])
  })
  const header = sheet.rows[mapping.headerRow - 1] ?? []
  return {
    headings: new Map(
      [...columnOf.values()].map((column) => [column, headingKey(cellText(header[column]))]),
    ),
    index: mapping.sheet,
    kind: mapping.kind,
    sheet,
    headerRow: mapping.headerRow,
    columnOf,
    order: options.dateOrder === 'auto' ? orderOf(days) : options.dateOrder,
  }
}

function dataRow(
  sheet: MappedSheet,
  row: number,
  cells: readonly Cell[],
  under: string,
  edits: ImportOptions['edits'],
): DataRow {
  const cell = (field: Field): Cell => {
    const column = sheet.columnOf.get(field)
    if (column === undefined) return null
    return edits[`${sheet.index}:${row}:${column}`] ?? cells[column] ?? null
  }
  return {
    sheet,
    row,
    under,
    cell,
    text: (field) => cellText(cell(field)).replace(/\s+/g, ' '),
    column: (field) => sheet.columnOf.get(field) ?? null,
    has: (field) => sheet.columnOf.has(field),
  }
}

const identity: Readonly<Record<SheetKind, readonly Field[]>> = {
  customers: ['code', 'name', 'phone', 'email', 'vatNumber'],
  invoices: ['number', 'issuedOn', 'code', 'name'],
  payments: ['number', 'invoiceNumber', 'paidOn', 'code', 'name'],
  balances: ['code', 'name', 'phone', 'vatNumber'],
}
const dayField: Partial<Record<SheetKind, Field>> = { invoices: 'issuedOn', payments: 'paidOn' }

/** Whether a line that opens with «الإجمالي» sums others: nothing on it names a document. */
function isTotal(row: DataRow, texts: readonly string[]): boolean {
  const { kind, order } = row.sheet
  if (!texts.slice(0, 3).some(opensTotal)) return false
  const day = dayField[kind]
  if (day && row.has(day)) return readDay(row.cell(day), order).day === null
  return !['code', 'phone', 'email', 'vatNumber'].some(
    (field) => row.text(field as Field) !== '' && !opensTotal(row.text(field as Field)),
  )
}

function isRepeatedHeader(sheet: MappedSheet, cells: readonly Cell[]): boolean {
  let same = 0
  for (const [column, heading] of sheet.headings) {
    const cell = cells[column]
    // Most cells are figures: only a short word could be a heading.
    if (heading === '' || typeof cell !== 'string' || cell.length > 60 || /\d/.test(cell)) continue
    if (headingKey(cell) === heading) same += 1
  }
  return same >= Math.max(2, sheet.headings.size * 0.6)
}

/** Why a line under the headings is no data; nothing when it is. */
function lineSkip(
  row: DataRow,
  cells: readonly Cell[],
  texts: readonly string[],
): SkipKind | undefined {
  const { sheet } = row
  if (isRepeatedHeader(sheet, cells)) return 'repeated_header'
  const alone = new Set(texts).size === 1
  const wide = sheet.columnOf.size > 1
  if (alone && opensFootnote(texts[0] ?? '')) return 'footnote'
  if (isTotal(row, texts)) return 'total'
  const onlyText = alone && cells.every((cell) => typeof cell !== 'number')
  if (onlyText && wide && (sheet.kind !== 'customers' || row.text('name') === '')) return 'heading'
  // A sum without a label, or a line number that nobody went on with.
  if (identity[sheet.kind].every((field) => row.text(field) === '')) return 'total'
  if (saysNoDebt(row.cell('status'))) return 'no_debt'
  return undefined
}

/** Tells data from titles, blank lines, repeated headings, sums, remarks, and documents without debt. */
export function rowsOf(sheet: MappedSheet, options: ImportOptions): (DataRow | SkippedRow)[] {
  const left = new Set(options.left)
  let under = ''
  return sheet.sheet.rows.map((cells, at): DataRow | SkippedRow => {
    const row = at + 1
    const skipped = (skip: SkipKind): SkippedRow => ({ sheet, row, skip })
    const texts = cells.map((cell) => cellText(cell)).filter((text) => text !== '')
    if (texts.length === 0) return skipped('blank')
    if (row < sheet.headerRow) return skipped('before_header')
    if (row === sheet.headerRow) return skipped('heading')
    if (left.has(`${sheet.index}:${row}`)) return skipped('by_you')
    const data = dataRow(sheet, row, cells, under, options.edits)
    const skip = lineSkip(data, cells, texts)
    if (skip === 'heading') under = texts[0] ?? ''
    return skip ? skipped(skip) : data
  })
}
