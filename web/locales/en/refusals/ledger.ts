import type { ledgerRefusals } from '#core/ledger/refusals.ts'

/** Why ledger may decline, in English. */
export const ledger: Record<keyof typeof ledgerRefusals, string> = {
  'ledger.account_not_found': 'This account is not in the chart of accounts.',
  'ledger.account_archived': 'Account {code} is archived. Restore it or choose another.',
  'ledger.account_no_expense':
    'No expense is written to this account. Choose an expense account that is not archived and that no document keeps.',
  'ledger.account_code_taken': 'The code {code} belongs to another account. Choose another code.',
  'ledger.account_in_use':
    'Documents post to account {code}, so its kind stays and it is not archived.',
  'ledger.control_account':
    'Accounts receivable ({code}) takes no manual entries. Record an invoice, a payment or a note.',
  'ledger.customer_not_found': 'This customer was not found, or is not one of yours.',
  'ledger.entry_not_found': 'This entry was not found.',
  'ledger.entry_reversed': 'Entry {number} was reversed before.',
  'ledger.entry_settled': 'Money is allocated to {number}. Take it back, then reverse the entry.',
  'ledger.entry_of_document':
    'This entry belongs to document {number}. Correct it by a document, not by a reversal.',
  'ledger.entry_unbalanced': 'The entry does not balance. Make debits and credits equal.',
  'ledger.period_locked':
    'The books are locked through {lockedThrough}. Choose a later date or reopen the period.',
  'ledger.period_not_locked': 'This period is open already.',
  'ledger.period_not_over': 'This month is not over. It can be locked after its last day.',
  'ledger.rate_missing':
    'There is no exchange rate for {currency} on {day} or before. Add it, then try again.',
  'ledger.item_not_found': 'The open item was not found, or is not this customer’s.',
  'ledger.over_settled':
    'Less is left on {number} than this amount. Refresh to see what is left now.',
  'ledger.settlement_not_found': 'This allocation was not found.',
  'ledger.settlement_taken_back': 'This allocation was taken back before.',
  'ledger.parties_differ': 'The payment and the invoice belong to different customers.',
}
