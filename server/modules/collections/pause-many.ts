import type { PauseMany } from '#core/collections/api.ts'
import type { BulkResult } from '#core/invoicing/api.ts'
import { Refusal } from '#core/refusal.ts'
import { eachOf, findInvoices } from '#modules/invoicing/index.ts'
import { idWithin } from '#platform/ids.ts'
import { look } from '#platform/query.ts'
import { demand, type Session } from '#platform/session.ts'
import { pauseChase } from './pauses.ts'

/** Keeps the machine quiet about many invoices; repeated with the same id, none is paused twice. */
export async function pauseMany(
  session: Session,
  { id: batch, invoiceIds, ...pause }: PauseMany,
): Promise<BulkResult> {
  demand(session, 'collections.pause')
  const invoices = await look(session, (from) => findInvoices(from, invoiceIds))
  return eachOf(invoiceIds, async (invoiceId) => {
    const invoice = invoices.get(invoiceId)
    if (!invoice) throw new Refusal('collections.invoice_not_found', { id: invoiceId })
    const { customerId, number } = invoice
    const id = idWithin(batch, invoiceId)
    await pauseChase(session, { ...pause, id, customerId, invoiceId })
    return { number }
  })
}
