import type { events as arabic } from '../ar/events.ts'

/** What the timeline says of each event, in English. */
export const events: Record<keyof typeof arabic, string> = {
  'contacts.customer_added': 'Customer added as {number}',
  'contacts.customer_changed': 'Customer’s details changed',
  'contacts.number_marked':
    '{mark, select, wrong {A number of theirs was marked wrong} other {{because, select, wrote {They wrote from a number that was marked wrong, so the mark is gone} spoken {They were spoken with on a number that was marked wrong, so the mark is gone} other {A number that was marked wrong turned out to be right}}}}',
  'contacts.customer_won': 'Became a customer',
  'contacts.customer_archived': 'Customer archived',
  'contacts.customer_unarchived': 'Customer taken out of the archive',
  'contacts.customers_merged': 'Another record was merged into this customer',
  'contacts.customers_unmerged': 'A record merged here was separated',
  'contacts.customer_erased': 'Personal data erased',
  'credit.applied': 'Applied for a credit limit of {amount}',
  'credit.refused': 'Credit application declined',
  'credit.withdrawn': 'Credit application withdrawn',
  'credit.granted': 'Granted a credit limit of {limit}',
  'credit.held': 'Credit stopped: {reason}',
  'credit.released': 'Credit hold lifted: {reason}',
  'credit.overridden': 'Sold {amount} in spite of the credit policy: {reason}',
  'credit.review_due': 'Credit review is due',
  'invoicing.invoice_drafted': 'An invoice of {gross} was drafted',
  'invoicing.invoice_posted': '{number} was posted, {gross}',
  'invoicing.credit_note_posted': 'Credit note {number} lowered it by {gross}',
  'invoicing.invoice_sent':
    'Invoice {number} was sent{channel, select, whatsapp { by WhatsApp} email { by e-mail} sms { by text message} messenger { by Messenger} instagram { by Instagram} other {}}',
  'invoicing.due_moved': 'The due date moved from {from} to {to}',
  'collections.reminder_sent': 'A reminder of {amount} was sent to them',
  'collections.chase_paused': 'Collection paused: {reason}',
  'collections.chase_resumed': 'Collection resumed',
  'collections.customer_answered': 'The customer pressed a choice under a message',
  'collections.contact_recorded':
    '{channel, select, call {Call} visit {Visit} other {Message}}{direction, select, in { from the customer} other {}}: {outcome, select, promised {promised to pay} says_paid {says they paid} no_answer {no answer} call_back {wants a call back} wants_plan {wants a plan} wants_settlement {wants a settlement} disputes {disputes an invoice} refuses {refuses to pay} wrong_number {wrong number} forgot {forgot the invoice} not_received_invoice {never got the invoice} in_trouble {in difficulties} other {outcome recorded}}',
  'collections.dispute_opened': 'Dispute raised over {amount}',
  'collections.dispute_changed':
    '{what, select, waiting {The dispute waits for the customer} resumed {The dispute was taken up again} given {The dispute was given to someone} other {Something was written on the dispute}}',
  'collections.dispute_overdue': 'The answer to the dispute is late',
  'collections.dispute_closed':
    '{outcome, select, accepted {Dispute ended: the customer was right} rejected {Dispute ended: it did not hold} other {The customer withdrew the dispute}}',
  'collections.balance_asked': 'Asked to confirm a balance of {amount} as of {asOf}',
  'collections.balance_confirmed': 'Confirmed the balance of {amount} as of {asOf}',
  'collections.balance_differs': 'Said that the balance as of {asOf} is {theirs}, not {amount}',
  'collections.balance_settled': 'The difference in the balance as of {asOf} was cleared up',
  'collections.payment_plan_proposed': 'Offered a plan to pay {amount} in instalments',
  'collections.payment_plan_accepted': 'Agreed to a plan to pay {amount}',
  'collections.payment_plan_declined': 'Declined a payment plan of {amount}',
  'collections.payment_plan_expired': 'The offer of a payment plan of {amount} ran out unanswered',
  'collections.instalment_missed': 'Missed an instalment of a payment plan of {amount}',
  'collections.payment_plan_kept': 'Kept the payment plan: {came} arrived',
  'collections.payment_plan_broken': 'Broke the payment plan: {came} of {amount} arrived',
  'collections.payment_plan_reopened': 'The payment plan of {amount} goes on',
  'collections.payment_plan_replaced': 'Another plan took the place of the one of {amount}',
  'collections.payment_plan_cancelled': 'The payment plan of {amount} was cancelled: {reason}',
  'collections.concession_proposed':
    '{kind, select, settlement {Settlement proposed, letting {amount} go} waiver {Waiver of {amount} proposed} other {Write-off of {amount} proposed}}',
  'collections.concession_changed':
    '{state, select, offered {Settlement agreed to, letting {amount} go} sent {A settlement letting {amount} go was sent to them} accepted {Accepted a settlement that lets {amount} go} kept {Settlement kept, {amount} let go} posted {{kind, select, waiver {{amount} waived} other {{amount} written off}}} failed {Settlement not kept} expired {Settlement offer ran out} reversed {Concession of {amount} reversed} other {The concession of {amount} changed}}',
  'collections.bad_debt_recovered': '{recovered} recovered of a debt that was written off',
  'collections.referral_prepared': 'A referral of {amount} to an agency was prepared',
  'collections.debt_referred': '{amount} went to an agency',
  'collections.referral_ended':
    '{outcome, select, paid {The referral ended: it was paid} recalled {The debt was recalled from the agency} returned {The agency gave the debt back} other {The referral was closed: uncollectable}}',
  'collections.agency_reported': 'News from the agency',
  'collections.promise_made': 'Promised {amount} for {dueOn}',
  'collections.promise_kept': 'Promise kept: {kept} came',
  'collections.promise_partly_kept': 'Promise kept in part: {kept} of {amount} came',
  'collections.promise_broken': 'Promise of {amount} for {dueOn} broken',
  'collections.promise_reopened': 'Promise of {amount} open again: what had kept it was taken back',
  'collections.promise_replaced': 'Promise of {amount} for {dueOn} agreed anew',
  'collections.promise_cancelled': 'Promise of {amount} cancelled: {reason}',
  'messaging.talk_logged': 'A talk was written down',
  'payments.recorded': 'Payment of {amount} received, receipt {number}',
  'payments.allocated': '{amount} of an earlier payment went to invoices',
  'payments.unallocated': '{amount} returned from invoices to the account',
  'payments.statement_sent':
    'A statement to {until} was sent{channel, select, whatsapp { by WhatsApp} email { by e-mail} sms { by text message} messenger { by Messenger} instagram { by Instagram} other {}}',
  'payments.reversed': 'A payment of {amount} was reversed',
  'payments.refunded': '{amount} was refunded',
  'payments.attempt_opened': 'Opened the payment page to pay {amount}',
  'payments.instrument_taken':
    '{kind, select, cheque {Cheque} note {Promissory note} other {Guarantee}} {number} of {amount} taken in',
  'payments.instrument_moved':
    '{state, select, in_hand {Cheque {number} taken back from the bank} deposited {Cheque {number} of {amount} deposited} cleared {Cheque {number} of {amount} cleared} returned {Cheque {number} given back} replaced {Cheque {number} replaced} protested {Note {number} protested} in_execution {Note {number} in execution} paid {Note {number} paid} closed {Note {number} closed} called {Guarantee {number} called} released {Guarantee {number} released} expired {Guarantee {number} ended} active {Guarantee {number} extended} other {{number} cancelled, taken in by mistake}}',
  'payments.cheque_bounced': 'Cheque {number} of {amount} bounced',
  'payments.instrument_due':
    '{kind, select, cheque {The day of cheque} note {The day is near of note} other {The end is near of guarantee}} {number}, {amount}',
  'payments.deposit_moved':
    '{kind, select, advance {Advance} other {Security deposit}} {number}, {amount}: {move, select, request {requested} pay {paid} unpay {payment undone} receive {received} refund {given back} apply {a debt paid with it} undo {an entry undone} other {cancelled}}',
  'payments.notice_opened': 'Said that {amount} was transferred',
  'payments.notice_confirmed': '{amount} of the notice has arrived',
  'payments.notice_refused': '{amount} of the notice was not found',
  'payments.notice_withdrawn': 'A notice of {amount} was withdrawn',
}
