import { latinDigits } from '#core/arabic/digits.ts'
import { type Currency, parseMoney, toDecimalText } from '#core/money.ts'
import { orderOf, readDay } from '#core/read-day.ts'
import { cellText, type Sheet } from '#core/sheet.ts'
import { parseIban } from '#core/vat-number.ts'
import { type BankField, type BankMapping, guessColumns, isWhole } from './columns.ts'
import {
  type Fault,
  mostFaults,
  plainText,
  type ReadLine,
  type Statement,
  textOrNull,
} from './statement.ts'

/** A sheet as read by a mapping: its lines and what is wrong with them, both in the file's order. */
export type ReadBankSheet = Readonly<{
  mapping: BankMapping | null
  /** Absent when something is wrong. */
  statement?: Statement
  faults: readonly Fault[]
}>

type Cells = (field: BankField) => string
type Raw = Readonly<{ row: number; amount: number; balance: number | null; line: ReadLine }>
type Amount = number | 'blank' | 'bad'

/** `+ 1,150.00`, `35.49 SAR` and nothing; a dash alone is nothing, too. */
function amountOf(text: string, currency: Currency): Amount {
  const plain = latinDigits(text)
    .replace(/[\u200B-\u200F\u202A-\u202E\u2066-\u2069\u00A0\uFEFF]/gu, ' ')
    .trim()
    .replace(/\u2212/g, '-')
    .replace(/^\+\s*/, '')
    .replace(/^-\s+/, '-')
  if (plain === '' || /^[-–—_]+$/.test(plain)) return 'blank'
  return parseMoney(plain, currency)?.minor ?? 'bad'
}

type Moved = number | 'blank' | Readonly<{ bad: string }>

/** What a row moves, by the columns that say so. */
function movedBy(cells: Cells, { signs }: BankMapping, currency: Currency): Moved {
  const read = (field: BankField) => amountOf(cells(field), currency)
  const found = { amount: read('amount'), debit: read('debit'), credit: read('credit') }
  for (const field of ['amount', 'debit', 'credit'] as const)
    if (found[field] === 'bad') return { bad: cells(field) }
  const figure = (value: Amount) => (typeof value === 'number' ? value : 0)
  if (typeof found.amount === 'number') return found.amount
  if (found.debit === 'blank' && found.credit === 'blank') return 'blank'
  const [out, into] = [figure(found.debit), figure(found.credit)]
  return (signs === 'column' ? Math.abs(into) - Math.abs(out) : into - out) || 0
}

type ReadRows = Readonly<{
  rows: readonly Raw[]
  faults: readonly Fault[]
  /** What the account held before, where a row of its own says so. */
  opening: number | null
}>

const lineWith = (cells: Cells, row: number, days: Pick<ReadLine, 'bookedOn' | 'valueOn'>) => {
  const words = [cells('kind'), cells('description')].map((each) => plainText(each, 1000))
  return {
    row,
    ...days,
    description: plainText([...new Set(words)].filter(Boolean).join(' · '), 1000),
    reference: textOrNull(cells('reference'), 200),
    counterparty: textOrNull(cells('counterparty'), 200),
    iban: parseIban(cells('iban')) ?? null,
  }
}

/** Reads every row under the headings; what is neither dated nor an amount is no movement. */
function readRows(sheet: Sheet, mapping: BankMapping, currency: Currency): ReadRows {
  const rows: Raw[] = []
  const faults: Fault[] = []
  let opening: number | null = null
  for (const [at, row] of sheet.rows.entries()) {
    if (at < mapping.headerRow) continue
    const cellOf = (field: BankField) => {
      const column = mapping.columns[field]
      return column === undefined ? undefined : row[column]
    }
    const cells: Cells = (field) => cellText(cellOf(field))
    const place = at + 1
    const moved = movedBy(cells, mapping, currency)
    if (moved === 'blank' && cells('bookedOn') === '') continue
    const { day: bookedOn } = readDay(cellOf('bookedOn'), mapping.dates)
    if (bookedOn === null) {
      // A closing sentence stands in some column; a movement has an amount.
      if (moved !== 'blank')
        faults.push({
          row: place,
          reason: 'day_impossible',
          found: plainText(cells('bookedOn'), 60),
        })
      continue
    }
    const balance = amountOf(cells('balance'), currency)
    if (balance === 'bad' || typeof moved === 'object') {
      const found = typeof moved === 'object' ? moved.bad : cells('balance')
      faults.push({ row: place, reason: 'amount_unreadable', found: plainText(found, 60) })
      continue
    }
    if (moved === 'blank' || moved === 0) {
      if (moved === 'blank' && balance === 'blank')
        faults.push({ row: place, reason: 'amount_missing' })
      else if (typeof balance === 'number' && (rows.length === 0 || mapping.newestFirst))
        opening = balance
      continue
    }
    const valueOn = readDay(cellOf('valueOn'), mapping.dates).day
    const line = {
      ...lineWith(cells, place, { bookedOn, valueOn }),
      amount: moved,
      balance: balance === 'blank' ? null : balance,
    }
    // A balance above the newest line, or between two of them, is not what was there before all.
    if (mapping.newestFirst) opening = null
    rows.push({ row: place, amount: moved, balance: line.balance, line })
  }
  return { rows, faults, opening }
}

