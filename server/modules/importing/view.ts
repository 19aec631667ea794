import { type ImportRow, type ImportView, RefusalReason } from '#core/importing/api.ts'
import { needed } from '#core/importing/fields.ts'
import { customersAfter, planOf } from '#core/importing/plan.ts'
import { columnsFor, recognise } from '#core/importing/recognise.ts'
import type { Judged } from '#core/importing/verdict.ts'
import type { Currency, Money } from '#core/money.ts'
import { cellText, type Sheet } from '#core/sheet.ts'
import type { Look } from '#platform/query.ts'
import { type JudgedFile, judgeFile } from './judged.ts'
import { countWritten, type From, getImport, type ImportHead } from './store.ts'

const undoDays = 30
export const undoUntil = (finishedAt: Date): Date =>
  new Date(finishedAt.getTime() + undoDays * 86_400_000)

const time = (at: Date | null) => at?.toISOString() ?? null
const nobody = { customers: 0, invoices: 0, payments: 0, declined: 0 }

/** One line of the history of imports. */
export function rowOf(head: ImportHead, written = nobody): ImportRow {
  const { id, state, done, total } = head
  return {
    id,
    fileName: head.file_name,
    state,
    createdAt: head.created_at.toISOString(),
    createdBy: head.created_by_name,
    startedAt: time(head.started_at),
    finishedAt: time(head.finished_at),
    undoneAt: time(head.undone_at),
    undoUntil: head.finished_at && state === 'done' ? time(undoUntil(head.finished_at)) : null,
    done,
    of: total,
    customers: written.customers,
    invoices: written.invoices,
    payments: written.payments,
    refused: head.refused + written.declined,
  }
}

const tally = <Key>(keys: readonly Key[]): Map<Key, number> => {
  const counts = new Map<Key, number>()
  for (const key of keys) counts.set(key, (counts.get(key) ?? 0) + 1)
  return counts
}

const samplesOf = (sheet: Sheet, headerRow: number, column: number): string[] => {
  const texts = sheet.rows
    .slice(headerRow, headerRow + 200)
    .map((row) => cellText(row[column]))
    .filter((text) => text !== '')
  return [...new Set(texts)].slice(0, 3)
}

function sheetView(
  sheet: Sheet,
  index: number,
  head: ImportHead,
  rows: readonly Judged[],
): ImportView['sheets'][number] {
  const mapping = head.mapping.find((each) => each.sheet === index)
  const kind = mapping?.kind ?? null
  const headerRow = mapping?.headerRow ?? 0
  const chosen = mapping?.fields ?? {}
  const guessed = kind ? columnsFor(sheet, kind, headerRow) : recognise(sheet).columns
  const width = Math.min(100, Math.max(0, ...sheet.rows.slice(0, 300).map((row) => row.length)))
  const columns = Array.from({ length: width }, (_, column) => {
    const field = chosen[String(column)] ?? null
    const guess = guessed.find((each) => each.column === column)
    return {
      column,
      title: headerRow > 0 ? cellText(sheet.rows[headerRow - 1]?.[column]) : '',
      samples: samplesOf(sheet, headerRow, column),
      field,
      certainty: field === null ? 'none' : guess?.field === field ? guess.certainty : 'sure',
    } as const
  }).filter(({ title, samples }) => title !== '' || samples.length > 0)
  const has = new Set(Object.values(chosen))
  const count = (state: Judged['state']) => rows.filter((row) => row.state === state).length
  const [ready, refused, skipped] = [count('ready'), count('refused'), count('skipped')]
  const warned = rows.filter((row) => row.state !== 'skipped' && row.warnings.length > 0).length
  return {
    ...{ sheet: index, name: sheet.name, rows: sheet.rows.length, kind, headerRow, columns },
    missing: kind
      ? needed[kind].filter((any) => !any.some((field) => has.has(field))).map((any) => [...any])
      : [],
    counts: { data: ready + refused, ready, refused, skipped, warned },
  }
}

function summaryOf(from: Pick<Look, 'baseCurrency'>, head: ImportHead, file: JudgedFile) {
  const { verdict, same } = file
  let made = 0
  const count = () => {
    made += 1
    return `new-${made}`
  }
  const plan = planOf(verdict, same, head.options.same, count)
  const written = new Set(plan.invoices.map(({ id }) => id))
  const settledBefore = plan.invoices.filter(({ balance }) => balance === 0).length
  const reasons = verdict.rows.flatMap((row) =>
    row.state === 'refused' ? [`${row.sheet}:${row.reason}` as const] : [],
  )
  const warnings = verdict.rows.flatMap((row) =>
    row.state === 'skipped' ? [] : row.warnings.map(({ kind }) => kind),
  )
  const skips = verdict.rows.flatMap((row) => (row.state === 'skipped' ? [row.skip] : []))
  const currencies = [...plan.invoices, ...plan.payments].map(({ currency }) => currency)
  return {
    customers: {
      written: verdict.customers.length,
      afterSame: customersAfter(verdict.customers, same),
      new: plan.customers.length,
      linked: verdict.customers.filter(({ customerId }) => customerId !== null).length,
    },
    invoices: written.size - settledBefore,
    payments: plan.payments.length,
    settledBefore,
    open: [...verdict.open].map(([currency, minor]): Money => ({ minor, currency })),
    foreign: [...new Set(currencies)].filter(
      (each): each is Currency => each !== from.baseCurrency,
    ),
    reasons: [...tally(reasons)].map(([key, count]) => {
      const [sheet = '0', reason = ''] = key.split(':')
      return { sheet: Number(sheet), reason: RefusalReason.parse(reason), count }
    }),
    warnings: [...tally(warnings)].map(([warning, count]) => ({ warning, count })),
    skips: [...tally(skips)].map(([skip, count]) => ({ skip, count })),
  }
}

async function keptOf(from: From, importId: string): Promise<ImportView['kept']> {
  const rows = await from.run<{ kind: 'customers'; kept: string; kept_name: string | null }>(
    `select kind, kept, kept_name from import_row
     where company_id = $1 and import_id = $2 and kept is not null order by place limit 500`,
    [from.companyId, importId],
  )
  return rows.map(({ kind, kept, kept_name }) => ({ kind, name: kept_name ?? '', reason: kept }))
}

/** Everything the review of an import shows; what was started keeps the summary it had then. */
export async function viewOf(
  from: From & Pick<Look, 'today' | 'baseCurrency'>,
  id: string,
  fresh = false,
): Promise<ImportView> {
  const head = await getImport(from, id)
  const inReview = head.state === 'review'
  const file = inReview ? await judgeFile(from, head, fresh) : undefined
  const [earlier] = await from.run<{ id: string; created_at: Date }>(
    `select id, created_at from import where company_id = $1 and sha256 = $2 and id <> $3
       and state = any('{running,done}') order by created_at desc limit 1`,
    [from.companyId, head.sha256, id],
  )
  const written = inReview ? undefined : (await countWritten(from, [id])).get(id)
  const past = head.summary as Pick<ImportView, 'summary' | 'sheets'> | null
  return {
    ...rowOf(head, written),
    sheets: file
      ? file.sheets.map((sheet, index) => {
          const rows = file.verdict.rows.filter((row) => row.sheet === index)
          return sheetView(sheet, index, head, rows)
        })
      : (past?.sheets ?? []),
    options: head.options,
    summary: file ? summaryOf(from, head, file) : (past?.summary ?? null),
    earlier: earlier ? { id: earlier.id, createdAt: earlier.created_at.toISOString() } : null,
    kept: inReview ? [] : await keptOf(from, id),
  }
}
