import type { ImportView } from '#core/importing/api.ts'
import { ImportProgressed, ImportUndone } from '#core/importing/events.ts'
import { Refusal } from '#core/refusal.ts'
import { command, reaction, type Work } from '#platform/command.ts'
import { importers, type Undone } from '#platform/offers.ts'
import { lockImport } from './store.ts'
import type { RowKind } from './tables.ts'
import { undoUntil, viewOf } from './view.ts'

/**
 * Begins to take an import back: payments first, then invoices, then customers, each only if nobody
 * has worked with it since. @throws importing.not_finished, importing.undo_too_late
 */
export const undoImport = command(
  'importing.undo',
  async (work, { id }: { id: string }): Promise<ImportView> => {
    const head = await lockImport(work, id)
    if (head.state !== 'done' || !head.finished_at)
      throw new Refusal('importing.not_finished', { id })
    if (work.now > undoUntil(head.finished_at)) throw new Refusal('importing.undo_too_late', { id })
    await work.run(
      `update import set state = 'undoing', progressed_at = $3, done = 0,
         total = (select count(*) from import_row where company_id = $1 and import_id = $2
           and written_at is not null)
       where company_id = $1 and id = $2`,
      [work.companyId, id, work.now],
    )
    work.audit('importing.undo_started', { kind: 'import', id, before: null, after: null })
    work.enqueue('importing.undo', { importId: id }, { key: `importing:${id}` })
    return viewOf(work, id)
  },
  { name: 'importing.undo_start' },
)

const atOnce = 100

async function undoRows(work: Work, kind: RowKind, ids: readonly string[]): Promise<Undone> {
  const offered = work.session.house.plugs.get(importers)
  if (kind !== 'customers') return offered[kind].undo(work, ids)
  // Who bought or paid since the import is a customer, wherever they came from.
  const standing = new Set([
    ...(await offered.invoices.standing(work, ids)),
    ...(await offered.payments.standing(work, ids)),
  ])
  const stay = await offered.customers.alive(work, [...standing])
  const outcome = await offered.customers.undo(
    work,
    ids.filter((id) => !standing.has(id)),
  )
  const kept = stay.map(({ id, name }) => ({ id, name, reason: 'in_use' }))
  return { undone: outcome.undone, kept: [...outcome.kept, ...kept] }
}

async function markUndone(work: Work, importId: string, outcome: Undone): Promise<void> {
  await work.run(
    `update import_row set undone_at = $3
     where company_id = $1 and import_id = $2 and record_id = any($4::uuid[])`,
    [work.companyId, importId, work.now, outcome.undone],
  )
  await work.run(
    `update import_row r set kept = k.reason, kept_name = k.name
     from jsonb_to_recordset($3::jsonb) as k (id uuid, name text, reason text)
     where r.company_id = $1 and r.import_id = $2 and r.record_id = k.id`,
    [work.companyId, importId, JSON.stringify(outcome.kept)],
  )
}

async function end(work: Work, importId: string): Promise<void> {
  const [counts] = await work.run<{ undone: number; kept: number }>(
    `select count(undone_at)::int as undone, count(kept)::int as kept from import_row
     where company_id = $1 and import_id = $2`,
    [work.companyId, importId],
  )
  const { undone = 0, kept = 0 } = counts ?? {}
  await work.run(
    `update import set state = 'undone', undone_at = $3 where company_id = $1 and id = $2`,
    [work.companyId, importId, work.now],
  )
  // The file's codes are free again where their customer is gone; who stayed keeps theirs.
  await work.run(
    `delete from import_code c where c.company_id = $1 and c.import_id = $2 and exists (
       select 1 from import_row r where r.company_id = $1 and r.import_id = $2
         and r.record_id = c.customer_id and r.undone_at is not null)`,
    [work.companyId, importId],
  )
  work.publish(ImportUndone, { kind: 'import', id: importId }, { importId, undone, kept })
  const after = { undone, stayed: kept }
  work.audit('importing.undone', { kind: 'import', id: importId, before: null, after })
}

/** Takes back the next rows, the last written first. Answers how many; none means that it ended. */
export const undoChunk = reaction(
  'importing.undo_chunk',
  async (work, { importId }: { importId: string }): Promise<number> => {
    const head = await lockImport(work, importId)
    if (head.state !== 'undoing') return 0
    const rows = await work.run<{ kind: RowKind; record_id: string }>(
      `select kind, record_id from import_row where company_id = $1 and import_id = $2
         and written_at is not null and undone_at is null and kept is null
       order by place desc limit $3`,
      [work.companyId, importId, atOnce],
    )
    const kind = rows[0]?.kind
    if (kind === undefined) {
      await end(work, importId)
      return 0
    }
    const ids = rows.filter((row) => row.kind === kind).map(({ record_id }) => record_id)
    const outcome = await undoRows(work, kind, ids)
    const known = new Set([...outcome.undone, ...outcome.kept.map(({ id }) => id)])
    const gone = ids.filter((id) => !known.has(id))
    await markUndone(work, importId, { ...outcome, undone: [...outcome.undone, ...gone] })
    const done = head.done + ids.length
    await work.run(
      'update import set done = $3, progressed_at = $4 where company_id = $1 and id = $2',
      [work.companyId, importId, done, work.now],
    )
    const facts = { importId, done, of: head.total }
    work.publish(ImportProgressed, { kind: 'import', id: importId }, facts)
    return ids.length
  },
)
