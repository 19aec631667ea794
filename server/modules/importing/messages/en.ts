import type { ar } from './ar.ts'

export const en: typeof ar = {
  reasons: {
    missing_customer: 'No customer in this row',
    unknown_customer: 'The customer is not in the customers’ sheet',
    bad_date: 'No date, or no such day',
    bad_amount: 'No amount, or not a number',
    negative_amount: 'A negative amount that is not marked as a return or overpayment',
    duplicate_invoice_number: 'The invoice number is taken',
    amounts_do_not_add_up: 'The rest is not the amount less what was paid',
    paid_exceeds_total: 'More was paid than the total',
    payment_exceeds_balance: 'The payment is larger than what is open on its invoice',
    unknown_invoice: 'No accepted invoice has this number',
    unknown_currency: 'The currency is not known',
    debit_and_credit: 'Both debit and credit are filled',
    total_does_not_match: 'The ages do not add up to the total',
    declined: 'Declined when it was saved',
  },
  row: 'Row',
  reason: 'Reason',
  refused: 'Rows to put right',
}
