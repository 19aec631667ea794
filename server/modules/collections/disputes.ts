import { type DisputeSource, disputeFault, type OpenDispute } from '#core/collections/dispute.ts'
import type { Dispute } from '#core/collections/dispute-api.ts'
import { DisputeOpened } from '#core/collections/events.ts'
import { Refusal } from '#core/refusal.ts'
import { type LockedCustomer, lockCustomer } from '#modules/contacts/index.ts'
import { findInvoices, type InvoiceCard } from '#modules/invoicing/index.ts'
import { lockOpenItemsById } from '#modules/ledger/index.ts'
import { command, type Work } from '#platform/command.ts'
import { answerBy, ownerFor } from './disputes/rules.ts'
import { type DisputeRecord, selectDisputes, shownDisputes } from './disputes/store.ts'
import type { From } from './store.ts'

/** By item: how much of it is objected to now, in the smallest unit. */
export async function disputedOf(
  from: From,
  parties: readonly string[] | null,
): Promise<ReadonlyMap<string, number>> {
  const rows = await from.run<{ item_id: string; amount: number | null }>(
    `select item_id, case when count(*) = count(amount) then sum(amount)::bigint end as amount
     from dispute where company_id = $1 and closed_at is null
       and ($2::uuid[] is null or customer_id = any($2)) group by item_id`,
    [from.companyId, parties],
  )
  return new Map(rows.map((row) => [row.item_id, row.amount ?? Number.MAX_SAFE_INTEGER]))
}

/** The customer's objections, for its own page: the open ones first. */
export const disputesOf = async (from: From, parties: readonly string[]): Promise<Dispute[]> =>
  shownDisputes(
    from,
    await from.run<DisputeRecord>(
      `${selectDisputes} and d.customer_id = any($2)
       order by d.closed_at is null desc, d.opened_at desc, d.id limit 50`,
      [from.companyId, parties],
    ),
  )

/** An objection that is about to be written down, from wherever it came. */
type Raised = Omit<OpenDispute, 'source'> & Readonly<{ source: DisputeSource; linkId?: string }>

/** @throws collections.already_disputed, collections.dispute_of_more_than_owed */
async function demandRoom(work: Work, invoice: InvoiceCard, { amount }: Raised): Promise<void> {
  const [item] = await lockOpenItemsById(work, [invoice.itemId])
  const open = await work.run<{ amount: number | null }>(
    'select amount from dispute where company_id = $1 and item_id = $2 and closed_at is null',
    [work.companyId, invoice.itemId],
  )
  const balance = item?.balance.minor ?? 0
  const fits = amount === undefined || amount.currency === invoice.currency
  const fault = fits ? disputeFault(open, amount?.minor ?? null, balance) : 'of_more_than_owed'
  if (fault === 'already_disputed') throw new Refusal('collections.already_disputed')
  if (fault === 'of_more_than_owed')
    throw new Refusal('collections.dispute_of_more_than_owed', {
      owed: balance,
      currency: invoice.currency,
    })
}

/**
 * Writes down an objection while the caller holds the customer: it gets an owner and a clock.
 * @throws collections.already_disputed, collections.dispute_of_more_than_owed,
 *   collections.invoice_not_found for another's invoice
 */
export async function disputeIn(
  work: Work,
  customer: LockedCustomer,
  invoice: InvoiceCard,
  input: Raised,
): Promise<Dispute> {
  if (!customer.parties.includes(invoice.customerId))
    throw new Refusal('collections.invoice_not_found', { id: invoice.id })
  await demandRoom(work, invoice, input)
  const ownerId = await ownerFor(work, input.reason, customer)
  await work.run(
    `insert into dispute (company_id, id, customer_id, invoice_id, item_id, invoice_number, reason,
       currency, amount, note, source, link_id, owner_id, answer_by, opened_at, opened_by_id,
       opened_by)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17)`,
    [
      ...[work.companyId, input.id, customer.id, input.invoiceId, invoice.itemId, invoice.number],
      ...[input.reason, invoice.currency, input.amount?.minor ?? null, input.note, input.source],
      ...[input.linkId ?? null, ownerId, await answerBy(work, input.reason), work.now],
      ...[work.actor.kind === 'user' ? work.actor.id : null, work.actor.name],
    ],
  )
  const rows = await work.run<DisputeRecord>(`${selectDisputes} and d.id = $2`, [
    work.companyId,
    input.id,
  ])
  const [after] = await shownDisputes(work, rows)
  if (!after) throw new Error('One row was inserted')
  work.audit('collections.dispute_opened', {
    kind: 'dispute',
    id: input.id,
    before: null,
    after: {
      invoiceNumber: invoice.number,
      amount: after.amount ?? after.balance,
      note: input.note,
      ownerId,
    },
  })
  work.publish(
    DisputeOpened,
    { kind: 'invoice', id: input.invoiceId, customerId: customer.id },
    {
      disputeId: input.id,
      customerId: customer.id,
      invoiceId: input.invoiceId,
      reason: input.reason,
      amount: after.amount ?? after.balance,
      ownerId,
    },
  )
  return after
}

/**
 * Notes that a customer objects to an invoice or a part of it: that is asked for no more until this
 * is settled, and the rest still is. @throws as disputeIn does
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
