import type { ImportOptions, ImportView } from '#core/importing/api.ts'
import { ImportFinished, ImportProgressed } from '#core/importing/events.ts'
import { type Plan, planOf } from '#core/importing/plan.ts'
import { Refusal } from '#core/refusal.ts'
import { command, reaction, type Work } from '#platform/command.ts'
import {
  type CustomerToImport,
  type InvoiceToImport,
  importers,
  type PaymentToImport,
} from '#platform/offers.ts'
import { judgeFile } from './judged.ts'
import { lockReview } from './review.ts'
import { countWritten, insertCodes, insertRows, lockImport, type RowToPlan } from './store.ts'
import type { RowKind } from './tables.ts'
import { viewOf } from './view.ts'

/** The plan as rows, each in the shape that its module takes. */
function rowsOf(plan: Plan, options: ImportOptions, base: string): RowToPlan[] {
  const rate = (currency: keyof ImportOptions['rates']) =>
    currency === base ? null : (options.rates[currency] ?? null)
  const customers = plan.customers.map(({ id, sheet, row, of }) => {
    const { key: _, listed: _listed, customerId: _id, rows: _rows, ...said } = of
    const draft: CustomerToImport = { ...said, id }
    return { kind: 'customers' as const, sheet, row, recordId: id, draft }
  })
  const invoices = plan.invoices
    // What was paid in full before is nobody's debt, and an entry of nothing is no entry.
    .filter(({ balance }) => balance !== 0)
    .map(({ sheet, row, customerKey: _, ...invoice }) => {
      const draft: InvoiceToImport = { ...invoice, rate: rate(invoice.currency) }
      return { kind: 'invoices' as const, sheet, row, recordId: invoice.id, draft }
    })
  const payments = plan.payments.map(({ sheet, row, invoice: _, customer: _by, ...payment }) => {
    const draft: PaymentToImport = { ...payment, rate: rate(payment.currency) }
    return { kind: 'payments' as const, sheet, row, recordId: payment.id, draft }
  })
  return [...customers, ...invoices, ...payments]
}

/**
 * Starts an import: what was judged good is laid down with its ids, and written from then on by a
 * job, chunk by chunk. @throws importing.not_in_review, importing.nothing_to_import
 */
export const runImport = command(
  'importing.run',
  async (work, { id }: { id: string }): Promise<ImportView> => {
    const head = await lockReview(work, id)
    const view = await viewOf(work, id, true)
    const { verdict, same } = await judgeFile(work, head)
    const plan = planOf(verdict, same, head.options.same, work.newId)
    const rows = rowsOf(plan, head.options, work.baseCurrency)
    if (rows.length === 0) throw new Refusal('importing.nothing_to_import', { id })
    const refused = verdict.rows.filter(({ state }) => state === 'refused').length
    await insertRows(work, id, rows)
    await insertCodes(work, id, plan.codes)
    await work.run(
      `update import set state = 'running', summary = $3, started_at = $4, progressed_at = $4,
         total = $5, refused = $6, started_by = $7, started_by_name = $8 where company_id = $1 and id = $2`,
      [
        ...[work.companyId, id, JSON.stringify({ summary: view.summary, sheets: view.sheets })],
        ...[work.now, rows.length, refused, work.actor.id, work.actor.name],
      ],
    )
    work.audit('importing.started', {
      kind: 'import',
      id,
      before: null,
      after: { fileName: head.file_name, rows: rows.length, refused },
    })
    work.enqueue('importing.write', { importId: id }, { key: `importing:${id}` })
    return viewOf(work, id)
  },
  { name: 'importing.start' },
)

/** So many rows go into one transaction; a chunk is of one kind, and its order is the file's. */
const chunk: Readonly<Record<RowKind, number>> = { customers: 250, invoices: 250, payments: 250 }

type Waiting = { place: number; kind: RowKind; record_id: string; draft: never }

