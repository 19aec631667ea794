import { type Dispute, DisputeReason, type OpenDispute } from '#core/collections/api.ts'
import { DisputeClosed, DisputeOpened } from '#core/collections/events.ts'
import { Refusal } from '#core/refusal.ts'
import {
  customersWithin,
  findCustomers,
  type LockedCustomer,
  lockCustomer,
  partiesOf,
} from '#modules/contacts/index.ts'
import { findInvoices, type InvoiceCard } from '#modules/invoicing/index.ts'
import { command, type Work } from '#platform/command.ts'
import { query } from '#platform/query.ts'
import { type From, watch } from './store.ts'
import type { CollectionsTables } from './tables.ts'

type DisputeTable = CollectionsTables['dispute']

const disputeOf = (row: DisputeTable, customerName: string | null): Dispute => ({
  id: row.id,
  customerId: row.customer_id,
  customerName,
  invoiceId: row.invoice_id,
  invoiceNumber: row.invoice_number,
  reason: DisputeReason.catch('other').parse(row.reason),
  note: row.note,
  openedAt: row.opened_at.toISOString(),
  openedBy: row.opened_by,
  closedAt: row.closed_at?.toISOString() ?? null,
  closedBy: row.closed_by,
  outcome: row.outcome,
  closingNote: row.closing_note,
})

async function shown(from: From, rows: readonly DisputeTable[]): Promise<Dispute[]> {
  const cards = await findCustomers(
    from,
    rows.map((row) => row.customer_id),
  )
  return rows.map((row) => disputeOf(row, cards.get(row.customer_id)?.name ?? null))
}

type Filter = {
  cursor?: string | undefined
  limit: number
  customerId?: string | undefined
  invoiceId?: string | undefined
  open?: boolean | undefined
}

/** Disputes, the open ones first. */
export const listDisputes = query('collections.read', async (from, input: Filter) => {
  const offset = Number(input.cursor ?? 0) || 0
  const parties = input.customerId ? await partiesOf(from, input.customerId) : null
  const filters = [
    from.companyId,
    parties,
    input.invoiceId ?? null,
    input.open ?? null,
    (await customersWithin(from, 'collections.read')) ?? null,
  ]
  const matching = `from dispute where company_id = $1
    and ($2::uuid[] is null or customer_id = any($2)) and ($3::uuid is null or invoice_id = $3)
    and ($4::boolean is null or (closed_at is null) = $4)
    and ($5::uuid[] is null or customer_id = any($5))`
  const rows = await from.run<DisputeTable>(
    `select * ${matching} order by closed_at is null desc, opened_at desc, id offset $6 limit $7`,
    [...filters, offset, input.limit + 1],
  )
  const [counted] = await from.run<{ count: number }>(
    `select count(*) as count ${matching}`,
    filters,
  )
  return {
    rows: await shown(from, rows.slice(0, input.limit)),
    nextCursor: rows.length > input.limit ? String(offset + input.limit) : null,
    total: counted?.count ?? 0,
  }
})

/** The customer's disputes, for its own page. */
export const disputesOf = async (from: From, parties: readonly string[]): Promise<Dispute[]> =>
  shown(
    from,
    await from.run<DisputeTable>(
      `select * from dispute where company_id = $1 and customer_id = any($2)
       order by closed_at is null desc, opened_at desc, id limit 50`,
      [from.companyId, parties],
    ),
  )

/**
 * Writes down an objection while the caller holds the customer.
 * @throws collections.already_disputed, collections.invoice_not_found for another's invoice
 */
export async function disputeIn(
  work: Work,
  customer: LockedCustomer,
  invoice: InvoiceCard,
  input: OpenDispute,
): Promise<Dispute> {
  if (!customer.parties.includes(invoice.customerId))
    throw new Refusal('collections.invoice_not_found', { id: invoice.id })
  const [row] = await work.run<DisputeTable>(
    `insert into dispute (company_id, id, customer_id, invoice_id, item_id, invoice_number, reason,
       note, opened_at, opened_by_id, opened_by)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)
     on conflict (company_id, invoice_id) where closed_at is null do nothing returning *`,
    [
      work.companyId,
      input.id,
      customer.id,
      input.invoiceId,
      invoice.itemId,
      invoice.number,
      input.reason,
      input.note,
      work.now,
      work.actor.id,
      work.actor.name,
    ],
  )
  if (!row) throw new Refusal('collections.already_disputed')
  const after = disputeOf(row, customer.name)
  work.audit('collections.dispute_opened', {
    kind: 'invoice',
    id: input.invoiceId,
    before: null,
    after,
  })
  work.publish(
    DisputeOpened,
    { kind: 'invoice', id: input.invoiceId, customerId: customer.id },
    {
      disputeId: input.id,
      customerId: customer.id,
      invoiceId: input.invoiceId,
      reason: input.reason,
    },
  )
  return after
}

/**
 * Notes that a customer objects to an invoice: it is asked for no more until this is settled, and
 * the customer's other invoices still are. @throws collections.already_disputed
 */
export const openDispute = command(
  'collections.dispute',
  async (work, input: OpenDispute): Promise<Dispute> => {
    const invoice = (await findInvoices(work, [input.invoiceId])).get(input.invoiceId)
    if (!invoice) throw new Refusal('collections.invoice_not_found', { id: input.invoiceId })
    const customer = await lockCustomer(work, invoice.customerId, 'collections.dispute')
    return disputeIn(work, customer, invoice, input)
  },
  { name: 'collections.open_dispute', once: ({ id }) => id },
)

async function lockDispute(work: Work, id: string): Promise<DisputeTable> {
  const find = () =>
    work.run<DisputeTable>(
      'select * from dispute where company_id = $1 and id = $2 and closed_at is null',
      [work.companyId, id],
    )
  const [found] = await find()
  if (!found) throw new Refusal('collections.dispute_not_found', { id })
  await lockCustomer(work, found.customer_id, 'collections.dispute')
  const [row] = await find()
  if (!row) throw new Refusal('collections.dispute_not_found', { id })
  return row
}

/** Settles a dispute; what is left of the invoice may be asked for again. */
export const closeDispute = command(
  'collections.dispute',
  async (
    work,
    input: { id: string; outcome: NonNullable<Dispute['outcome']>; note: string },
  ): Promise<Dispute> => {
    const before = await lockDispute(work, input.id)
    const { outcome, note } = input
    await work.run(
      `update dispute set closed_at = $3, closed_by = $4, outcome = $5, closing_note = $6
       where company_id = $1 and id = $2`,
      [work.companyId, input.id, work.now, work.actor.name, outcome, note],
    )
    await watch(work, [before.customer_id])
    const [after] = await shown(work, [
      {
        ...before,
        closed_at: work.now,
        closed_by: work.actor.name,
        outcome,
        closing_note: note,
      },
    ])
    if (!after) throw new Error('One row is shown as one')
    work.audit('collections.dispute_closed', {
      kind: 'invoice',
      id: before.invoice_id,
      before: disputeOf(before, null),
      after,
    })
    work.publish(
      DisputeClosed,
      { kind: 'invoice', id: before.invoice_id, customerId: before.customer_id },
      {
        disputeId: input.id,
        customerId: before.customer_id,
        invoiceId: before.invoice_id,
        outcome,
      },
    )
    return after
  },
  { name: 'collections.close_dispute' },
)
