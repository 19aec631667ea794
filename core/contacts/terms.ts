import { z } from 'zod'

const Days = z.int().min(0).max(3650)

/** When a customer has to pay (شروط الدفع), as data: an order, a customer and an invoice all carry it. */
export const PaymentTerms = z.discriminatedUnion('kind', [
  /** Cash: due on the day of the invoice. */
  z.object({ kind: z.literal('immediate') }),
  z.object({ kind: z.literal('days_from_invoice'), days: Days }),
  z.object({ kind: z.literal('days_from_delivery'), days: Days }),
  /** From the day the customer acknowledged the goods or the invoice (تاريخ الاستلام). */
  z.object({ kind: z.literal('days_from_receipt'), days: Days }),
  /** The last day of the invoice's month, and so many days more. */
  z.object({ kind: z.literal('end_of_month'), days: Days }),
  /** A fixed day, as of salaries; a shorter month ends it early. */
  z.object({
    kind: z.literal('day_of_month'),
    day: z.int().min(1).max(31),
    month: z.enum(['this', 'next']),
  }),
])
export type PaymentTerms = z.infer<typeof PaymentTerms>
