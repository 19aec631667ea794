/** Why a row is refused; the first that applies, in this order. */
export const refusalReasons = [
  'missing_customer',
  'unknown_customer',
  'bad_date',
  'bad_amount',
  'negative_amount',
  'duplicate_invoice_number',
  'amounts_do_not_add_up',
  'paid_exceeds_total',
  'payment_exceeds_balance',
  'unknown_invoice',
  'unknown_currency',
  'debit_and_credit',
  'total_does_not_match',
  /** What the house itself declined when the row was written; the row says why. */
  'declined',
] as const
export type RefusalReason = (typeof refusalReasons)[number]

/** What is odd about a row without stopping it. */
export const warningKinds = [
  'bad_phone',
  'bad_vat_number',
  'bad_email',
  'terms_not_understood',
] as const
export type WarningKind = (typeof warningKinds)[number]

/** Why a row is no data at all, or no debt. */
export const skipKinds = [
  'blank',
  'before_header',
  'heading',
  'repeated_header',
  'total',
  'footnote',
  'no_debt',
  'by_you',
] as const
export type SkipKind = (typeof skipKinds)[number]
