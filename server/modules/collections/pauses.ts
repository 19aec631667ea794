import type { Pause, PauseChase } from '#core/collections/api.ts'
import { ChasePaused, ChaseResumed } from '#core/collections/events.ts'
import { Refusal } from '#core/refusal.ts'
import { lockCustomer } from '#modules/contacts/index.ts'
import { findInvoices } from '#modules/invoicing/index.ts'
import { command, type Work } from '#platform/command.ts'
import { type From, watch } from './store.ts'
import type { CollectionsTables } from './tables.ts'

export type PauseTable = CollectionsTables['chase_pause']

export const pauseOf = (row: PauseTable): Pause => ({
  id: row.id,
  customerId: row.customer_id,
  invoiceId: row.invoice_id,
  invoiceNumber: row.invoice_number,
  until: row.until,
  reason: row.reason,
  at: row.at.toISOString(),
  by: row.by_name,
})

/** The pauses that hold today. */
export async function openPauses(from: From, parties: readonly string[]): Promise<PauseTable[]> {
  return from.run<PauseTable>(
    `select * from chase_pause where company_id = $1 and customer_id = any($2)
       and ended_at is null and (until is null or until >= $3) order by at desc, id`,
    [from.companyId, parties, from.today],
  )
}

/** Writes a standstill and says it aloud. */
export async function writePause(work: Work, row: PauseTable): Promise<Pause> {
  const { customer_id: customerId, invoice_id: invoiceId, until, reason } = row
  await work.run(
    `insert into chase_pause (company_id, id, customer_id, invoice_id, item_id, invoice_number,
       until, reason, at, by_id, by_name) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)`,
    [
      ...[work.companyId, row.id, customerId, invoiceId, row.item_id, row.invoice_number],
      ...[until, reason, work.now, row.by_id, row.by_name],
    ],
  )
  const after = pauseOf(row)
  work.audit('collections.paused', { kind: 'customer', id: customerId, before: null, after })
  work.publish(
    ChasePaused,
    { kind: 'customer', id: customerId, customerId },
    { customerId, invoiceId, until, reason },
  )
  return after
}

/**
 * Keeps the machine quiet about a customer, or about one invoice, through a day or until a person
 * resumes. @throws collections.already_paused, collections.invoice_not_found
 */
export const pauseChase = command(
  'collections.pause',
  async (work, input: PauseChase): Promise<Pause> => {
    const customer = await lockCustomer(work, input.customerId, 'collections.pause')
    const { invoiceId = null, until = null, reason, id } = input
    const invoice =
      invoiceId === null ? undefined : (await findInvoices(work, [invoiceId])).get(invoiceId)
    if (invoiceId !== null && !(invoice && customer.parties.includes(invoice.customerId)))
      throw new Refusal('collections.invoice_not_found', { id: invoiceId })
    const open = await openPauses(work, customer.parties)
    if (open.some((row) => row.invoice_id === invoiceId))
      throw new Refusal('collections.already_paused')
    const row: PauseTable = {
      company_id: work.companyId,
      id,
      customer_id: customer.id,
      invoice_id: invoiceId,
      item_id: invoice?.itemId ?? null,
      invoice_number: invoice?.number ?? null,
      until,
      reason,
      at: work.now,
      by_id: work.actor.id,
      by_name: work.actor.name,
      ended_at: null,
      ended_by: null,
    }
    return writePause(work, row)
  },
  { name: 'collections.pause', once: ({ id }) => id },
)

/** Lets the machine speak again. @throws collections.pause_not_found */
export const resumeChase = command(
  'collections.pause',
  async (work, { id }: { id: string }) => {
    const [found] = await work.run<PauseTable>(
      'select * from chase_pause where company_id = $1 and id = $2 and ended_at is null',
      [work.companyId, id],
    )
    if (!found) throw new Refusal('collections.pause_not_found', { id })
    const customer = await lockCustomer(work, found.customer_id, 'collections.pause')
    const ended = await work.run(
      `update chase_pause set ended_at = $3, ended_by = $4
       where company_id = $1 and id = $2 and ended_at is null returning id`,
      [work.companyId, id, work.now, work.actor.name],
    )
    if (ended.length === 0) throw new Refusal('collections.pause_not_found', { id })
    await watch(work, [customer.id])
    work.audit('collections.resumed', {
      kind: 'customer',
      id: customer.id,
      before: pauseOf(found),
      after: null,
    })
    work.publish(
      ChaseResumed,
      { kind: 'customer', id: customer.id, customerId: customer.id },
      { customerId: customer.id, invoiceId: found.invoice_id },
    )
    return { done: true as const }
  },
  { name: 'collections.resume' },
)
