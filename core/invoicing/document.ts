import { z } from 'zod'
import { PaymentTerms } from '#core/contacts/terms.ts'
import { Day } from '#core/day.ts'
import { Id } from '#core/list.ts'
import { Currency, Decimal, Money, Rate } from '#core/money.ts'
import { Discount, Vat, VatCategory, VatReason } from './totals.ts'

/** An opening is a debt from before the books began: it asks for money and carries no tax. */
export const InvoiceKind = z.enum(['invoice', 'credit_note', 'debit_note', 'opening'])
export type InvoiceKind = z.infer<typeof InvoiceKind>

/** The two forms the tax authority knows: one for a buyer with a VAT number, one for everyone else. */
export const InvoiceForm = z.enum(['standard', 'simplified'])
export type InvoiceForm = z.infer<typeof InvoiceForm>

const wholeDigits = (decimal: Decimal): number => decimal.split('.')[0]?.length ?? 0

/** Beyond any invoice, and small enough that hundreds of lines stay exact. */
const mostMinor = 10_000_000_000_000
const Taken = Discount.refine((taken) => taken.kind === 'percent' || taken.minor <= mostMinor)

export const LineInput = z
  .object({
    description: z.string().trim().min(1).max(500),
    quantity: Decimal.refine((quantity) => !/^-|^0(\.0*)?$/.test(quantity)),
    unit: z.string().trim().max(40).optional(),
    unitPrice: Decimal.refine((price) => !price.startsWith('-')),
    discount: Taken.optional(),
    vat: Vat,
  })
  .refine(({ quantity, unitPrice }) => wholeDigits(quantity) + wholeDigits(unitPrice) <= 10, {
    path: ['unitPrice'],
  })
export type LineInput = z.infer<typeof LineInput>

/** What a person writes of an invoice; every figure is worked out from it. */
export const InvoiceInput = z.object({
  customerId: Id,
  /** Absent: chosen by whether the buyer has a VAT number. */
  form: InvoiceForm.optional(),
  currency: Currency,
  /** One unit of the invoice's currency in the books' own; only for a foreign currency. */
  rate: Rate.optional(),
  issuedOn: Day,
  suppliedOn: Day.optional(),
  deliveredOn: Day.optional(),
  /** Absent: the customer's own terms. */
  terms: PaymentTerms.optional(),
  lines: z.array(LineInput).min(1).max(300),
  documentDiscount: Taken.optional(),
  /** The buyer's purchase order. */
  reference: z.string().trim().max(80).optional(),
  contract: z.string().trim().max(80).optional(),
  notes: z.string().trim().max(2000).optional(),
})
export type InvoiceInput = z.infer<typeof InvoiceInput>

/** A party as it stood when the document was posted; a later change of the customer leaves it be. */
export const PartySnapshot = z.object({
  name: z.string(),
  nameEn: z.string().nullable(),
  vatNumber: z.string().nullable(),
  registration: z.string().nullable(),
  address: z.string().nullable(),
  phone: z.string().nullable(),
  email: z.string().nullable(),
})
export type PartySnapshot = z.infer<typeof PartySnapshot>

export const SellerSnapshot = PartySnapshot.extend({
  iban: z.string().nullable(),
  bankName: z.string().nullable(),
})
export type SellerSnapshot = z.infer<typeof SellerSnapshot>

/** A line with its figures; its VAT is for display (see totals.ts). */
export const InvoiceLine = LineInput.safeExtend({
  position: z.int(),
  discountAmount: Money,
  net: Money,
  vatAmount: Money,
  gross: Money,
})
export type InvoiceLine = z.infer<typeof InvoiceLine>

export const TaxRow = z.object({
  category: VatCategory,
  rateBasisPoints: z.int(),
  reason: VatReason.nullable(),
  taxable: Money,
  vat: Money,
})
export type TaxRow = z.infer<typeof TaxRow>
