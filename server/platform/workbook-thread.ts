import { parentPort, workerData } from 'node:worker_threads'
import ExcelJS from 'exceljs'
import type { Cell, Sheet } from '#core/sheet.ts'
import { isHonestZip } from './zip-guard.ts'

const { bytes, most } = workerData as { bytes: Uint8Array; most: number }

/** What a cell shows: a formula its result, a link its text, a day without its hour. */
function cellOf(value: unknown): Cell {
  if (value === null || value === undefined) return null
  if (typeof value === 'string') return value
  if (typeof value === 'number' || typeof value === 'boolean') return value
  if (value instanceof Date)
    return Number.isNaN(value.getTime()) ? null : { day: value.toISOString().slice(0, 10) }
  if (typeof value !== 'object') return String(value)
  if ('error' in value) return null
  if ('result' in value) return cellOf(value.result)
  if ('text' in value) return cellOf(value.text)
  if ('richText' in value && Array.isArray(value.richText))
    return value.richText.map((part: { text?: unknown }) => String(part.text ?? '')).join('')
  return null
}

/** What a workbook of ten megabytes needs; a bomb ends here, before anything is built of it. */
const limits = { entries: 400, inflated: 200 * 1024 * 1024 }
if (!isHonestZip(Buffer.from(bytes), limits)) throw new Error('Not an honest archive')

const book = new ExcelJS.Workbook()
await book.xlsx.load(Buffer.from(bytes) as never)
let left = most
const sheets: Sheet[] = []
for (const sheet of book.worksheets) {
  if (sheet.state !== 'visible') continue
  const rows: Cell[][] = []
  sheet.eachRow({ includeEmpty: false }, (row, number) => {
    left -= number - rows.length
    if (left < 0) return
    while (rows.length < number - 1) rows.push([])
    const cells: Cell[] = []
    row.eachCell({ includeEmpty: false }, (cell, column) => {
      if (column > 200) return
      while (cells.length < column - 1) cells.push(null)
      cells.push(cellOf(cell.value))
    })
    rows.push(cells)
  })
  if (rows.length > 0) sheets.push({ name: sheet.name, rows })
}
parentPort?.postMessage(left < 0 ? { tooMany: true } : { sheets })