async function writeRows(work: Work, kind: RowKind, rows: readonly Waiting[]): Promise<void> {
  const { customers, invoices, payments } = work.session.house.plugs.get(importers)
  const drafts = rows.map(({ draft }) => draft)
  if (kind === 'customers') return customers.write(work, drafts)
  if (kind === 'invoices') return invoices.write(work, drafts)
  return payments.write(work, drafts)
}

async function finish(work: Work, id: string): Promise<void> {
  await work.run(
    `update import set state = 'done', finished_at = $3, progressed_at = $3
     where company_id = $1 and id = $2`,
    [work.companyId, id, work.now],
  )
  const written = (await countWritten(work, [id])).get(id)
  const { customers = 0, invoices = 0, payments = 0 } = written ?? {}
  const facts = { importId: id, customers, invoices, payments }
  work.publish(ImportFinished, { kind: 'import', id }, facts)
  work.audit('importing.finished', { kind: 'import', id, before: null, after: facts })
}

/**
 * Writes the next rows of a running import; the import itself is held, so that two runners take
 * turns and no row is written twice. Answers how many of them were there; none means that it ended.
 */
const writeChunk = reaction(
  'importing.write_chunk',
  async (work, { importId, most }: { importId: string; most: number }): Promise<number> => {
    const head = await lockImport(work, importId)
    if (head.state !== 'running') return 0
    const waiting = await work.run<Waiting>(
      `select place, kind, record_id, draft from import_row
       where company_id = $1 and import_id = $2 and written_at is null and problem is null
       order by place limit $3`,
      [work.companyId, importId, most],
    )
    const kind = waiting[0]?.kind
    if (kind === undefined) {
      await finish(work, importId)
      return 0
    }
    const rows = waiting.filter((row) => row.kind === kind).slice(0, chunk[kind])
    await writeRows(work, kind, rows)
    await work.run(
      `update import_row set written_at = $3
       where company_id = $1 and import_id = $2 and place = any($4::int[])`,
      [work.companyId, importId, work.now, rows.map(({ place }) => place)],
    )
    await progress(work, importId, head.done + rows.length, head.total)
    return rows.length
  },
)

async function progress(work: Work, id: string, done: number, of: number): Promise<void> {
  await work.run(
    'update import set done = $3, progressed_at = $4 where company_id = $1 and id = $2',
    [work.companyId, id, done, work.now],
  )
  work.publish(ImportProgressed, { kind: 'import', id }, { importId: id, done, of })
}

/** Notes beside the next row why the house declined it, so that the rows after it get their turn. */
const declineNext = reaction(
  'importing.decline_row',
  async (work, { importId, code }: { importId: string; code: string }): Promise<void> => {
    const head = await lockImport(work, importId)
    await work.run(
      `update import_row set problem = $3 where company_id = $1 and import_id = $2
         and place = (select place from import_row where company_id = $1 and import_id = $2
           and written_at is null and problem is null order by place limit 1)`,
      [work.companyId, importId, code],
    )
    await progress(work, importId, head.done + 1, head.total)
  },
)

/** How long one job goes on before it leaves the rest to the next: a worker must be able to stop. */
const longestMs = 3000

/**
 * Carries a running import on for a while. A chunk that the house declines is tried again in smaller
 * parts, down to the one row that it will not have. @returns whether anything is left
 */
export async function carryOn(
  session: Parameters<typeof writeChunk>[0],
  importId: string,
): Promise<boolean> {
  const started = performance.now()
  let most = 250
  while (performance.now() - started < longestMs) {
    try {
      const written = await writeChunk(session, { importId, most })
      if (written === 0) return false
      most = Math.min(250, most * 2)
    } catch (error) {
      if (!(error instanceof Refusal)) throw error
      if (most === 1) await declineNext(session, { importId, code: error.code })
      else most = Math.max(1, Math.floor(most / 6))
    }
  }
  return true
}
