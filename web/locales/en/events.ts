import type { events as arabic } from '../ar/events.ts'

/** What the timeline says of each event, in English. */
export const events: Record<keyof typeof arabic, string> = {
  'contacts.customer_added': 'Customer added as {number}',
  'contacts.customer_changed': 'Customer’s details changed',
  'contacts.customer_won': 'Became a customer',
  'contacts.customer_archived': 'Customer archived',
  'contacts.customer_unarchived': 'Customer taken out of the archive',
  'contacts.customers_merged': 'Another record was merged into this customer',
  'contacts.customers_unmerged': 'A record merged here was separated',
  'contacts.customer_erased': 'Personal data erased',
  'invoicing.invoice_drafted': 'An invoice of {gross} was drafted',
  'invoicing.invoice_posted': '{number} was posted, {gross}',
  'invoicing.credit_note_posted': 'Credit note {number} lowered it by {gross}',
  'invoicing.invoice_sent': 'Invoice {number} was sent by e-mail',
  'invoicing.due_moved': 'The due date moved from {from} to {to}',
  'collections.customer_answered': 'The customer pressed a choice under a message',
  'messaging.talk_logged': 'A talk was written down',
  'payments.recorded': 'Payment of {amount} received, receipt {number}',
  'payments.allocated': '{amount} of an earlier payment went to invoices',
  'payments.unallocated': '{amount} returned from invoices to the account',
  'payments.statement_sent': 'A statement to {until} was sent by e-mail',
  'payments.reversed': 'A payment of {amount} was reversed',
  'payments.refunded': '{amount} was refunded',
  'payments.attempt_opened': 'Opened the payment page to pay {amount}',
}
