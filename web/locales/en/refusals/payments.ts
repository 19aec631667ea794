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
}
