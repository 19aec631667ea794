import type { Day } from './day.ts'

/** One cell as a file held it: a text, a number, a day that the program knew to be one, or nothing. */
export type Cell = string | number | boolean | null | Readonly<{ day: Day }>

/** One sheet of a workbook, or a whole CSV file: row 1 of the sheet is `rows[0]`. */
export type Sheet = Readonly<{ name: string; rows: readonly (readonly Cell[])[] }>

/** What the cell says, as a person reads it. */
export function cellText(cell: Cell | undefined): string {
  if (cell === null || cell === undefined) return ''
  if (typeof cell === 'object') return cell.day
  // A spreadsheet keeps 0.1 + 0.2 as 0.30000000000000004 and shows 0.3.
  if (typeof cell === 'number') return String(Number(cell.toPrecision(15)))
  return String(cell).trim()
}
