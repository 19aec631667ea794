import { parsePhone } from '#core/phone.ts'
import { readDay } from '#core/read-day.ts'
import { type Cell, cellText, type Sheet } from '#core/sheet.ts'
import { parseVatNumber } from '#core/vat-number.ts'
import { type Field, fieldsOf, type SheetKind, sheetKinds } from './fields.ts'
import { readAmount } from './read-cell.ts'
import { headingKey, headingsOf, speaksOf } from './synonyms.ts'

export type Certainty = 'sure' | 'likely' | 'guess' | 'none'
export type FoundColumn = Readonly<{ column: number; field: Field; certainty: Certainty }>

/** What a sheet seems to be: the row of its headings (from 1; 0 for none) and what they mean. */
export type Recognised = Readonly<{
  kind: SheetKind | null
  headerRow: number
  columns: readonly FoundColumn[]
}>

const deepestHeader = 30

/** Beside payments, «رقم الفاتورة» is what was paid, never the number of the receipt. */
const headingsIn = (kind: SheetKind, field: Field): readonly string[] =>
  kind === 'payments' && field === 'number'
    ? headingsOf(field).filter((heading) => !headingsOf('invoiceNumber').includes(heading))
    : headingsOf(field)

/** How well a heading names a field: 0 not at all, then a part of it, then the whole. */
function fitOf(key: string, kind: SheetKind, field: Field): number {
  const headings = headingsIn(kind, field)
  const at = headings.indexOf(key)
  if (at >= 0) return 10 - Math.min(at, 20) / 10
  const words = ` ${key} `
  const within = headings.some((heading) => heading.length > 3 && words.includes(` ${heading} `))
  return within ? 4 : 0
}

/** Gives each column at most one field and each field at most one column, the best fits first. */
function columnsOf(row: readonly Cell[], kind: SheetKind): FoundColumn[] {
  const fits: { column: number; field: Field; score: number }[] = []
  for (const [column, cell] of row.entries()) {
    // A heading is written, not counted, and no heading is a paragraph.
    if (typeof cell !== 'string' || cell.length > 60) continue
    const key = headingKey(cell)
    if (key === '') continue
    for (const field of fieldsOf[kind]) {
      const score = fitOf(key, kind, field)
      if (score > 0) fits.push({ column, field, score })
    }
  }
  const found = new Map<Field, FoundColumn>()
  const taken = new Set<number>()
  for (const { column, field, score } of fits.toSorted(
    (a, b) => b.score - a.score || a.column - b.column,
  )) {
    if (found.has(field) || taken.has(column)) continue
    taken.add(column)
    found.set(field, { column, field, certainty: score > 5 ? 'sure' : 'likely' })
  }
  return [...found.values()].toSorted((a, b) => a.column - b.column)
}

const telling: Readonly<Record<SheetKind, readonly Field[]>> = {
  customers: ['name', 'vatNumber', 'email', 'phone'],
  invoices: ['number', 'issuedOn', 'dueOn', 'total', 'balance'],
  payments: ['paidOn', 'amount', 'invoiceNumber', 'method'],
  balances: ['age30', 'age60', 'age90', 'ageMore', 'debit', 'credit'],
}

/** Fields without which nothing of the kind could be read. */
const must: Readonly<Record<SheetKind, (has: (field: Field) => boolean) => boolean>> = {
  customers: (has) => has('name'),
  invoices: (has) => has('issuedOn') && (has('total') || has('balance') || has('net')),
  payments: (has) => has('paidOn') && has('amount'),
  balances: (has) =>
    (has('name') || has('code')) &&
    (has('debit') || has('credit') || (has('age30') && (has('age60') || has('ageMore')))),
}

function scoreOf(kind: SheetKind, columns: readonly FoundColumn[], title: string): number {
  const has = (field: Field) => columns.some((column) => column.field === field)
  if (!must[kind](has)) return 0
  const told = telling[kind].filter(has).length
  const points = columns.reduce((sum, { certainty }) => sum + (certainty === 'sure' ? 2 : 1), 0)
  return points + told * 3 + (speaksOf(kind, title) ? 6 : 0)
}

/** Looks for the row of headings near the top, and for what the sheet is. */
export function recognise(sheet: Sheet): Recognised {
  let best: Recognised = { kind: null, headerRow: 0, columns: [] }
  let bestScore = 0
  let titles = sheet.name
  for (const [at, row] of sheet.rows.slice(0, deepestHeader).entries()) {
    for (const kind of sheetKinds) {
      const columns = columnsOf(row, kind)
      // Two names side by side are a heading; one alone is a word.
      const score = columns.length < 2 && row.length > 1 ? 0 : scoreOf(kind, columns, titles)
      if (score > bestScore) {
        bestScore = score
        best = { kind, headerRow: at + 1, columns }
      }
    }
    titles += ` ${cellText(row.find((cell) => cellText(cell) !== ''))}`
  }
  return best.kind === null ? best : withGuesses(sheet, best, best.kind)
}

/** The columns of a chosen kind and heading row, for when a person knows better. */
export function columnsFor(
  sheet: Sheet,
  kind: SheetKind,
  headerRow: number,
): readonly FoundColumn[] {
  const columns = columnsOf(sheet.rows[headerRow - 1] ?? [], kind)
  return withGuesses(sheet, { kind, headerRow, columns }, kind).columns
}

const looks: readonly (readonly [Field, (cell: Cell) => boolean])[] = [
  ['vatNumber', (cell) => parseVatNumber(cellText(cell)) !== undefined],
  ['email', (cell) => /^\S+@\S+\.\S+$/.test(cellText(cell))],
  ['issuedOn', (cell) => readsAsDay(cell)],
  ['paidOn', (cell) => readsAsDay(cell)],
  ['phone', (cell) => typeof cell === 'string' && parsePhone(cell) !== undefined],
  ['total', (cell) => readAmount(cell, 'SAR').kind === 'amount'],
  ['amount', (cell) => readAmount(cell, 'SAR').kind === 'amount'],
]
const readsAsDay = (cell: Cell): boolean =>
  typeof cell !== 'number' && readDay(cell, 'day_first').day !== null

/** Fills what no heading named by what the cells hold: a guess, for a person to confirm. */
function withGuesses(sheet: Sheet, found: Recognised, kind: SheetKind): Recognised {
  const columns = [...found.columns]
  const body = sheet.rows.slice(found.headerRow, found.headerRow + 40)
  const width = Math.max(0, ...body.map((row) => row.length))
  for (const [field, like] of looks) {
    if (!fieldsOf[kind].includes(field) || columns.some((column) => column.field === field))
      continue
    if (field === 'total' && columns.some((column) => column.field === 'balance')) continue
    for (let column = 0; column < width; column += 1) {
      if (columns.some((other) => other.column === column)) continue
      const filled = body.map((row) => row[column] ?? null).filter((cell) => cellText(cell) !== '')
      if (filled.length < 2 || filled.filter(like).length < filled.length * 0.8) continue
      columns.push({ column, field, certainty: 'guess' })
      break
    }
  }
  return { ...found, columns: columns.toSorted((a, b) => a.column - b.column) }
}
