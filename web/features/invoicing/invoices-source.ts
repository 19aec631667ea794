import {
  InvoiceFilter,
  type InvoicePage,
  type InvoiceRow,
  InvoiceSort,
  InvoiceView,
} from '#core/invoicing/api.ts'
import { Bucket, buckets } from '#core/ledger/aging.ts'
import { api, client } from '#web/client.ts'
import { type Search, stringifySearch } from '#web/place.ts'
import { rangeOf } from '#web/ui/list/filter.ts'
import type { Ask, ListSource } from '#web/ui/list/source.ts'

const shape = InvoiceFilter.shape

/** The view that the address names; one that a person saved says under `in` which it narrows. */
export function viewOf(search: Search): InvoiceView {
  const named = InvoiceView.safeParse(search['in'] ?? search['view'])
  return named.success ? named.data : 'open'
}

/** `days_31_60`, or its number: links from elsewhere may say either. */
const bucketOf = (text: string | undefined) => {
  const named = Bucket.safeParse(buckets[Number(text)] ?? text)
  return named.success ? named.data : undefined
}

const whole = (text: string | undefined): number | undefined =>
  text !== undefined && /^-?\d{1,15}$/.test(text) ? Number(text) : undefined

/** What the address asks for, as the contract takes it; what it does not understand is left out. */
function filterOf({ q, filters }: Ask) {
  const issued = rangeOf(filters['issued'])
  const due = rangeOf(filters['due'])
  const amount = rangeOf(filters['amount'])
  const known = {
    search: q,
    customerId: shape.customerId.safeParse(filters['customer']).data,
    ownerId: shape.ownerId.safeParse(filters['owner']).data,
    currency: shape.currency.safeParse(filters['currency']).data,
    kind: shape.kind.safeParse(filters['kind']).data,
    document: shape.document.safeParse(filters['document']).data,
    settlement: shape.settlement.safeParse(filters['settlement']).data,
    timing: shape.timing.safeParse(filters['timing']).data,
    bucket: bucketOf(filters['bucket']),
    issuedFrom: shape.issuedFrom.safeParse(issued.from).data,
    issuedTo: shape.issuedTo.safeParse(issued.to).data,
    dueFrom: shape.dueFrom.safeParse(due.from).data,
    dueTo: shape.dueTo.safeParse(due.to).data,
    grossFrom: whole(amount.from),
    grossTo: whole(amount.to),
  }
  type Known = typeof known
  return Object.fromEntries(Object.entries(known).filter(([, value]) => value !== undefined)) as {
    [Name in keyof Known]?: NonNullable<Known[Name]>
  }
}

function sortOf({ sort }: Ask) {
  const by = InvoiceSort.safeParse(sort?.id)
  return { sort: by.success ? by.data : ('due' as const), direction: sort?.direction ?? 'asc' }
}

/** The rows of one view, and by themselves how many they are and what they add up to. */
export const sourceOf = (view: InvoiceView): ListSource<InvoiceRow, InvoicePage> => ({
  key: [...api.invoicing.list.key(), view],
  load: ({ cursor, limit, ...ask }, signal) =>
    client.invoicing.rows(
      { view, ...filterOf(ask), ...sortOf(ask), limit, ...(cursor ? { cursor } : {}) },
      { signal },
    ),
  foot: async (ask, signal) => ({
    rows: [],
    nextCursor: null,
    ...(await client.invoicing.sums({ view, ...filterOf(ask) }, { signal })),
  }),
})

/** The address of the same rows as a workbook. */
export function exportAddress(view: InvoiceView, ask: Ask): string {
  const asked = { view, ...filterOf(ask), ...sortOf(ask) }
  const texts = Object.entries(asked).map(([name, value]) => [name, String(value)] as const)
  return `/api/v1/invoices.xlsx${stringifySearch(Object.fromEntries(texts))}`
}

const mostAtOnce = 1000

/** Everything that matches, as many as one may act on at once. */
export async function rowsOf(view: InvoiceView, ask: Ask): Promise<InvoiceRow[]> {
  const rows: InvoiceRow[] = []
  let cursor: string | undefined
  do {
    const page = await client.invoicing.rows({
      view,
      ...filterOf(ask),
      ...sortOf(ask),
      limit: 200,
      ...(cursor ? { cursor } : {}),
    })
    rows.push(...page.rows)
    cursor = page.nextCursor ?? undefined
  } while (cursor && rows.length < mostAtOnce)
  return rows
}
