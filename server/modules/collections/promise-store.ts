import { type Judged, lastDayOf } from '#core/collections/promise.ts'
import type { PromiseRow } from '#core/collections/promise-api.ts'
import type { Promised } from '#core/payments/promised.ts'
import { findCustomers } from '#modules/contacts/index.ts'
import type { Work } from '#platform/command.ts'
import { dayOf } from '#platform/time.ts'
import { type From, grouped } from './store.ts'
import type { PromiseItemTable, PromiseTable } from './tables.ts'

/** A promise with what it covers. */
export type Standing = Readonly<{ row: PromiseTable; items: readonly PromiseItemTable[] }>

/** Puts to each promise its invoices, in one statement however many there are. */
export async function withItems(from: From, rows: readonly PromiseTable[]): Promise<Standing[]> {
  if (rows.length === 0) return []
  const items = await from.run<PromiseItemTable>(
    `select * from promise_item where company_id = $1 and promise_id = any($2::uuid[])
     order by number, item_id`,
    [from.companyId, rows.map(({ id }) => id)],
  )
  const byPromise = grouped(items, (item) => item.promise_id)
  return rows.map((row) => ({ row, items: byPromise.get(row.id) ?? [] }))
}

/** The promises of these parties that are open, or of everyone. */
export async function openPromises(
  from: From,
  parties: readonly string[] | null,
): Promise<Standing[]> {
  const rows = await from.run<PromiseTable>(
    `select * from promise where company_id = $1 and state = 'open'
       and ($2::uuid[] is null or customer_id = any($2)) order by due_on, id`,
    [from.companyId, parties],
  )
  return withItems(from, rows)
}

/** What these parties said they would pay, as far as it is still to come. */
export async function promisedOf(from: From, parties: readonly string[]): Promise<Promised[]> {
  return (await openPromises(from, parties)).map(({ row, items }) => ({
    left: { minor: row.amount - row.kept, currency: row.currency },
    since: dayOf(row.made_at, from.zone),
    dueOn: row.due_on,
    itemIds: items.map(({ item_id: id }) => id),
  }))
}

/** A promise as it is judged. */
export const judgedOf = ({ zone }: Pick<From, 'zone'>, { row, items }: Standing): Judged => ({
  amount: { minor: row.amount, currency: row.currency },
  lastDay: row.last_day,
  madeAt: row.made_at.getTime(),
  madeOn: dayOf(row.made_at, zone),
  covers: items.map((item) => ({
    itemId: item.item_id,
    amount: { minor: item.amount, currency: row.currency },
  })),
})

export const promiseOf = ({ row, items }: Standing, customerName: string | null): PromiseRow => ({
  id: row.id,
  customerId: row.customer_id,
  customerName,
  amount: { minor: row.amount, currency: row.currency },
  kept: { minor: row.kept, currency: row.currency },
  dueOn: row.due_on,
  lastDay: row.last_day,
  source: row.source,
  saidBy: row.said_by,
  note: row.note,
  state: row.state,
  items: items.map((item) => ({
    itemId: item.item_id,
    invoiceId: item.invoice_id,
    number: item.number,
    amount: { minor: item.amount, currency: row.currency },
  })),
  madeAt: row.made_at.toISOString(),
  madeBy: row.made_by,
  judgedAt: row.judged_at?.toISOString() ?? null,
  replaces: row.replaces,
  cancelReason: row.cancel_reason,
})

/** Promises as a reader sees them, with the names of their customers. */
export async function shownPromises(
  from: From,
  rows: readonly PromiseTable[],
): Promise<PromiseRow[]> {
  const cards = await findCustomers(
    from,
    rows.map((row) => row.customer_id),
  )
  return (await withItems(from, rows)).map((each) =>
    promiseOf(each, cards.get(each.row.customer_id)?.name ?? null),
  )
}

export type NewPromise = Omit<
  PromiseTable,
  'company_id' | 'last_day' | 'state' | 'kept' | 'judged_at' | 'cancel_reason' | 'made_at'
> &
  Readonly<{
    graceDays: number
    items: readonly Omit<PromiseItemTable, 'company_id' | 'promise_id'>[]
  }>

export async function insertPromise(work: Work, promise: NewPromise): Promise<Standing> {
  const [row] = await work.run<PromiseTable>(
    `insert into promise (company_id, id, customer_id, currency, amount, due_on, last_day, source,
       said_by, note, state, replaces, made_at, made_by_id, made_by)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, 'open', $11, $12, $13, $14) returning *`,
    [
      ...[work.companyId, promise.id, promise.customer_id, promise.currency, promise.amount],
      ...[promise.due_on, lastDayOf(promise.due_on, promise.graceDays), promise.source],
      ...[promise.said_by, promise.note, promise.replaces, work.now],
      ...[promise.made_by_id, promise.made_by],
    ],
  )
  if (!row) throw new Error('One row was inserted')
  await work.run(
    `insert into promise_item (company_id, promise_id, item_id, invoice_id, number, amount)
     select $1, $2, i.item_id, i.invoice_id, i.number, i.amount
     from jsonb_to_recordset($3::jsonb) as i(item_id uuid, invoice_id uuid, number text, amount bigint)`,
    [work.companyId, promise.id, JSON.stringify(promise.items)],
  )
  const items = promise.items.map((item) => ({
    ...item,
    company_id: work.companyId,
    promise_id: promise.id,
  }))
  return { row, items }
}
