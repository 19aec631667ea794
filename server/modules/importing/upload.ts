import { createHash } from 'node:crypto'
import { readCsv } from '#core/csv.ts'
import {
  type ImportOptions,
  type ImportView,
  ImportOptions as Options,
  type SheetMapping,
  type Upload,
} from '#core/importing/api.ts'
import { riyalPegs } from '#core/importing/pegs.ts'
import { recognise } from '#core/importing/recognise.ts'
import { Refusal, type RefusalCode } from '#core/refusal.ts'
import { cellText, type Sheet } from '#core/sheet.ts'
import { command } from '#platform/command.ts'
import { look } from '#platform/query.ts'
import { demand, type Session } from '#platform/session.ts'
import { type ReadFile, readWorkbook } from '#platform/workbook.ts'
import { packSheets } from './store.ts'
import { viewOf } from './view.ts'

const mostBytes = 10 * 1024 * 1024

const declined: Record<Extract<ReadFile, { problem: string }>['problem'], RefusalCode> = {
  unreadable: 'importing.file_unreadable',
  old_excel: 'importing.file_is_old_excel',
  too_many_rows: 'importing.too_many_rows',
  empty: 'importing.file_empty',
}

const guessOf = (sheet: Sheet, index: number): SheetMapping => {
  const { kind, headerRow, columns } = recognise(sheet)
  const fields = Object.fromEntries(columns.map(({ column, field }) => [String(column), field]))
  return { sheet: index, kind, headerRow, fields }
}

/** More than headings alone, or than the one sentence of a file that is no sheet. */
const hasRows = ({ rows }: Sheet): boolean =>
  rows.filter((row) => row.some((cell) => cellText(cell) !== '')).length > 1

type Read = Readonly<{
  id: string
  fileName: string
  sha256: string
  mapping: SheetMapping[]
  cells: Buffer
}>

const keepUpload = command(
  'importing.run',
  async (work, { id, fileName, sha256, mapping, cells }: Read): Promise<void> => {
    const base = work.baseCurrency
    const options: ImportOptions = Options.parse({
      currency: base,
      rates: base === 'SAR' ? riyalPegs : {},
    })
    // A repeated upload finds the first: the id is the client's.
    const made = await work.run(
      `insert into import (company_id, id, file_name, sha256, cells, mapping, options, state,
         created_at, created_by, created_by_name)
       values ($1, $2, $3, decode($4, 'hex'), $5, $6, $7, 'review', $8, $9, $10)
       on conflict do nothing returning id`,
      [
        ...[work.companyId, id, fileName, sha256, cells, JSON.stringify(mapping)],
        ...[JSON.stringify(options), work.now, work.actor.id, work.actor.name],
      ],
    )
    if (made.length === 0) {
      const [old] = await work.run<{ same: boolean }>(
        `select sha256 = decode($3, 'hex') as same from import where company_id = $1 and id = $2`,
        [work.companyId, id, sha256],
      )
      if (!old?.same) throw new Refusal('request.id_reused', { id })
      return
    }
    const after = { fileName, sha256 }
    work.audit('importing.uploaded', { kind: 'import', id, before: null, after })
  },
  { name: 'importing.upload' },
)

/**
 * Takes a file in, reads it and guesses what its columns mean. Nothing is imported yet.
 * @throws importing.file_unreadable, importing.file_is_old_excel, importing.file_too_large,
 *   importing.file_empty, importing.too_many_rows
 */
export async function upload(session: Session, input: Upload): Promise<ImportView> {
  demand(session, 'importing.run')
  const bytes = Buffer.from(input.content, 'base64')
  if (bytes.length > mostBytes) throw new Refusal('importing.file_too_large')
  const read = await readWorkbook(bytes, (text) => readCsv(text, input.fileName))
  if ('problem' in read) throw new Refusal(declined[read.problem])
  if (!read.sheets.some(hasRows)) throw new Refusal('importing.file_empty')
  await keepUpload(session, {
    id: input.id,
    fileName: input.fileName,
    sha256: createHash('sha256').update(bytes).digest('hex'),
    mapping: read.sheets.slice(0, 50).map(guessOf),
    cells: await packSheets(read.sheets.slice(0, 50)),
  })
  return look(session, (from) => viewOf(from, input.id))
}
