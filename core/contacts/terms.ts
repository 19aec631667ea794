import { z } from 'zod'

const Days = z.int().min(0).max(3650)

/** A discount for who pays within so many days (خصم السداد المبكر): 2/10 is 200 basis points in 10 days. */
export const EarlyTerms = z.object({
  basisPoints: z.int().min(1).max(5000),
  days: z.int().min(0).max(365),
})
export type EarlyTerms = z.infer<typeof EarlyTerms>
const early = EarlyTerms.optional()

/** When a customer has to pay (شروط الدفع), as data: an order, a customer and an invoice all carry it. */
export const PaymentTerms = z.discriminatedUnion('kind', [
  /** Cash: due on the day of the invoice. */
  z.object({ kind: z.literal('immediate') }),
  z.object({ kind: z.literal('days_from_invoice'), days: Days, early }),
  z.object({ kind: z.literal('days_from_delivery'), days: Days, early }),
  /** From the day the customer acknowledged the goods or the invoice (تاريخ الاستلام). */
  z.object({ kind: z.literal('days_from_receipt'), days: Days, early }),
  /** The last day of the invoice's month, and so many days more. */
  z.object({ kind: z.literal('end_of_month'), days: Days, early }),
  /** A fixed day, as of salaries; a shorter month ends it early. */
  z.object({
    kind: z.literal('day_of_month'),
    day: z.int().min(1).max(31),
    month: z.enum(['this', 'next']),
    early,
  }),
])
export type PaymentTerms = z.infer<typeof PaymentTerms>

/** The days that terms count; cash and a fixed day of the month count none. */
export const daysOf = (terms: PaymentTerms): number => ('days' in terms ? terms.days : 0)

/**
 * Terms with so many days: what they are counted from and the discount stay as they were. No days
 * are cash, and terms that counted none are counted from the invoice.
 */
export function withDays(terms: PaymentTerms | undefined, days: number): PaymentTerms {
  if (terms && days === daysOf(terms)) return terms
  if (days === 0) return { kind: 'immediate' }
  if (terms && 'days' in terms) return { ...terms, days }
  const early = terms?.kind === 'day_of_month' && terms.early
  return { kind: 'days_from_invoice', days, ...(early && { early }) }
}

/** What was asked for or earned, as a customer's own terms say it: bare days from the invoice are theirs. */
export const inTermsOf = (own: PaymentTerms, asked: PaymentTerms): PaymentTerms =>
  asked.kind === 'days_from_invoice' && !asked.early ? withDays(own, asked.days) : asked
