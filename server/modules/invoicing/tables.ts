import type { PaymentTerms } from '#core/contacts/terms.ts'
import type {
  InvoiceForm,
  InvoiceInput,
  InvoiceKind,
  PartySnapshot,
  SellerSnapshot,
} from '#core/invoicing/document.ts'
import type { Discount, VatCategory, VatReason } from '#core/invoicing/totals.ts'
import type { Currency } from '#core/money.ts'

export type InvoicingTables = {
  invoice_draft: {
    company_id: string
    id: string
    version: number
    customer_id: string
    form: InvoiceForm
    currency: Currency
    issued_on: string
    due_on: string
    net: number
    vat: number
    gross: number
    body: InvoiceInput
    search: string
    created_at: Date
    created_by: string | null
    changed_at: Date
  }
  /** What is posted: only the days, the sending and the voiding may still be noted. */
  invoice: {
    company_id: string
    id: string
    kind: InvoiceKind
    form: InvoiceForm
    number: string
    sequence: number | null
    customer_id: string
    currency: Currency
    rate: string | null
    issued_on: string
    supplied_on: string | null
    terms: PaymentTerms
    due_on: string
    due_basis: 'invoiced' | 'delivered' | 'received'
    delivered_on: string | null
    received_on: string | null
    document_discount: Discount | null
    discount: number
    net: number
    vat: number
    gross: number
    vat_in_base: number | null
    seller: SellerSnapshot | null
    buyer: PartySnapshot
    qr: string | null
    reference: string | null
    contract: string | null
    notes: string | null
    reason: string | null
    original_id: string | null
    item_id: string
    entry_id: string
    search: string
    created_at: Date
    posted_at: Date
    posted_by: string | null
    posted_by_name: string
    sent_at: Date | null
    voided_at: Date | null
  }
  invoice_line: {
    company_id: string
    invoice_id: string
    position: number
    description: string
    quantity: string
    unit: string | null
    unit_price: string
    discount: Discount | null
    discount_amount: number
    vat_category: VatCategory
    vat_rate: number
    vat_reason: VatReason | null
    net: number
    vat: number
    gross: number
  }
  invoice_tax: {
    company_id: string
    invoice_id: string
    category: VatCategory
    rate: number
    reason: VatReason | null
    taxable: number
    vat: number
  }
  invoice_file: {
    company_id: string
    invoice_id: string
    content: Buffer
    file_key: string
    printed_at: Date
  }
}
