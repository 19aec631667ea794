import type { paymentsRefusals } from '#core/payments/refusals.ts'

/** Why payments may decline, in English. */
export const payments: Record<keyof typeof paymentsRefusals, string> = {
  'payments.payment_not_found': 'There is no payment with this id.',
  'payments.paid_in_the_future': '{paidOn} has not come yet. Choose today or a day before it.',
  'payments.rate_needed': 'Write the rate of {currency} on the day the money came.',
  'payments.share_unknown_item':
    'One of the documents is no longer open for this customer. Refresh the list and allocate again.',
  'payments.share_repeated': 'Document {number} stands twice in the allocation.',
  'payments.share_other_currency': 'Document {number} is in another currency than the payment.',
  'payments.share_of_nothing': 'Write an amount above zero beside {number}, or remove it.',
  'payments.share_above_balance':
    'The amount beside {number} is more than what is left of it. Part of it may have been paid just now: refresh the list.',
  'payments.shares_above_payment': 'You allocated more than the payment.',
  'payments.nothing_unallocated': 'Payment {number} is allocated in full.',
  'payments.nothing_open':
    'Nothing is open for the customer in this currency. The money stays on account.',
  'payments.allocation_not_found': 'This allocation was already taken back. Refresh the page.',
  'payments.already_reversed': 'Payment {number} was already reversed.',
  'payments.has_refunds': 'Part of payment {number} was refunded, so it cannot be reversed.',
  'payments.reversal_before_payment': 'The reversal cannot be dated before the payment, {paidOn}.',
  'payments.paid_by_gateway':
    'Payment {number} came through the payment gateway. Refund it there instead of reversing it.',
  'payments.refund_under_way':
    'An earlier refund of payment {number} is still under way at the gateway. Wait until its outcome is known, then try again.',
  'payments.not_paid_by_gateway':
    'Payment {number} did not come through the payment gateway. Refund it in cash or by transfer.',
  'payments.refund_above_unallocated':
    'Only what payment {number} left on account can be refunded. Take it back from its invoices first if needed.',
  'payments.no_address': 'This customer has no e-mail address. Add one, then send.',
  'payments.statement_declined':
    'The customer declined mail that is not owed to them, and a statement is such. Hand it over another way.',
  'payments.window_closed':
    'No approved template says this, and the time for free words is over. Choose another channel.',
  'payments.email_not_ready':
    'There is no mail account to send from. Add one in settings, then send.',
  'payments.link_not_found': 'This payment link is not right. Copy it whole from the message.',
  'payments.link_ended': 'This payment link has ended. Ask the company for a new one.',
  'payments.invoice_not_payable':
    'One of the chosen invoices was paid or is no longer available here. Refresh to see what is left.',
  'payments.part_not_allowed': 'The chosen invoices are paid in full.',
  'payments.amount_out_of_range':
    'What is left has changed, or the amount is out of range. Refresh and choose again.',
  'payments.nothing_to_pay': 'Nothing is left to pay.',
  'payments.no_gateway':
    'The company does not take online payments right now. You can pay by bank transfer.',
  'payments.gateway_not_found': 'There is no gateway account with this id.',
  'payments.gateway_key_mode':
    'The keys are not of one environment. Test keys begin with sk_test and pk_test, live keys with sk_live and pk_live.',
  'payments.gateway_refused':
    'The payment gateway did not accept the request; nothing was charged. Try again shortly.',
  'payments.gateway_unavailable':
    'The payment gateway does not answer; nothing was charged. Try again shortly.',
  'payments.simulator_unavailable': 'The gateway simulator is not running here.',
  'payments.simulator_beside_live':
    'The company has a live payment account, so the simulator is not opened beside it.',
  'payments.attempt_not_found': 'There is no payment attempt with this id.',
  'payments.attempt_ended': 'You began a newer attempt in another window. Finish it there.',
  'payments.attempt_paid':
    'Your earlier payment arrived a moment ago. Refresh to see what is left.',
  'payments.notice_not_found': 'There is no payment notice with this id.',
  'payments.notice_ended': 'This notice was ended by {by}. Reload to see what became of it.',
  'payments.notice_message':
    'There is no picture or PDF in this message, or the conversation is not this customer’s. Link it first.',
  'payments.notice_repeated':
    '{by} made a notice of this message. You will find it under payment notices.',
  'payments.notice_too_many':
    'We have your earlier notices and are checking them. Contact us if there is anything new.',
  'payments.bank_account_not_found': 'There is no bank account with this id.',
  'payments.bank_account_known': 'This IBAN belongs to the account “{name}”.',
  'payments.bank_account_currency':
    'The currency of an account stays. Add another account for the other currency.',
  'payments.statement_unreadable':
    'The file cannot be opened. Download it from the bank as CSV, Excel (XLSX) or MT940.',
  'payments.statement_faulty':
    'Line {row} keeps the file from being taken. Correct the columns or download it again.',
  'payments.statement_unproven':
    'No balance in the file proves its lines. Look through them, then say that they are right.',
  'payments.statement_taken': '{by} took this very file before; its lines are here.',
  'payments.statement_not_found': 'There is no such statement. Reload the list of statements.',
  'payments.statement_matched':
    '{count, plural, one {One line of this statement is matched. Undo it first, then remove the statement.} other {# lines of this statement are matched. Undo them first, then remove the statement.}}',
  'payments.payment_answers':
    'This payment answers another notice. Choose another payment, or record what arrived.',
  'payments.rule_known':
    'These words are of a customer out of your reach. Match without remembering, or ask whoever sees them.',
  'payments.statement_accounts':
    'The file holds more than one account. Download each in a file of its own.',
  'payments.statement_currency':
    'The statement is in {found}, the account in {account}. Choose the right account.',
  'payments.statement_other_account':
    'The statement is of another IBAN, {iban}, than “{name}”. Choose the right account.',
  'payments.bank_line_not_found': 'There is no bank line with this id, or it is no longer open.',
  'payments.line_taken': 'This line was matched a moment ago. Reload to see whose it is.',
  'payments.line_open': 'This line is open; there is nothing to undo.',
  'payments.line_goes_out':
    'This money left the account and is no payment. Link it to its entry if it is in the books, else book it as an expense or ignore it with a reason.',
  'payments.line_comes_in':
    'This money came in and is no expense. Match it with its customer, link it to its entry if it is in the books, or ignore it with a reason.',
  'payments.line_other_amount':
    'The line and the payment differ in amount. Record the payment with what arrived.',
  'payments.payment_matched':
    'This payment has another bank line. Open that one and undo it first if it is not the same.',
  'payments.entry_other':
    'This entry does not fit the line, or was reversed. Choose one that stands, of its amount and currency, near its day.',
  'payments.entry_taken':
    'This entry has another bank line. Open that one and undo it first if it is not the same.',
  'payments.rule_not_found': 'There is no rule with this id; a colleague may have removed it.',
  'payments.rule_too_short':
    'These words are too short and fit others, too. Write what marks this customer.',
  'payments.instrument_not_found':
    'There is no cheque, note or guarantee with this id. Go back to the list.',
  'payments.instrument_known':
    'This paper, number {number}, was taken in from this customer before. Look for it in the list.',
  'payments.instrument_cannot':
    'This paper has moved on, and that can no longer be done. Reload to see how it stands.',
  'payments.statement_plan_not_found':
    'There is no plan with this id. Reload to see those that there are.',
  'payments.statement_run_not_found':
    'There is no run with this id. Go back to the periodic statements.',
  'payments.deposit_not_found':
    'There is no request with this id. Go back to the list of deposits.',
  'payments.deposit_cannot':
    'This request has moved on, so this cannot be done any more. Reload to see where it stands.',
  'payments.deposit_amount':
    'The amount asked for cannot be right. Write more than nothing and no more than the expected total.',
  'payments.deposit_currency': 'Write the amount in {currency}.',
  'payments.deposit_above_held':
    'This is more than is held of the deposit. Write an amount that is no larger.',
  'payments.deposit_exact':
    'This is more than the customer owes. Pay what is owed, and give the rest of the deposit back.',
  'payments.deposit_above_due':
    'This is not what is left of the request. Write no more than that; a security is received whole.',
  'payments.deposit_step':
    'This step cannot be undone now. If the receipt was the mistake, first undo what was given back or paid with it.',
  'payments.instrument_day':
    'This day does not fit. Choose one that is not before the deposit nor after today; to extend, one after the day before.',
}
