import { promisify } from 'node:util'
import { gunzip, gzip } from 'node:zlib'
import { Refusal } from '#core/refusal.ts'
import type { Sheet } from '#core/sheet.ts'
import type { Work } from '#platform/command.ts'
import type { Look } from '#platform/query.ts'
import { may, ownersWithin } from '#platform/session.ts'
import type { ImportRecord, RowKind } from './tables.ts'

export type From = Pick<Work | Look, 'run' | 'db' | 'companyId' | 'session'>

const pack = promisify(gzip)
const unpack = promisify(gunzip)
export const packSheets = (sheets: readonly Sheet[]): Promise<Buffer> =>
  pack(JSON.stringify(sheets), { level: 4 })
export const unpackSheets = async (cells: Buffer): Promise<Sheet[]> =>
  JSON.parse((await unpack(cells)).toString('utf8')) as Sheet[]

/** Everything of an import but the cells, which are megabytes. */
export type ImportHead = Omit<ImportRecord, 'cells' | 'company_id'>

const head = `id, file_name, sha256, mapping, options, revision, state, summary, created_at, created_by,
  created_by_name, started_at, progressed_at, finished_at, undone_at, done, total, refused`

/**
 * Whose files the reader reaches, null for everyone's: a file holds customers of any owner, so it is
 * its bringer's alone. `$n` stands for them.
 */
export function bringersOf({ session }: Pick<From, 'session'>): readonly string[] | null {
  const held = (['importing.read', 'importing.run', 'importing.undo'] as const).find((each) =>
    may(session, each),
  )
  return ownersWithin(session, held ?? 'importing.read') ?? null
}
export const broughtBy = (n: number): string => `($${n}::uuid[] is null or created_by = any($${n}))`

/** @throws importing.not_found */
export async function getImport(from: From, id: string): Promise<ImportHead> {
  const [row] = await from.run<ImportHead>(
    `select ${head} from import where company_id = $1 and id = $2 and ${broughtBy(3)}`,
    [from.companyId, id, bringersOf(from)],
  )
  if (!row) throw new Refusal('importing.not_found', { id })
  return row
}

/** Holds an import until the transaction ends: its chunks are written one after the other. @throws importing.not_found */
export async function lockImport(work: Work, id: string): Promise<ImportHead> {
  const [row] = await work.run<ImportHead>(
    `select ${head} from import where company_id = $1 and id = $2 and ${broughtBy(3)}
     for no key update`,
    [work.companyId, id, bringersOf(work)],
  )
  if (!row) throw new Refusal('importing.not_found', { id })
  return row
}

export async function readSheets(from: From, id: string): Promise<Sheet[]> {
  const [row] = await from.run<{ cells: Buffer }>(
    'select cells from import where company_id = $1 and id = $2',
    [from.companyId, id],
  )
  if (!row) throw new Refusal('importing.not_found', { id })
  return unpackSheets(row.cells)
}

/** One line of what will be written. */
export type RowToPlan = Readonly<{
  kind: RowKind
  sheet: number
  row: number
  recordId: string
  draft: unknown
}>

const atOnce = 5000

/** Lays down the whole plan, in the order of writing. */
export async function insertRows(
  work: Work,
  importId: string,
  rows: readonly RowToPlan[],
): Promise<void> {
  for (let from = 0; from < rows.length; from += atOnce) {
    const part = rows
      .slice(from, from + atOnce)
      .map((row, at) => ({ ...row, place: from + at, draft: row.draft }))
    await work.run(
      `insert into import_row (company_id, import_id, place, kind, sheet, row, record_id, draft)
       select $1, $2, place, kind, sheet, row, "recordId", draft
       from jsonb_to_recordset($3::jsonb) as r (place int, kind text, sheet int, row int,
         "recordId" uuid, draft jsonb)`,
      [work.companyId, importId, JSON.stringify(part)],
    )
  }
}

/** Remembers what the file calls its customers; the first file that used a code keeps it. */
export async function insertCodes(
  work: Work,
  importId: string,
  codes: ReadonlyMap<string, string>,
): Promise<void> {
  const rows = [...codes].map(([code, id]) => ({ code: code.slice(0, 80), id }))
  await work.run(
    `insert into import_code (company_id, code, customer_id, import_id)
     select $1, code, id, $2 from jsonb_to_recordset($3::jsonb) as c (code text, id uuid)
     on conflict do nothing`,
    [work.companyId, importId, JSON.stringify(rows)],
  )
}

export async function knownCodes(
  from: From,
  codes: readonly string[],
): Promise<{ code: string; customer_id: string }[]> {
  if (codes.length === 0) return []
  return from.run(
    'select code, customer_id from import_code where company_id = $1 and code = any($2::text[])',
    [from.companyId, codes],
  )
}

/** How many rows of each kind are written and still stand. */
export async function countWritten(
  from: From,
  ids: readonly string[],
): Promise<Map<string, Record<RowKind, number> & { declined: number }>> {
  const rows = await from.run<{
    import_id: string
    kind: RowKind
    written: number
    declined: number
  }>(
    `select import_id, kind, count(written_at)::int as written, count(problem)::int as declined
     from import_row where company_id = $1 and import_id = any($2::uuid[]) group by 1, 2`,
    [from.companyId, ids],
  )
  const found = new Map<string, Record<RowKind, number> & { declined: number }>()
  for (const { import_id, kind, written, declined } of rows) {
    const old = found.get(import_id) ?? { customers: 0, invoices: 0, payments: 0, declined: 0 }
    found.set(import_id, { ...old, [kind]: written, declined: old.declined + declined })
  }
  return found
}
