import type { collectionsRefusals } from '#core/collections/refusals.ts'
import { agencies } from './agencies.ts'

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
  'collections.simulation_not_found':
    'This try was not found. The last 20 are kept: try the policy again.',
  'collections.trial_not_found': 'This comparison was not found.',
  'collections.trial_cannot_begin':
    'Choose a first policy that is on, a second that is not the general one, and a day after today.',
  'collections.trial_runs': 'One of the two policies is being compared. End that comparison first.',
  'collections.trial_ended': 'This comparison is over. Reload the page to see its result.',
  'collections.policy_in_trial':
    'The policy is being compared, and changing it would spoil the comparison. End it first.',
  'collections.policies_changed':
    'A colleague added or removed a policy since the page was opened, so the order is as it was. Reload the page, then order them.',
  'collections.email_not_ready': 'Add the mail account that reminders go from, then turn them on.',
  'collections.invoice_not_found': 'This invoice was not found, or has nothing left to ask for.',
  'collections.pause_not_found': 'Nothing is paused here. A colleague may have resumed it.',
  'collections.already_paused':
    'Reminders are paused already. Resume them first to change the day.',
  'collections.dispute_not_found': 'No dispute is open here. A colleague may have closed it.',
  'collections.already_disputed': 'This invoice has an open dispute.',
  'collections.dispute_of_more_than_owed':
    'The disputes of this invoice would be more than is left of it. Enter less, or close an earlier one.',
  'collections.disputes_too_many':
    'Several of your disputes are already being looked at. We answer those first, or please call us.',
  'collections.dispute_waits': 'This dispute waits for the customer already.',
  'collections.dispute_runs':
    'This dispute does not wait for the customer. Reload the page to see where it stands.',
  'collections.payment_plan_not_found': 'We did not find this payment plan.',
  'collections.payment_plan_answered':
    'This plan has been answered already, or taken back. Reload the page to see how it stands.',
  'collections.payment_plan_expired':
    'The last day to agree to this plan was {answerBy}. A new plan with new days can be offered.',
  'collections.payment_plan_ended':
    'This plan has ended already. Reload the page to see how it stands.',
  'collections.confirmation_not_found':
    'We did not find this balance confirmation, or it was withdrawn. If you have a newer link, use that.',
  'collections.confirmation_over':
    'This confirmation was answered or has changed already. Refresh the page to see where it stands.',
  'collections.confirmation_day':
    'Choose a day for the balance that is not after today, and a last day for answers that is not before it.',
  'collections.confirmation_nobody':
    'There is nobody to ask: nobody had a balance on that day, or those you chose were asked about it already.',
  'collections.confirmation_same':
    'The balance you wrote is the same as ours. Choose “It agrees” to confirm it.',
  'collections.plan_of_more_than_owed':
    'The plan is for more than is left after every receipt. Enter no more than that.',
  'collections.plan_schedule':
    '{fault, select, not_the_sum {The instalments do not add up to the planned amount. Change one until they do.} not_ascending {Instalment {place} is not after the one before it. Put the days in order.} in_the_past {The day of instalment {place} is over. Choose today or a day after it.} too_far {Instalment {place} lies further ahead than the settings allow. Choose a nearer day, or fewer instalments.} no_amount {Enter the amount of instalment {place}.} other {Enter between 1 and 60 instalments.}}',
  'collections.plan_answer_by':
    'The last day to agree lies between today and the end of the first instalment’s grace ({last}). Choose a day between them.',
  'collections.concession_not_found': 'There is no such settlement or waiver.',
  'collections.concession_stands':
    'Invoice {number} has a settlement or waiver under way. End that first, or choose other invoices.',
  'collections.concession_ended':
    'This has changed meanwhile. Reload the page to see where it stands.',
  'collections.concession_of_nothing':
    'Nothing is open on these invoices, or you entered more than is left. Check the amount.',
  'collections.concession_pay_too_much':
    'Nothing would be left to let go. Enter a payment below what is owed.',
  'collections.beyond_limit': 'This is beyond your limit. It is agreed to by: {who}.',
  'collections.own_proposal':
    'Nobody agrees to a proposal of their own beyond their limit. Ask a colleague who may.',
  'collections.nobody_may_agree':
    'Nobody in your company may agree to this much. Raise the limits in the settings, or lower the amount.',
  'collections.limit_of_whom': 'Choose one role or one person for each limit.',
  'collections.credit_by_hand':
    'Opening balance {number} does not tell how its VAT is made up. Make its credit note on its own page, or choose a discount without one.',
  'collections.not_reversible':
    'This ended in credit notes, which cannot be reversed here. Make a debit note on the invoice’s page.',
  'collections.nothing_to_recover':
    'The customer has no such amount on account, or it is more than was written off. Record the payment first.',
  'collections.no_way_to_send':
    'There is no open way to this customer. Add a mail address or a mobile number.',
  'collections.promise_not_found': 'We did not find this promise.',
  'collections.promise_stands':
    'Your promise stands until {dueOn}. Please contact the company to change it.',
  'collections.promise_of_more_than_owed':
    'The promise is larger than what is left after receipts and open promises. Enter no more than that.',
  'collections.nothing_to_promise': 'Nothing is owed that could be promised.',
  'collections.nothing_askable':
    'All that is open lies in a cheque, a payment plan, a settlement or a dispute, or with an agency. Change that first, then note the promise.',
  'collections.promise_in_the_past': 'That day is over. Choose today or a day after it.',
  'collections.promise_too_far':
    'A promise may lie {days, plural, one {# day} other {# days}} ahead at most. Choose a nearer day, or agree on parts.',
  'collections.promise_ended':
    'This promise has ended already. Reload the page to see how it stands.',
  'collections.desk_held':
    '{by} is working on this customer now. Wait until they are done, or ask a lead to take over.',
  'collections.out_of_collectors_reach':
    '{collector} may not see this customer, who would then be in nobody’s queue. Choose another colleague, or make {collector} the owner first.',
  'collections.called_enough':
    '{limit, select, contacts_day {This customer was contacted today, on all ways, as often as your company allows ({most}). Come back another day.} contacts_week {This customer was contacted in a week, on all ways, as often as your company allows ({most}). Come back next week.} contacts_30 {This customer was contacted in 30 days, on all ways, as often as your company allows ({most}). Wait for them to turn to you.} calls_today {This customer was spoken with today as often as your company allows ({most, plural, one {once} other {# times}}). Choose another channel or another day.} other {This customer was tried in 30 days as often as your company allows ({most, plural, one {once} other {# times}}). Write instead of calling.}}',
  'collections.not_a_time_to_call':
    '{because, select, holiday {Today is a holiday} weekend {Today is the weekend} other {It is outside contact hours}}, and customers are not called then. Plan a later time, or record an incoming call if it was they who called.',
  'collections.follow_up_needed':
    'Say when to come back to them: no open debt is left without a follow-up.',
  'collections.follow_up_past': 'That time has passed. Choose a later one.',
  'collections.follow_up_too_far':
    'A follow-up lies at most {days, plural, one {one day} other {# days}} ahead.',
  'collections.promise_needed': 'Enter the amount and the day they promised.',
  'collections.dispute_needed': 'Choose the invoice they object to and the reason.',
  'collections.phone_unknown':
    'This is no longer a number of the customer. Open the card again and choose one from it.',
  ...agencies,
}
