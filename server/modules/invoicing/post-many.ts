import type { BulkResult } from '#core/invoicing/api.ts'
import { demand, type Session } from '#platform/session.ts'
import { postInvoice } from './create-invoice.ts'
import { eachOf } from './send-invoice.ts'

/** Posts many drafts, each in a transaction of its own: what cannot be posted stops no other. */
export const postMany = (
  session: Session,
  { ids }: { ids: readonly string[] },
): Promise<BulkResult> => {
  demand(session, 'invoicing.post')
  return eachOf(ids, (id) => postInvoice(session, { id }))
}
