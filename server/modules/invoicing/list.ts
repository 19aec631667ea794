import type { z } from 'zod'
import type {
  InvoiceCounts,
  InvoiceFilter,
  InvoicePage,
  InvoiceRow,
  InvoiceSum,
  ListInvoices,
} from '#core/invoicing/api.ts'
import { InvoiceView } from '#core/invoicing/api.ts'
import type { InvoiceForm, InvoiceKind } from '#core/invoicing/document.ts'
import type { Currency } from '#core/money.ts'
import { type Look, query } from '#platform/query.ts'
import { namesOf } from './customers.ts'
import { postedBalance, postedFrom, postedGross, type Sources, sourcesOf } from './filter.ts'
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

// A table of its own: what a reader may sort by never reaches the text of a statement.
const sorts = {
  due: { posted: 'i.due_on', drafts: 'd.due_on', type: 'date' },
  issued: { posted: 'i.issued_on', drafts: 'd.issued_on', type: 'date' },
  number: { posted: 'i.number', drafts: `''::text`, type: 'text' },
  gross: { posted: postedGross, drafts: 'd.gross', type: 'bigint' },
  balance: { posted: postedBalance, drafts: '0::bigint', type: 'bigint' },
} as const

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

/** The statement of one page: each source gives its first rows in order, and the two are merged. */
function pageSql(
  sources: Sources,
  input: ListInvoices,
  after: string | null,
  limit: string,
): string {
  const { direction } = input
  const sort = sorts[input.sort]
  const order = `order by sort ${direction}, id ${direction}`
  const from = (expression: string, alias: string) =>
    after === null
      ? ''
      : ` and (${expression}, ${alias}.id) ${direction === 'asc' ? '>' : '<'} ${after}`
  const posted =
    sources.posted &&
    `(select i.id, i.kind, i.form, i.number, i.customer_id, i.currency, i.issued_on, i.due_on,
       ${postedGross} as gross, ${postedBalance} as balance, i.sent_at,
       i.voided_at is not null as void, ${sort.posted} as sort
     from ${postedFrom} where ${sources.posted}${from(sort.posted, 'i')}
     order by ${sort.posted} ${direction}, i.id ${direction} limit ${limit})`
  const drafts =
    sources.drafts &&
    `(select d.id, 'invoice' as kind, d.form, null as number, d.customer_id, d.currency,
       d.issued_on, d.due_on, d.gross, 0::bigint as balance, null::timestamptz as sent_at,
       false as void, ${sort.drafts} as sort
     from invoice_draft d where ${sources.drafts}${from(sort.drafts, 'd')}
     order by ${sort.drafts} ${direction}, d.id ${direction} limit ${limit})`
  return `select * from (${[posted, drafts].filter(Boolean).join(' union all ')}) r ${order} limit ${limit}`
}

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

/** Over every row that matches: how many, how much, how much of it is open; one a currency. */
export async function sumsOf(look: Look, sources: Sources): Promise<InvoiceSum[]> {
  const parts = [
    sources.posted &&
      `select i.currency, count(*) as count, sum(${postedGross})::bigint as gross,
         sum(${postedBalance})::bigint as balance
       from ${postedFrom} where ${sources.posted} group by i.currency`,
    sources.drafts &&
      `select d.currency, count(*) as count, sum(d.gross)::bigint as gross, 0::bigint as balance
       from invoice_draft d where ${sources.drafts} group by d.currency`,
  ].filter(Boolean)
  if (parts.length === 0) return []
  const rows = await look.run<SumRow>(
    `select currency, sum(count)::bigint as count, sum(gross)::bigint as gross,
       sum(balance)::bigint as balance
     from (${parts.join(' union all ')}) s group by currency order by count desc, currency`,
    sources.values,
  )
  return rows.map(({ currency, count, gross, balance }) => ({
    count,
    gross: { minor: gross, currency },
    balance: { minor: balance, currency },
  }))
}

/** One page of the rows that a filter asks for. */
export async function rowsOf(
  look: Look,
  sources: Sources,
  input: ListInvoices,
): Promise<Readonly<{ rows: InvoiceRow[]; nextCursor: string | null }>> {
  if (!sources.posted && !sources.drafts) return { rows: [], nextCursor: null }
  const cursor = cursorOf(input.cursor)
  const values = [...sources.values, input.limit + 1]
  const limit = `$${values.length}::int`
  if (cursor) values.push(cursor.sort, cursor.id)
  const after = cursor
    ? `($${values.length - 1}::${sorts[input.sort].type}, $${values.length}::uuid)`
    : null
  const found = await look.run<Row>(pageSql(sources, input, after, limit), values)
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

async function pageFrom(look: Look, sources: Sources, input: ListInvoices): Promise<InvoicePage> {
  const sums = await sumsOf(look, sources)
  const page = await rowsOf(look, sources, input)
  return { ...page, total: sums.reduce((all, { count }) => all + count, 0), sums }
}

/** Invoices, notes and drafts by view and filters, with the sums of all that match. */
export const listInvoices = query('invoicing.read', async (look, input: ListInvoices) =>
  pageFrom(look, await sourcesOf(look, input), input),
)

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
    const counts: Partial<Record<InvoiceView, number>> = {}
    for (const view of InvoiceView.options) {
      const { posted, drafts, values } = await sourcesOf(look, filter(view))
      const parts = [
        posted && `(select count(*) from ${postedFrom} where ${posted})`,
        drafts && `(select count(*) from invoice_draft d where ${drafts})`,
      ].filter(Boolean)
      const [row] = await look.run<{ count: number }>(
        `select ${parts.join(' + ')} as count`,
        values,
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
