import { z } from 'zod'
import { Day } from '#core/day.ts'
import { event } from '#core/event.ts'
import { MessageChannel } from '#core/messaging/message.ts'
import { Money } from '#core/money.ts'

/** Someone began an invoice that nobody owes yet. */
export const InvoiceDrafted = event(
  'invoicing.invoice_drafted',
  z.object({ invoiceId: z.uuid(), customerId: z.uuid(), gross: Money }),
)

/** An invoice, or an opening balance as one, stands in the books from now on. */
export const InvoicePosted = event(
  'invoicing.invoice_posted',
  z.object({
    invoiceId: z.uuid(),
    customerId: z.uuid(),
    number: z.string(),
    dueOn: Day,
    gross: Money,
  }),
)

/** A note lowers what an invoice asked for. */
export const CreditNotePosted = event(
  'invoicing.credit_note_posted',
  z.object({
    noteId: z.uuid(),
    invoiceId: z.uuid(),
    customerId: z.uuid(),
    number: z.string(),
    gross: Money,
    /** Whether nothing of the invoice is left: it is void. */
    whole: z.boolean(),
  }),
)

/** An invoice was handed to the customer's address; its delivery is messaging's to tell. */
export const InvoiceSent = event(
  'invoicing.invoice_sent',
  z.object({
    invoiceId: z.uuid(),
    customerId: z.uuid(),
    messageId: z.uuid(),
    number: z.string(),
    channel: MessageChannel.optional(),
    /** The colleague who sent it; absent where the house did by itself. */
    by: z.string().optional(),
  }),
)

/** The day an invoice falls due moved, because the day that its terms count from became known. */
export const InvoiceDueMoved = event(
  'invoicing.due_moved',
  z.object({ invoiceId: z.uuid(), customerId: z.uuid(), from: Day, to: Day }),
)
