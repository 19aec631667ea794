/**
 * Invoicing: what customers are asked to pay. It owns drafts, posted invoices, credit and debit
 * notes, their lines and their tax, and prints and sends them, and knows what their terms take off for
 * who pays early; what is left to pay of them is the ledger's to say. It says aloud that an invoice
 * was drafted, posted, credited, sent, or that its due date moved.
 */
export {
  buyersOf,
  findInvoices,
  type InvoiceCard,
  lockInvoice,
  type OpenInvoice,
  openInvoicesOf,
} from './cards.ts'
export { creditableIn, creditIn } from './credit-invoice.ts'
export {
  type EarlyInvoice,
  earlyInvoices,
  postDiscountNote,
  withdrawDiscountNote,
} from './early.ts'
export {
  addOpeningInvoice,
  invoiceImporter,
  type NewOpening,
  removeOpeningInvoice,
} from './opening.ts'
export { type PayLinks, payLinks } from './pay-links.ts'
export { invoicePdf } from './pdf.ts'
export { eachOf } from './send-invoice.ts'
export { type TaxedInvoice, taxedInvoices } from './taxed-debts.ts'
