import type { z } from 'zod'
import type {
  ImportOptions,
  ImportView,
  PreviewInput,
  PreviewRow,
  SheetMapping,
} from '#core/importing/api.ts'
import type { Judged } from '#core/importing/verdict.ts'
import { Refusal } from '#core/refusal.ts'
import { cellText } from '#core/sheet.ts'
import { command, type Work } from '#platform/command.ts'
import { query } from '#platform/query.ts'
import type { Session } from '#platform/session.ts'
import { judgeFile } from './judged.ts'
import {
  bringersOf,
  broughtBy,
  countWritten,
  getImport,
  type ImportHead,
  lockImport,
} from './store.ts'
import { rowOf, viewOf } from './view.ts'

/** An import that nothing was written of yet. @throws importing.not_in_review */
export async function lockReview(work: Work, id: string): Promise<ImportHead> {
  const head = await lockImport(work, id)
  if (head.state !== 'review') throw new Refusal('importing.not_in_review', { id })
  return head
}

type Change = Readonly<{ id: string; sheets: SheetMapping[]; options: ImportOptions }>

/** Says what the columns mean and how questions are answered; the whole file is judged anew. */
export const changeImport = command(
  'importing.run',
  async (work, { id, sheets, options }: Change): Promise<ImportView> => {
    await lockReview(work, id)
    await work.run(
      `update import set mapping = $3, options = $4, revision = revision + 1
       where company_id = $1 and id = $2`,
      [work.companyId, id, JSON.stringify(sheets), JSON.stringify(options)],
    )
    return viewOf(work, id, true)
  },
  { name: 'importing.change' },
)

export const showImport = query('importing.read', (from, { id }: { id: string }) =>
  viewOf(from, id),
)

/** The history of imports within the reader's reach, newest first. */
export const listImports = query(
  'importing.read',
  async (from, { cursor, limit }: { cursor?: string | undefined; limit: number }) => {
    const [at = '', before = ''] = (cursor ?? '').split('_')
    const rows = await from.run<ImportHead & { total_rows: number }>(
      `select id, file_name, sha256, mapping, options, revision, state, null as summary, created_at,
         created_by, created_by_name, started_at, progressed_at, finished_at, undone_at, done, total,
         refused, (select count(*)::int from import where company_id = $1 and ${broughtBy(5)}) as total_rows
       from import where company_id = $1 and ${broughtBy(5)}
         and ($2 = '' or (created_at, id) < ($2::timestamptz, $3::uuid))
       order by created_at desc, id desc limit $4`,
      [from.companyId, at, before || null, limit + 1, bringersOf(from)],
    )
    const page = rows.slice(0, limit)
    const written = await countWritten(
      from,
      page.map(({ id }) => id),
    )
    const last = page.at(-1)
    return {
      rows: page.map((head) => rowOf(head, written.get(head.id))),
      nextCursor:
        rows.length > limit && last ? `${last.created_at.toISOString()}_${last.id}` : null,
      total: rows[0]?.total_rows ?? 0,
    }
  },
)

type Preview = z.output<typeof PreviewInput>

const matches = (row: Judged, { show, reason }: Preview): boolean => {
  if (reason) return row.state === 'refused' && row.reason === reason
  if (show === 'all') return true
  if (show === 'warned') return row.state !== 'skipped' && row.warnings.length > 0
  return row.state === show
}

function previewOf(row: Judged, cells: readonly string[]): PreviewRow {
  const { sheet, row: at, state } = row
  const plain = { sheet, row: at, cells: [...cells], state }
  const none = { reason: null, skip: null, column: null, facts: {}, fixes: [], warnings: [] }
  if (row.state === 'skipped') return { ...plain, ...none, skip: row.skip }
  const warnings = row.warnings.map((warning) => ({ ...warning }))
  if (row.state === 'ready') return { ...plain, ...none, warnings }
  const { reason, column, facts, fixes } = row
  return { ...plain, ...none, reason, column, facts: { ...facts }, fixes: [...fixes], warnings }
}

/** The rows of one sheet with what is to be done with each, in pages. */
export const previewRows = query('importing.read', async (from, input: Preview) => {
  const head = await getImport(from, input.id)
  if (head.state !== 'review') return { rows: [], nextCursor: null, total: 0 }
  const { sheets, verdict } = await judgeFile(from, head)
  const found = verdict.rows.filter((row) => row.sheet === input.sheet && matches(row, input))
  const start = Number(input.cursor ?? 0) || 0
  const page = found.slice(start, start + input.limit)
  return {
    rows: page.map((row) => {
      const cells = sheets[row.sheet]?.rows[row.row - 1] ?? []
      return previewOf(
        row,
        cells.map(
          (cell, column) =>
            head.options.edits[`${row.sheet}:${row.row}:${column}`] ?? cellText(cell),
        ),
      )
    }),
    nextCursor: start + input.limit < found.length ? String(start + input.limit) : null,
    total: found.length,
  }
})

/** Customers of the file who may be the same, or may be in the house already; what was decided of each. */
export const showSame = query('importing.read', async (from, { id }: { id: string }) => {
  const head = await getImport(from, id)
  if (head.state !== 'review') return { groups: [] }
  const { same, verdict } = await judgeFile(from, head)
  const rowsOf = new Map(verdict.customers.map(({ key, rows }) => [key, rows]))
  const groups = same.slice(0, 500).map(({ key, members, basis, certain }) => ({
    ...{ key, certain, basis: [...basis] },
    accepted: head.options.same[key] === true,
    members: members.map((member) => ({
      name: member.name,
      code: member.code,
      phone: member.phones[0] ?? null,
      vatNumber: member.vatNumber,
      customerId: member.customerId,
      rows: [...(rowsOf.get(member.key) ?? [])].slice(0, 20),
    })),
  }))
  return { groups }
})

/** Throws away an import that was never started. @throws importing.not_in_review */
export const discardImport: (session: Session, input: { id: string }) => Promise<{ done: true }> =
  command(
    'importing.run',
    async (work, { id }) => {
      const head = await lockReview(work, id)
      await work.run('delete from import where company_id = $1 and id = $2', [work.companyId, id])
      const before = { fileName: head.file_name }
      work.audit('importing.discarded', { kind: 'import', id, before, after: null })
      return { done: true }
    },
    { name: 'importing.discard' },
  )
