import type { creditRefusals } from '#core/credit/refusals.ts'

/** Why credit may decline, in English. */
export const credit: Record<keyof typeof creditRefusals, string> = {
  'credit.on_hold':
    '{reason, select, cash_only {This customer was granted no credit: they buy for cash.} over_limit {This sale goes beyond the customer’s limit.} expired {This customer’s credit has ended.} held {Selling to this customer on credit is stopped.} overdue_amount {This customer has more overdue than is allowed.} overdue_age {This customer’s oldest debt is {days, plural, one {# day} other {# days}} late.} promise_broken {This customer broke a promise to pay.} plan_broken {This customer broke a payment plan.} cheque_bounced {A cheque of this customer bounced.} other {This customer does not buy on credit now.}} Sell for cash, collect what is owed, or let whoever may override post it with a reason.',
  'credit.application_not_found': 'We did not find this application.',
  'credit.application_open': 'This customer has an application to decide. Open and complete it.',
  'credit.application_ended': 'This application was decided before. Reload to see how.',
  'credit.form_not_found':
    'This link does not exist. Check that it is whole, or ask for a new one.',
  'credit.form_ended': 'This link has ended. Ask whoever sent it to you for a new one.',
  'credit.form_sent': 'An application was sent by this link already. Another one needs a new link.',
  'credit.form_pending':
    'An earlier application of yours waits for a decision. We will be in touch about it.',
  'credit.above_authority':
    'This limit is above what you may grant. Ask whoever sets the credit policy.',
  'credit.valid_until_past': 'This day has passed. Choose today or later.',
  'credit.review_past': 'Choose a day after today for the review.',
  'credit.document_not_found': 'We did not find this document. A colleague may have removed it.',
  'credit.too_many_documents':
    'An application takes at most {most} documents. Remove what is not needed.',
  'credit.already_held': '{by} has stopped this customer’s credit before.',
  'credit.nothing_to_release':
    'There is no hold to lift. Give a day to look past overdue debt until then.',
}
