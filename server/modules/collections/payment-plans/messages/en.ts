import type { ar } from './ar.ts'

export const en: Record<keyof typeof ar, string> = {
  offerSubject: 'A payment plan from {company}, for you to agree to',
  offerBody:
    'Dear {name}, we suggest paying {total} in {times, plural, one {one payment} other {# instalments}}, the first {first} on {firstDay}. You can see the details here and, if they suit you, agree by {answerBy}: {link}. If something else suits you better, please tell us. {company}',
  planSubject: 'Your payment plan with {company}',
  planBody:
    'Dear {name}, here is the payment plan that we agreed. {total} of it remains, and the next instalment is {first} on {firstDay}: {link}. We are glad to be of service. {company}',
  beforeSubject: 'An instalment of your payment plan on {firstDay}',
  beforeBody:
    'Dear {name}, a short reminder that an instalment of the payment plan that we agreed, {first}, falls due on {firstDay}. You can pay it at any time here: {link}. We are glad to be of service. {company}',
  dueSubject: 'An instalment of your payment plan is due today',
  dueBody:
    'Dear {name}, an instalment of the payment plan that we agreed is due today; {first} of it remains. To pay: {link}. If you have already sent the transfer, thank you: the receipt is all we need. {company}',
  lateSubject: 'An instalment of your payment plan has not arrived',
  lateBody:
    'Dear {name}, the instalment that was due on {firstDay} has not reached us; {first} of it remains. If it arrives by the end of {answerBy}, the plan stays as it is. To pay: {link}. If you need another day, please tell us. {company}',
}
