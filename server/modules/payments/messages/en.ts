import type { ar } from './ar.ts'

/** What the receipt voucher and the export say, in English. */
export const en: Record<keyof typeof ar, string> = {
  cash: 'Cash',
  transfer: 'Bank transfer',
  card: 'Card',
  cheque: 'Cheque',
  wallet: 'Digital wallet',
  mada: 'mada',
  apple_pay: 'Apple Pay',
  stc_pay: 'STC Pay',
  other: 'Online payment',
  reversed: 'Reversed',
  balanceAfter: 'Balance after',
  credit: 'Credit balance after',
  registration: 'CR',
  description: 'Payment of {number} to {company}',
  descriptionMany: 'Payment of {count} to {company}',
  answerLink: 'Here you can see what remains, and pay it: {link}\n\n{company}',
  answerPromise:
    'Thank you. Here you can choose the day that suits you, and the amount: {link}\n\n{company}',
  answerNothing: 'Nothing is owed on your account with us, thank you. {company}',
  linkSubject: 'Your payment link from {company}',
  noticeRefusedSubject: 'About your transfer receipt, {company}',
  noticeRefusedBody:
    'Dear {name}, thank you for the receipt of your transfer of {amount} on {day}. We looked through our account and have not found it yet: {reason}\n\nPlease send us anything that helps, or contact us and we will look at it together. {company}',
  linkBody:
    'Dear {name}, you can see and pay what is left on your account, {total}, here: {link}. Thank you. {company}',
  advanceTitle: 'Request for advance payment',
  securityTitle: 'Request for security deposit',
  securityReceipt: 'Security deposit receipt',
  depositCancelled: 'Cancelled',
  depositPaid: 'Paid',
  depositRefunded: 'Refunded',
  advanceTerms:
    'This is a request for payment and not a tax invoice. The whole of it counts towards the invoice when it is issued; where VAT applies, a tax invoice for the advance follows its payment.',
  securityTerms:
    'This is a refundable deposit and not the price of goods or services, so it is no tax invoice. It is returned in full, less only what pays a debt of yours, with the reason given.',
  depositSubject: 'Request for advance payment {number}, {company}',
  depositBody:
    'Dear {name}, here is the link for the advance of {total} for “{subject}”, which we would be glad to receive by {day}: {link}\n\nThe whole of it counts towards your invoice. {company}',
  sheet: 'Payments',
  colNumber: 'Receipt',
  colDate: 'Date',
  colCustomer: 'Customer',
  colMethod: 'Method',
  colReference: 'Reference',
  colAmount: 'Amount',
  colCurrency: 'Currency',
  colUnapplied: 'On account',
  colState: 'State',
  colNote: 'Note',
  colBy: 'Recorded by',
}
