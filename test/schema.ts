/** Tables that do not begin with company_id, each for a reason of its own. */
export const outsideTheWall: readonly string[] = [
  // The company itself: its policy is on its id.
  'public.company',
  // The migrator's own, which wasl_app has no right to.
  'public.migration',
]

/** Tables whose rows stay as they were written, with the columns that may change nevertheless. */
export const appendOnly: Readonly<Record<string, readonly string[]>> = {
  audit: [],
  audit_seal: [],
  event: [],
  request: ['reply'],
  journal_entry: [],
  journal_line: ['settled', 'settled_base', 'settled_through'],
  settlement: [],
  issued_number: [],
  number_series: ['last'],
  period_lock: [],
  books_check: [],
  invoice: ['due_on', 'due_basis', 'delivered_on', 'received_on', 'sent_at', 'voided_at'],
  invoice_line: [],
  invoice_tax: [],
  reminder_decision: [],
}
