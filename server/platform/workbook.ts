import { once } from 'node:events'
import { Worker } from 'node:worker_threads'
import ExcelJS from 'exceljs'
import type { Sheet } from '#core/sheet.ts'

/** A file as read, or why it was not. */
export type ReadFile = Readonly<
  { sheets: readonly Sheet[] } | { problem: 'unreadable' | 'old_excel' | 'too_many_rows' | 'empty' }
>

const mostRows = 120_000

const startsWith = (bytes: Buffer, ...signature: number[]): boolean =>
  signature.every((value, at) => bytes[at] === value)

/** Reads a workbook in a thread of its own: a second of work must not hold up the others' requests. */
async function readXlsx(bytes: Buffer): Promise<ReadFile> {
  const thread = new Worker(new URL('./workbook-thread.ts', import.meta.url), {
    workerData: { bytes: new Uint8Array(bytes), most: mostRows },
    resourceLimits: { maxOldGenerationSizeMb: 1024 },
    execArgv: [],
  })
  try {
    const [answer] = (await Promise.race([
      once(thread, 'message'),
      once(thread, 'exit').then(() => [{ ended: true }]),
    ])) as [{ sheets?: Sheet[]; tooMany?: true; ended?: true }]
    if (answer.tooMany) return { problem: 'too_many_rows' }
    if (!answer.sheets) return { problem: 'unreadable' }
    return answer.sheets.length === 0 ? { problem: 'empty' } : { sheets: answer.sheets }
  } catch (error) {
    // The thread says that this is no workbook, or that it needs more than it may have.
    if (error instanceof Error) return { problem: 'unreadable' }
    throw error
  } finally {
    await thread.terminate()
  }
}

/** UTF-8 when the bytes hold together as such, else Windows-1256, as older Arabic programs write. */
function decode(bytes: Buffer): string | undefined {
  if (startsWith(bytes, 0xff, 0xfe)) return new TextDecoder('utf-16le').decode(bytes)
  if (startsWith(bytes, 0xfe, 0xff)) return new TextDecoder('utf-16be').decode(bytes)
  // A PDF may be all text, and every text would pass for a column.
  if (bytes.includes(0) || startsWith(bytes, 0x25, 0x50, 0x44, 0x46)) return undefined
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch (error) {
    if (!(error instanceof TypeError)) throw error
    return new TextDecoder('windows-1256').decode(bytes)
  }
}

/**
 * Reads a spreadsheet by its own bytes, whatever its name says: a workbook (XLSX), or separated text
 * that `readText` takes apart.
 */
export async function readWorkbook(
  bytes: Buffer,
  readText: (text: string) => Sheet,
): Promise<ReadFile> {
  if (startsWith(bytes, 0xd0, 0xcf, 0x11, 0xe0)) return { problem: 'old_excel' }
  if (startsWith(bytes, 0x50, 0x4b)) return readXlsx(bytes)
  const text = decode(bytes)
  if (text === undefined) return { problem: 'unreadable' }
  const sheet = readText(text)
  if (sheet.rows.length > mostRows) return { problem: 'too_many_rows' }
  return sheet.rows.some((row) => row.length > 0) ? { sheets: [sheet] } : { problem: 'empty' }
}

/** Writes texts as a workbook; right to left for Arabic. A text stays a text, also one that begins with `=`. */
export async function writeWorkbook(
  sheets: readonly { name: string; rows: readonly (readonly string[])[] }[],
  options: { rtl: boolean },
): Promise<Buffer> {
  const book = new ExcelJS.Workbook()
  for (const { name, rows } of sheets) {
    const sheet = book.addWorksheet(name.replace(/[*?:/\\[\]]/g, ' ').slice(0, 31), {
      views: [{ rightToLeft: options.rtl, state: 'frozen', ySplit: 1 }],
    })
    for (const row of rows) sheet.addRow([...row])
    sheet.getRow(1).font = { bold: true }
    for (const column of sheet.columns) column.width = 20
  }
  return Buffer.from(await book.xlsx.writeBuffer())
}