/** Where the balances do not follow from the amounts, oldest first; how many steps they prove. */
function prove(rows: readonly Raw[], opening: number | null, currency: Currency) {
  const faults: Fault[] = []
  let steps = 0
  let before = opening
  for (const { row, amount, balance } of rows) {
    if (before !== null && balance !== null) {
      steps += 1
      if (before + amount !== balance)
        faults.push({
          row,
          reason: 'balance_differs',
          found: toDecimalText({ minor: balance, currency }),
          expected: toDecimalText({ minor: before + amount, currency }),
        })
    }
    before = balance ?? (before === null ? null : before + amount)
  }
  return { faults, steps }
}

/** The ways in which a sheet could be meant; nothing in its values tells them apart but the balances. */
function variantsOf(mapping: BankMapping): BankMapping[] {
  const { debit, credit } = mapping.columns
  const swapped =
    debit !== undefined && credit !== undefined
      ? [{ ...mapping, columns: { ...mapping.columns, debit: credit, credit: debit } }]
      : []
  return [mapping, ...swapped].flatMap((each) =>
    (['column', 'written'] as const).flatMap((signs) =>
      [each.newestFirst, !each.newestFirst].map((newestFirst) => ({ ...each, signs, newestFirst })),
    ),
  )
}

type Tried = Readonly<{ mapping: BankMapping; read: ReadRows; proof: ReturnType<typeof prove> }>

function tryOut(sheet: Sheet, mapping: BankMapping, currency: Currency): Tried {
  const read = readRows(sheet, mapping, currency)
  const rows = mapping.newestFirst ? read.rows.toReversed() : read.rows
  return { mapping, read: { ...read, rows }, proof: prove(rows, read.opening, currency) }
}

/** The first way that its balances do not contradict, else the one that they contradict least. */
function bestOf(sheet: Sheet, ways: readonly BankMapping[], currency: Currency): Tried | undefined {
  let best: Tried | undefined
  for (const way of ways) {
    const tried = tryOut(sheet, way, currency)
    if (!best || tried.proof.faults.length < best.proof.faults.length) best = tried
    if (best.proof.faults.length === 0) return best
  }
  return best
}

/** By the days alone: whether the first line is later than the last one. */
function isNewestFirst({ rows }: ReadRows): boolean {
  const [first, last] = [rows[0]?.line.bookedOn, rows.at(-1)?.line.bookedOn]
  return first !== undefined && last !== undefined && first > last
}

function guess(sheet: Sheet, currency: Currency): BankMapping | undefined {
  const found = guessColumns(sheet)
  if (!found) return undefined
  const column = found.columns.bookedOn ?? 0
  const dates = orderOf(sheet.rows.slice(found.headerRow).map((row) => row[column]))
  const plain: BankMapping = { ...found, dates, newestFirst: false, signs: 'column' }
  return { ...plain, newestFirst: isNewestFirst(readRows(sheet, plain, currency)) }
}

/** The account as the rows above the headings name it. */
function accountAbove(sheet: Sheet, headerRow: number): string | null {
  for (const row of sheet.rows.slice(0, headerRow))
    for (const cell of row) {
      const iban = parseIban(cellText(cell))
      if (iban) return iban
    }
  return null
}

/**
 * Reads a bank's sheet. Columns and their order are guessed unless a mapping is given, and a guess
 * is believed only where each balance follows from the one before it: a sheet whose balances
 * contradict its amounts is refused, with the line. Without balances nothing is proven, and it is
 * for a person to say that it is right.
 */
export function readBankSheet(
  sheet: Sheet,
  currency: Currency,
  given?: BankMapping,
): ReadBankSheet {
  const first = given ?? guess(sheet, currency)
  if (!first) return { mapping: null, faults: [{ row: 1, reason: 'not_a_statement' }] }
  if (!isWhole(first.columns))
    return { mapping: first, faults: [{ row: first.headerRow, reason: 'columns_missing' }] }
  const best = bestOf(sheet, given ? [given] : variantsOf(first), currency)
  if (!best) return { mapping: first, faults: [{ row: 1, reason: 'not_a_statement' }] }
  const { mapping, read, proof } = best
  const faults = [...read.faults, ...proof.faults].toSorted((a, b) => a.row - b.row)
  if (faults.length > 0) return { mapping, faults: faults.slice(0, mostFaults) }
  const [oldest] = read.rows
  const newest = read.rows.at(-1)
  if (!oldest || !newest)
    return { mapping, faults: [{ row: mapping.headerRow, reason: 'no_lines' }] }
  const opening = read.opening ?? (oldest.balance === null ? null : oldest.balance - oldest.amount)
  return {
    mapping,
    faults: [],
    statement: {
      account: accountAbove(sheet, mapping.headerRow - 1),
      currency,
      opening,
      closing: newest.balance,
      lines: read.rows.map(({ line }) => line),
      proven: proof.steps > 0 && proof.steps >= read.rows.length - 1,
    },
  }
}

/**
 * How many rows down to the headings read as lines themselves: a mapping whose headings lie too
 * deep passes over them, and nothing under them can tell.
 */
export function passedOver(sheet: Sheet, mapping: BankMapping, currency: Currency): number {
  const above = { ...sheet, rows: sheet.rows.slice(0, mapping.headerRow) }
  return readRows(above, { ...mapping, headerRow: 0 }, currency).rows.length
}
