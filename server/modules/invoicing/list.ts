import type { z } from 'zod'
import type {
  InvoiceCounts,
  InvoiceFilter,
  InvoiceFoot,
  InvoicePage,
  InvoiceRow,
  InvoiceRows,
  InvoiceSum,
  ListInvoices,
} from '#core/invoicing/api.ts'
import { InvoiceView } from '#core/invoicing/api.ts'
import type { InvoiceForm, InvoiceKind } from '#core/invoicing/document.ts'
import type { Currency } from '#core/money.ts'
import { planForValues } from '#platform/plan.ts'
import { type Look, query } from '#platform/query.ts'
import { namesOf } from './customers.ts'
import { type Sources, sourcesOf } from './filter.ts'
import { countOf, type PagePlaces, pageSql, sorts, sumsSql } from './list-sql.ts'
import { stateOfRow } from './show.ts'

type Row = {
  id: string
  kind: InvoiceKind
  form: InvoiceForm
  number: string | null
  customer_id: string
  currency: Currency
  issued_on: string
  due_on: string
  gross: number
  balance: number
  sent_at: Date | null
  void: boolean
  sort: string | number
}

type Cursor = Readonly<{ sort: string | number; id: string }>

function cursorOf(text: string | undefined): Cursor | undefined {
  if (!text) return undefined
  try {
    const [sort, id] = JSON.parse(Buffer.from(text, 'base64url').toString()) as unknown[]
    const known = typeof sort === 'string' || typeof sort === 'number'
    if (known && typeof id === 'string' && /^[0-9a-f-]{36}$/.test(id)) return { sort, id }
  } catch {
    // A cursor that nobody gave out starts the list again.
  }
  return undefined
}
const cursorText = ({ sort, id }: Row): string =>
  Buffer.from(JSON.stringify([sort, id])).toString('base64url')

const rowOf =
  (today: string, names: Awaited<ReturnType<typeof namesOf>>) =>
  (row: Row): InvoiceRow => {
    const card = names.get(row.customer_id)
    const { currency } = row
    return {
      id: row.id,
      kind: row.kind,
      form: row.form,
      number: row.number,
      customer: {
        id: card?.id ?? row.customer_id,
        name: card?.name ?? '',
        number: card?.number ?? null,
      },
      ownerId: card?.ownerId ?? null,
      issuedOn: row.issued_on,
      dueOn: row.due_on,
      gross: { minor: row.gross, currency },
      balance: { minor: row.balance, currency },
      state:
        row.number === null
          ? { document: 'draft', settlement: 'unpaid', timing: null }
          : stateOfRow(row, today),
      sentAt: row.sent_at?.toISOString() ?? null,
    }
  }

type SumRow = { currency: Currency; count: number; gross: number; balance: number }

const sumOf = ({ currency, count, gross, balance }: SumRow): InvoiceSum => ({
  count,
  gross: { minor: gross, currency },
  balance: { minor: balance, currency },
})

/** Over every row that matches: how many, how much, how much of it is open; one a currency. */
async function sumsOf(look: Look, sources: Sources): Promise<InvoiceSum[]> {
  if (!sources.posted && !sources.drafts) return []
  const rows = await look.run<SumRow>(sumsSql(sources), sources.values)
  return rows.map(sumOf)
}

function placesOf(input: ListInvoices, values: unknown[]): PagePlaces {
  const { sort, direction } = input
  const cursor = cursorOf(input.cursor)
  values.push(input.limit + 1)
  const limit = `$${values.length}::int`
  if (!cursor) return { sort, direction, after: null, limit }
  values.push(cursor.sort, cursor.id)
  const after = {
    sort: `$${values.length - 1}::${sorts[sort].type}`,
    id: `$${values.length}::uuid`,
    value: cursor.sort,
  }
  return { sort, direction, after, limit }
}

/** One page of the rows that a filter asks for. */
export async function rowsOf(look: Look, sources: Sources, input: ListInvoices) {
  if (!sources.posted && !sources.drafts) return { rows: [], nextCursor: null }
  const values = [...sources.values]
  const found = await look.run<Row>(pageSql(sources, placesOf(input, values)), values)
  const rows = found.slice(0, input.limit)
  const last = rows.at(-1)
  const names = await namesOf(
    look,
    rows.map((row) => row.customer_id),
  )
  return {
    rows: rows.map(rowOf(look.today, names)),
    nextCursor: found.length > input.limit && last ? cursorText(last) : null,
  }
}

async function footOf(look: Look, sources: Sources): Promise<InvoiceFoot> {
  const sums = await sumsOf(look, sources)
  return { total: sums.reduce((all, { count }) => all + count, 0), sums }
}

async function pageFrom(look: Look, sources: Sources, input: ListInvoices): Promise<InvoicePage> {
  await planForValues(look)
  return { ...(await rowsOf(look, sources, input)), ...(await footOf(look, sources)) }
}

/** Invoices, notes and drafts by view and filters, with the sums of all that match. */
export const listInvoices = query('invoicing.read', async (look, input: ListInvoices) =>
  pageFrom(look, await sourcesOf(look, input), input),
)

/** The rows of a page alone: they take as long among a million as among a thousand. */
export const listInvoiceRows = query(
  'invoicing.read',
  async (look, input: ListInvoices): Promise<InvoiceRows> => {
    const sources = await sourcesOf(look, input)
    await planForValues(look)
    return rowsOf(look, sources, input)
  },
)

/** How many rows match and what they add up to. */
export const sumInvoices = query('invoicing.read', async (look, input: InvoiceFilter) => {
  const sources = await sourcesOf(look, input)
  await planForValues(look)
  return footOf(look, sources)
})

/** How many rows each saved view has, for the tabs. */
export const countInvoices = query(
  'invoicing.read',
  async (
    look,
    { customerId }: { customerId?: string | undefined },
  ): Promise<z.infer<typeof InvoiceCounts>> => {
    const filter = (view: InvoiceView): InvoiceFilter => ({
      view,
      ...(customerId && { customerId }),
    })
    await planForValues(look)
    const counts: Partial<Record<InvoiceView, number>> = {}
    for (const view of InvoiceView.options) {
      const sources = await sourcesOf(look, filter(view))
      const [row] = await look.run<{ count: number }>(
        `select ${countOf(sources)} as count`,
        sources.values,
      )
      counts[view] = row?.count ?? 0
    }
    return { counts: counts as Record<InvoiceView, number> }
  },
)

/** What is easily forgotten: drafts that nobody posted, posted invoices that nobody sent. */
export const listForgotten = query(
  'invoicing.read',
  async (look, { olderThanDays }: { olderThanDays: number }) => {
    const base = { limit: 50, direction: 'asc', sort: 'issued' } as const
    const drafts = { ...base, view: 'drafts' } as const
    const unsent = { ...base, view: 'unsent' } as const
    const { values, ...sources } = await sourcesOf(look, drafts)
    const old = {
      ...sources,
      drafts: `${sources.drafts} and d.created_at < $${values.length + 1}::timestamptz`,
      values: [...values, new Date(look.now.getTime() - olderThanDays * 86_400_000)],
    }
    return {
      draftsOlderThanDays: olderThanDays,
      drafts: await pageFrom(look, old, drafts),
      unsent: await pageFrom(look, await sourcesOf(look, unsent), unsent),
    }
  },
)
