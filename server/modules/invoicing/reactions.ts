import { InvoiceSent } from '#core/invoicing/events.ts'
import { MessageSent } from '#core/messaging/events.ts'
import { sentHow } from '#modules/messaging/index.ts'
import { type Listener, on } from '#platform/events.ts'

export const invoicingReactions: readonly Listener[] = [
  on(MessageSent, 'invoicing.note_sent', async (work, { messageId, category, about }) => {
    if (category !== 'invoice' || about.kind !== 'invoice') return
    const [row] = await work.run<{ number: string; customer_id: string }>(
      `update invoice set sent_at = coalesce(sent_at, $3) where company_id = $1 and id = $2
       returning number, customer_id`,
      [work.companyId, about.id, work.now],
    )
    if (!row) return
    work.publish(
      InvoiceSent,
      { kind: 'invoice', id: about.id, customerId: row.customer_id },
      {
        ...{ invoiceId: about.id, customerId: row.customer_id, messageId, number: row.number },
        ...(await sentHow(work, messageId)),
      },
    )
  }),
]
