import type { ar } from './ar.ts'

export const en: Record<keyof typeof ar, string> = {
  askSubject: 'Balance confirmation from {company} as of {day}',
  askBody:
    'Dear {name}, we are reviewing our accounts as of {day}. On that day your balance with us was {balance}. Please compare it with your records and confirm it, or tell us what differs, by {answerBy}: {link}. This is a review of records, not a request for payment. {company}',
  remindSubject: 'Reminder: balance confirmation as of {day}',
  remindBody:
    'Dear {name}, we have not yet had your answer about your balance with us as of {day}, {balance}. It takes a minute to confirm it, or to write what differs, by {answerBy}: {link}. Thank you. {company}',
  letterTitle: 'Balance confirmation',
  letterTo: 'To {customer}',
  letterBody:
    'As part of a review of our accounts we inform you that, as of {day}, your balance in our records was as follows. Please compare it with your records and confirm it, or tell us what differs, by {answerBy}. This letter is a review of records, not a request for payment.',
  letterLink: 'Answer here:',
  letterItems: 'What the balance is made of',
  letterNone: 'No document was open on that day.',
  letterBalance: 'Balance as of {day}',
  letterCredit: 'Credit in your favour as of {day}',
  letterNumber: 'Document',
  letterDate: 'Dated',
  letterDue: 'Due',
  letterLeft: 'Remaining',
  letterAgree: 'The balance above agrees with our records.',
  letterDiffer: 'The balance in our records differs. It is:',
  letterBecause: 'The reason:',
  letterName: 'Name:',
  letterPosition: 'Position:',
  letterSign: 'Signature and date:',
  letterConfirmed: '{by} ({position}) confirmed the balance on {answered}.',
  letterDiffers:
    'On {answered} {by} ({position}) said that the balance in their records is {theirs}. Reason: {because}',
}
