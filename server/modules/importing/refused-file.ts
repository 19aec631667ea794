import { sheetKinds } from '#core/importing/fields.ts'
import type { Judged } from '#core/importing/verdict.ts'
import { Refusal } from '#core/refusal.ts'
import { cellText, type Sheet } from '#core/sheet.ts'
import { command } from '#platform/command.ts'
import { look } from '#platform/query.ts'
import { demand, type Session } from '#platform/session.ts'
import { fileLink, type KeptBytes, keepBytes, storeFile } from '#platform/stored-files.ts'
import { writeWorkbook } from '#platform/workbook.ts'
import { judgeFile } from './judged.ts'
import { type Language, messages } from './messages/index.ts'
import { type From, getImport, type ImportHead, readSheets } from './store.ts'

type RefusedRow = Readonly<{ sheet: number; row: number; why: string }>

/** What the review refuses, by the judgement; what the house declined, by the rows themselves. */
async function refusedRows(
  from: From & { today: string },
  head: ImportHead,
  language: Language,
): Promise<RefusedRow[]> {
  const words = messages[language]
  const judged = await judgeFile(from, head)
  const rows = judged.verdict.rows.flatMap((row: Judged) =>
    row.state === 'refused'
      ? [{ sheet: row.sheet, row: row.row, why: words.reasons[row.reason] }]
      : [],
  )
  const declined = await from.run<{ sheet: number; row: number; problem: string }>(
    `select sheet, row, problem from import_row
     where company_id = $1 and import_id = $2 and problem is not null order by place`,
    [from.companyId, head.id],
  )
  return [
    ...rows,
    ...declined.map(({ sheet, row, problem }) => ({
      ...{ sheet, row },
      why: `${words.reasons.declined} (${problem})`,
    })),
  ]
}

/** The refused rows as they came, the reason in front, in sheets of the same names. */
function refusedSheets(
  sheets: readonly Sheet[],
  head: ImportHead,
  rows: readonly RefusedRow[],
  language: Language,
) {
  const { row: rowTitle, reason } = messages[language]
  return sheets.flatMap(({ name, rows: cells }, index) => {
    const own = rows.filter(({ sheet }) => sheet === index).toSorted((a, b) => a.row - b.row)
    if (own.length === 0) return []
    const mapping = head.mapping.find(({ sheet }) => sheet === index)
    const header = cells[(mapping?.headerRow ?? 0) - 1] ?? []
    const text = (row: number) => (cells[row - 1] ?? []).map((cell) => cellText(cell))
    return [
      {
        name: name.replace(/\.(csv|txt)$/i, '') || (mapping?.kind ?? sheetKinds[0]),
        rows: [
          [rowTitle, reason, ...header.map((cell) => cellText(cell))],
          ...own.map(({ row, why }) => [String(row), why, ...text(row)]),
        ],
      },
    ]
  })
}

const keepFile = command(
  'importing.read',
  (work, { kept, name }: { kept: KeptBytes; name: string }): Promise<string> =>
    storeFile(work, kept, name),
  { name: 'importing.refused_file' },
)

/** Makes a workbook of what was refused, to be put right and brought again. @throws importing.nothing_refused */
export async function refusedFile(
  session: Session,
  { id, language }: { id: string; language: Language },
): Promise<{ url: string; fileName: string }> {
  demand(session, 'importing.read')
  const { head, rows, sheets } = await look(session, async (from) => {
    const found = await getImport(from, id)
    return {
      head: found,
      rows: await refusedRows(from, found, language),
      sheets: await readSheets(from, id),
    }
  })
  if (rows.length === 0) throw new Refusal('importing.nothing_refused', { id })
  const bytes = await writeWorkbook(refusedSheets(sheets, head, rows, language), {
    rtl: language === 'ar',
  })
  const fileName = `${messages[language].refused} - ${head.file_name.replace(/\.[^.]*$/, '')}.xlsx`
  const kept = await keepBytes(session.house, session.companyId, bytes, ['xlsx'])
  const fileId = await keepFile(session, { kept, name: fileName })
  return { url: fileLink(session.house, session.companyId, fileId), fileName }
}
