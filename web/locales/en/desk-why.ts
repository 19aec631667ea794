import type { deskWhy as arabic } from '../ar/desk-why.ts'

/** Why a customer comes up now (لماذا الآن), as the desk says it. */
export const deskWhy: Record<keyof typeof arabic, string> = {
  why_joint: '.',
  why_call_back_now: 'Asked to be called back {when}',
  why_call_asked: 'Asked {when} to be called',
  why_promise_broken: 'Broken promise: {amount}, due {day}',
  why_promise_broken_part: 'Promise kept in part: {amount}, due {day}',
  why_promise_broken_before: 'Their last promise was broken: {amount}, due {day}',
  why_promise_broken_before_part: 'Their last promise was kept in part: {amount}, due {day}',
  why_cheque_bounced: 'Cheque bounced {day}: {amount}',
  why_reply_waits: 'A reply of theirs waits since {day}',
  why_notice_waits: 'A payment notice of {day} waits to be checked',
  why_dispute_answered: 'Their dispute of {number} is answered, and they have not been told',
  why_offer_ends: 'The offer to settle for {amount} runs out {day}, unanswered',
  why_offer_ready: 'A settlement for {amount} is ready and was not sent to them yet',
  why_offer_stands: 'Offered to settle for {amount} by {day}, not answered yet',
  why_offer_unapproved: 'A settlement for {amount} waits for a colleague before it can be offered',
  why_offer_expired: 'The offer to settle for {amount} ran out unanswered',
  why_offer_unsent: 'A settlement for {amount} ran out before it was sent',
  why_offer_declined: 'Declined to settle for {amount}: ask what would suit them',
  why_plan_broken: 'Broke a payment plan of {amount}',
  why_instalment_missed: 'An instalment due {day} is not complete: {amount}',
  why_plan_unanswered:
    'A payment plan of {amount} unanswered for {days, plural, one {# day} other {# days}}',
  why_plan_offered: 'Offered a payment plan of {amount} until {day}, not answered yet',
  why_promise_today: 'Their promise is due today: {amount}',
  why_follow_up_now: 'Follow-up due after “{outcome}”',
  why_call_step: 'Their policy asks for a call, due {day}',
  why_step_waits: 'A final notice waits for approval',
  why_over_90_silent:
    'Over 90 days, and nobody has spoken with them for {ago, plural, one {a day} other {# days}}',
  why_over_90_never: 'Over 90 days and never spoken with',
  why_over_90: '{days, plural, one {One day} other {# days}} late, past ninety',
  why_never_called: '{days, plural, one {One day} other {# days}} late and never spoken with',
  why_silent: 'Nobody has spoken with them for {ago, plural, one {a day} other {# days}}',
  why_read_unanswered:
    'Read the last {times, plural, one {reminder} other {# reminders}} and did not answer',
  why_no_answer: 'Did not answer {times, plural, one {a call} other {# calls}}',
  why_wrong_number: 'Their number is wrong: a right one is needed',
  why_first_time: 'Late for the first time; an early call is often enough',
  why_late:
    '{days, plural, one {One day} other {# days}} late on {invoices, plural, one {one invoice} other {# invoices}}',
}
