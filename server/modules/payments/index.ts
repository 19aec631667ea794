/**
 * Payments: money that customers pay, and the ways it comes in by itself. It owns receipts, refunds
 * and reversals, accounts with gateways, pay links and attempts to pay, requests for advances and
 * securities, the register of cheques, notes and guarantees, the discounts that early payments earned,
 * and the plans by which statements go; what a payment settled is the ledger's to say. It says aloud that a payment was recorded, allocated, taken back, reversed or
 * refunded, that someone began or ended an attempt to pay, and what became of an instrument or of a
 * deposit.
 */
export { bookAgencyPayment } from './agency-payment.ts'
export { agencyEntries, type FindAgencyEntries } from './bank/agency-entries.ts'
export { freeEntry } from './bank/link-entry.ts'
export { getAccount as bankAccountOf } from './bank/store.ts'
export {
  type Checkout,
  type CheckoutStatus,
  type Gateway,
  type GatewayAccount,
  GatewayError,
  type GatewayErrorKind,
  type GatewayMetadata,
  type GatewayMethod,
  type GatewayPayment,
  type GatewayPaymentStatus,
  type Gateways,
  gateways,
  type HeaderMap,
  type NewCheckout,
  type WebhookReading,
} from './gateway.ts'
export { paymentImporter } from './import-payments.ts'
export {
  bouncedCheques,
  instrumentCovers,
} from './instruments/due.ts'
export { disputedItems } from './instruments/ports.ts'
export { openNotices } from './notices/open.ts'
export { openNoticeIn } from './notices/open-notice.ts'
export { type AgreedPart, agreedParts, type FindAgreedPart } from './online/agreed-part.ts'
export { answerWithLink } from './online/answer-with-link.ts'
export { invoicePayLinks, payLinkSeen, payLinksFor } from './online/links.ts'
export { payPageHeaders } from './online/pay-headers.ts'
export {
  enter as enterByLink,
  type Guest as PayGuest,
  payable as payableByLink,
} from './online/pay-page.ts'
export { type PendingAttempt, pendingAttempts } from './online/pending.ts'
export { gatewayWebhooks } from './online/webhook.ts'
export { promisedBy } from './promised.ts'
export { receiptPdf } from './receipt.ts'
export { sendByHand, sentFacts, sentSaid } from './send-by-hand.ts'
export { answerWithStatement, sentStatementPdf } from './send-statement.ts'
export { companyCalendar } from './statements/calendar.ts'
