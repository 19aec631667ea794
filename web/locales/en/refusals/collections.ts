import type { collectionsRefusals } from '#core/collections/refusals.ts'

/** Why collections may decline, in English. */
export const collections: Record<keyof typeof collectionsRefusals, string> = {
  'collections.reminder_not_found': 'This reminder was not found.',
  'collections.reminder_not_held':
    'This reminder is no longer held. Refresh to see where it stands.',
  'collections.cannot_override':
    'This reason cannot be overruled: nothing is owed, a payment is being confirmed, the customer asked for no messages, or has no address.',
  'collections.nothing_to_approve': 'This message does not wait for approval.',
  'collections.policy_not_found': 'This policy was not found. It may have been removed.',
  'collections.default_policy_needed':
    'There must be a general policy for customers whom no other policy claims.',
  'collections.email_not_ready': 'Add the mail account that reminders go from, then turn them on.',
  'collections.invoice_not_found': 'This invoice was not found, or has nothing left to ask for.',
  'collections.pause_not_found': 'Nothing is paused here. A colleague may have resumed it.',
  'collections.already_paused':
    'Reminders are paused already. Resume them first to change the day.',
  'collections.dispute_not_found': 'No dispute is open here. A colleague may have closed it.',
  'collections.already_disputed': 'This invoice has an open dispute.',
  'collections.promise_not_found': 'We did not find this promise.',
  'collections.promise_stands':
    'Your promise stands until {dueOn}. Please contact the company to change it.',
  'collections.promise_of_more_than_owed':
    'The promise is larger than what is left after receipts and open promises. Enter no more than that.',
  'collections.nothing_to_promise': 'Nothing is owed that could be promised.',
  'collections.promise_in_the_past': 'That day is over. Choose today or a day after it.',
  'collections.promise_too_far':
    'A promise may lie {days, plural, one {# day} other {# days}} ahead at most. Choose a nearer day, or agree on parts.',
  'collections.promise_ended':
    'This promise has ended already. Reload the page to see how it stands.',
  'collections.desk_held':
    '{by} is working on this customer now. Wait until they are done, or ask a lead to take over.',
  'collections.called_enough':
    '{limit, select, calls_today {This customer was spoken with today as often as your company allows ({most, plural, one {once} other {# times}}). Choose another channel or another day.} other {This customer was tried in 30 days as often as your company allows ({most, plural, one {once} other {# times}}). Write instead of calling.}}',
  'collections.not_a_time_to_call':
    '{because, select, holiday {Today is a holiday} weekend {Today is the weekend} other {It is outside contact hours}}, and customers are not called then. Plan a later time, or record an incoming call if it was they who called.',
  'collections.follow_up_needed':
    'Say when to come back to them: no open debt is left without a follow-up.',
  'collections.follow_up_past': 'That time has passed. Choose a later one.',
  'collections.follow_up_too_far':
    'A follow-up lies at most {days, plural, one {one day} other {# days}} ahead.',
  'collections.promise_needed': 'Enter the amount and the day they promised.',
  'collections.dispute_needed': 'Choose the invoice they object to and the reason.',
}
