import Excel from 'exceljs'
import { readCsv } from '#core/csv.ts'
import { Refusal } from '#core/refusal.ts'
import { type Cell, cellText, type Sheet } from '#core/sheet.ts'

/** The largest workbook read, unpacked: a small file can hold a sheet that fills the memory. */
const mostUnpackedBytes = 200 * 1024 * 1024
const mostRows = 200_000
const mostColumns = 200

/** A file that is no sheet, or none that we would read. */
const unreadable = (reason: string) => new Refusal('request.invalid', { reason })

/**
 * Reads a workbook (.xlsx) or separated text (.csv, .txt), told apart by their bytes: every sheet
 * with its rows as the file numbers them. Texts may be UTF-8, UTF-16 or Windows-1256, as Excel
 * writes Arabic.
 * @throws request.invalid with the reason: empty, old_excel, not_a_sheet, too_large
 */
export async function readSheet(
  bytes: Uint8Array,
  fileName: string,
): Promise<{ sheets: readonly Sheet[] }> {
  if (bytes.length === 0) throw unreadable('empty')
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  if (buffer.subarray(0, 4).equals(Buffer.from('d0cf11e0', 'hex'))) throw unreadable('old_excel')
  if (buffer.subarray(0, 2).toString('latin1') === 'PK') return { sheets: await readBook(buffer) }
  const text = decodeText(buffer)
  if (text.slice(0, 4000).includes('\0')) throw unreadable('not_a_sheet')
  const sheet = readCsv(text, fileName.replace(/\.[^.]*$/, ''))
  if (sheet.rows.length > mostRows) throw unreadable('too_large')
  return { sheets: [sheet] }
}

/** Arabic Excel still saves CSV as Windows-1256, and «Unicode text» as UTF-16. */
function decodeText(buffer: Buffer): string {
  if (buffer[0] === 0xff && buffer[1] === 0xfe) return new TextDecoder('utf-16le').decode(buffer)
  if (buffer[0] === 0xfe && buffer[1] === 0xff) return new TextDecoder('utf-16be').decode(buffer)
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(buffer)
  } catch {
    return new TextDecoder('windows-1256').decode(buffer)
  }
}

/** The sum of what the archive says its parts unpack to, from its central directory. */
function unpackedBytes(buffer: Buffer): number {
  let sum = 0
  for (let at = buffer.indexOf('PK\u0001\u0002'); at >= 0; ) {
    if (at + 46 > buffer.length) break
    sum += buffer.readUInt32LE(at + 24)
    at = buffer.indexOf('PK\u0001\u0002', at + 46)
  }
  return sum
}

async function readBook(buffer: Buffer): Promise<Sheet[]> {
  if (unpackedBytes(buffer) > mostUnpackedBytes) throw unreadable('too_large')
  const book = new Excel.Workbook()
  try {
    // exceljs declares its own Buffer, older than Node's.
    await book.xlsx.load(buffer as never)
  } catch {
    throw unreadable('not_a_sheet')
  }
  return book.worksheets
    .filter((sheet) => sheet.state === 'visible')
    .map((sheet) => ({ name: sheet.name, rows: rowsOf(sheet) }))
}

function rowsOf(sheet: Excel.Worksheet): Cell[][] {
  if (sheet.rowCount > mostRows) throw unreadable('too_large')
  const rows: Cell[][] = []
  sheet.eachRow({ includeEmpty: false }, (row, number) => {
    while (rows.length < number - 1) rows.push([])
    const cells: Cell[] = []
    for (let column = 1; column <= Math.min(row.cellCount, mostColumns); column++)
      cells.push(readCell(row.getCell(column).value))
    rows.push(cells)
  })
  return rows
}

function readCell(value: Excel.CellValue): Cell {
  if (value === null || value === undefined) return null
  // Excel knows no zone: exceljs gives midnight of the day in UTC.
  if (value instanceof Date)
    return Number.isNaN(value.getTime()) ? null : { day: value.toISOString().slice(0, 10) }
  if (typeof value !== 'object') return value
  if ('richText' in value) return value.richText.map(({ text }) => text).join('')
  if ('hyperlink' in value) return readCell(value.text as Excel.CellValue)
  if ('result' in value) return readCell((value.result ?? null) as Excel.CellValue)
  return null
}

/** One column of a file that is written. `money` and `number` take numbers, `day` takes ISO days. */
export type SheetColumn = Readonly<{
  head: string
  kind?: 'text' | 'number' | 'money' | 'day'
  /** In characters. */
  width?: number
  decimals?: number
}>

export type SheetToWrite = Readonly<{
  name: string
  columns: readonly SheetColumn[]
  rows: readonly (readonly Cell[])[]
  direction: 'rtl' | 'ltr'
}>

const formats = {
  text: '@',
  number: '0.######',
  money: '#,##0.00',
  day: 'yyyy-mm-dd',
} as const

/** A workbook that opens in the reading direction of its language, its head frozen and filterable. */
export async function writeSheet(sheet: SheetToWrite): Promise<Buffer> {
  const book = new Excel.Workbook()
  const page = book.addWorksheet(sheet.name.replace(/[*?:\\/[\]]/g, ' ').slice(0, 31), {
    views: [{ state: 'frozen', ySplit: 1, rightToLeft: sheet.direction === 'rtl' }],
  })
  page.columns = sheet.columns.map(({ head, kind = 'text', width, decimals = 2 }) => ({
    header: head,
    width: width ?? Math.max(12, head.length + 4),
    style: { numFmt: kind === 'money' ? moneyFormat(decimals) : formats[kind] },
  }))
  page.getRow(1).font = { bold: true }
  page.autoFilter = {
    from: { row: 1, column: 1 },
    to: { row: 1, column: Math.max(1, sheet.columns.length) },
  }
  for (const row of sheet.rows) page.addRow(row.map(writtenCell))
  return Buffer.from(await book.xlsx.writeBuffer())
}

const moneyFormat = (decimals: number): string =>
  decimals === 2 ? formats.money : `#,##0.${'0'.repeat(decimals)}`

/** Texts stay texts in a workbook; what looks like a formula is quoted, for it may be copied into one. */
function writtenCell(cell: Cell): Excel.CellValue {
  if (cell === null || typeof cell === 'number' || typeof cell === 'boolean') return cell
  if (typeof cell === 'object') return new Date(`${cell.day}T00:00:00Z`)
  return harmless(cell)
}

/**
 * A text that a spreadsheet would carry out as a formula gets a quote in front of it. A phone
 * number keeps its plus: digits and spaces alone can do nothing.
 */
function harmless(text: string): string {
  if (/^\+[\d ]+$/.test(text)) return text
  return /^[=+\-@＝＋－＠\t\r\n]/.test(text.trimStart()) || /^[\t\r\n]/.test(text)
    ? `'${text}`
    : text
}

/** The same as separated text, in UTF-8 with the mark by which Excel knows it. */
export function writeCsv(sheet: Pick<SheetToWrite, 'columns' | 'rows'>): Buffer {
  const field = (cell: Cell): string => {
    const text = typeof cell === 'string' ? harmless(cell) : cellText(cell)
    return /[",;\t\r\n]|^\s|\s$/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
  }
  const lines = [sheet.columns.map(({ head }) => head), ...sheet.rows].map((row) =>
    row.map(field).join(','),
  )
  return Buffer.from(`\uFEFF${lines.join('\r\n')}\r\n`)
}
