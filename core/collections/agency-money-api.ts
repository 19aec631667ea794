import { z } from 'zod'
import { Day } from '#core/day.ts'
import { Id, NewId } from '#core/list.ts'
import { Currency, Money } from '#core/money.ts'

export const AgencyPaymentTo = z.enum(['us', 'agency'])

export const AgencyPayment = z.object({
  id: Id,
  referralId: Id,
  agencyName: z.string(),
  customerId: Id,
  customerName: z.string().nullable(),
  amount: Money,
  paidOn: Day,
  /** Where the customer's money lies. */
  to: AgencyPaymentTo,
  reference: z.string(),
  file: z.string().nullable(),
  state: z.enum(['open', 'confirmed', 'refused']),
  reportedAt: z.iso.datetime(),
  reportedBy: z.string(),
  decidedBy: z.string().nullable(),
  reason: z.string().nullable(),
  paymentId: Id.nullable(),
  paymentNumber: z.string().nullable(),
  /** Handed over to us by a remittance. */
  remitted: z.boolean(),
})
export type AgencyPayment = z.infer<typeof AgencyPayment>

export const Month = z.string().regex(/^(19|2\d)\d\d-(0[1-9]|1[0-2])$/)

export const CommissionRow = z.object({
  paymentId: Id,
  number: z.string(),
  referralId: Id,
  customerName: z.string().nullable(),
  paidOn: Day,
  to: AgencyPaymentTo,
  /** What of the payment went to referred invoices. */
  amount: Money,
  commission: Money,
  /** Kept by the agency out of what it handed over. */
  kept: z.boolean(),
})
export type CommissionRow = z.infer<typeof CommissionRow>

export const Commission = z.object({
  agencyName: z.string(),
  month: Month,
  sections: z.array(
    z.object({
      currency: Currency,
      rows: z.array(CommissionRow),
      received: Money,
      commission: Money,
      vat: Money,
      total: Money,
    }),
  ),
})
export type Commission = z.infer<typeof Commission>

/** What an agency hands over: every confirmed payment of this currency that lies with it. */
export const Remit = z.object({
  id: NewId,
  agencyId: Id,
  reportIds: z.array(Id).min(1).max(200),
  receivedOn: Day,
  /** The agency kept its commission and the VAT on it. */
  deducted: z.boolean(),
  reference: z.string().trim().max(80).default(''),
})
export type Remit = z.infer<typeof Remit>

export const Remitted = z.object({
  id: Id,
  gross: Money,
  commission: Money,
  vat: Money,
  /** What it took of its own: of earlier hand-overs and transfers. */
  returned: Money,
  net: Money,
})
export type Remitted = z.infer<typeof Remitted>
