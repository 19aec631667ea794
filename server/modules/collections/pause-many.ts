import { createHash } from 'node:crypto'
import type { PauseMany } from '#core/collections/api.ts'
import type { BulkResult } from '#core/invoicing/api.ts'
import { Refusal } from '#core/refusal.ts'
import { findInvoices } from '#modules/invoicing/index.ts'
import { look } from '#platform/query.ts'
import { demand, type Session } from '#platform/session.ts'
import { pauseChase } from './pauses.ts'

/** One pause of a batch has an id of its own, the same whenever the batch is sent again. */
function pauseIdOf(batch: string, invoiceId: string): string {
  const hash = createHash('sha256').update(`${batch}:${invoiceId}`).digest('hex')
  return `${hash.slice(0, 8)}-${hash.slice(8, 12)}-7${hash.slice(13, 16)}-8${hash.slice(17, 20)}-${hash.slice(20, 32)}`
}

/** Keeps the machine quiet about many invoices, each in its own transaction; what is refused stops no other. */
export async function pauseMany(
  session: Session,
  { id: batch, invoiceIds, ...pause }: PauseMany,
): Promise<BulkResult> {
  demand(session, 'collections.pause')
  const invoices = await look(session, (from) => findInvoices(from, invoiceIds))
  const result: BulkResult = { done: [], failed: [] }
  for (const invoiceId of new Set(invoiceIds)) {
    const invoice = invoices.get(invoiceId)
    try {
      if (!invoice) throw new Refusal('collections.invoice_not_found', { id: invoiceId })
      const id = pauseIdOf(batch, invoiceId)
      await pauseChase(session, { ...pause, id, customerId: invoice.customerId, invoiceId })
      result.done.push({ id: invoiceId, number: invoice.number })
    } catch (error) {
      if (!(error instanceof Refusal)) throw error
      result.failed.push({ id: invoiceId, code: error.code })
    }
  }
  return result
}
