import type { invoicingRefusals } from '#core/invoicing/refusals.ts'

/** Why invoicing may decline, in English. */
export const invoicing: Record<keyof typeof invoicingRefusals, string> = {
  'invoicing.invoice_not_found':
    'This invoice does not exist, or its customer is not one of yours.',
  'invoicing.already_posted':
    'This draft was posted before, as {number}. What is posted is corrected by a note, not changed.',
  'invoicing.not_posted': 'This is a draft. Post it first.',
  'invoicing.is_void': 'Invoice {number} is void, so it is not sent.',
  'invoicing.nothing_to_pay': 'This document asks for nothing. Add a line with a price.',
  'invoicing.discount_exceeds_net':
    'The discount is more than what it is taken from{line, plural, =0 {} other {, on line #}}.',
  'invoicing.reason_missing':
    'Line {line} carries no VAT: choose the reason from the authority’s list.',
  'invoicing.reasons_differ': 'Two reasons for no VAT stand in one category. Write two invoices.',
  'invoicing.vat_without_number':
    'VAT cannot be charged without the company’s VAT number. Add it to the company’s details.',
  'invoicing.buyer_vat_missing':
    'A standard tax invoice needs the customer’s VAT number. Add it to the customer, or issue a simplified one.',
  'invoicing.issued_in_the_future': 'The issue date {issuedOn} has not come yet. Today is {today}.',
  'invoicing.rate_missing': 'Write the rate of {currency} in the currency of the books.',
  'invoicing.rate_needless': 'The invoice is in the currency of the books, so it has no rate.',
  'invoicing.seller_name_too_long':
    'The company’s name is longer than the invoice’s code can hold ({bytes} of {most} bytes). Shorten it in the company’s details.',
  'invoicing.credit_exceeds': 'That is more than invoice {number} has left to credit.',
  'invoicing.nothing_left_to_credit':
    'Invoice {number} was credited in full before; nothing of it is left.',
  'invoicing.note_of_a_note': '{number} is a credit note, which no other note corrects.',
  'invoicing.note_before_invoice': 'A note is not older than its invoice, which is of {issuedOn}.',
  'invoicing.number_taken': 'The number {number} belongs to another opening balance.',
  'invoicing.already_settled': 'This balance was paid or corrected since, so it is not taken back.',
  'invoicing.date_in_the_future': 'The day {day} has not come yet. Today is {today}.',
  'invoicing.lines_needed':
    'Invoice {number} is an opening balance without lines. Write the lines of the note.',
  'invoicing.due_is_fixed':
    'This day was noted for invoice {number} before, and does not change again.',
  'invoicing.address_missing':
    'This customer has no e-mail address. Add it to the customer, or write it here.',
  'invoicing.window_closed':
    'No approved template says this, and the time for free words is over. Choose another channel.',
  'invoicing.email_not_ready':
    'No mail account is set up yet. Set one up in the settings, then send.',
}
