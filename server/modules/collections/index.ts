/**
 * Collections: the courteous chase. It owns reminder policies with their trials on halves and on the
 * past, the company's calendar, every reminder with its decisions and reasons, the desk and every
 * contact, promises, payment plans, pauses, disputes, concessions, balance confirmations, referrals
 * to agencies with their evidence, and the register of late payments. It says aloud that a reminder was sent or held, that the chase was paused or resumed,
 * what was promised and what became of it, and that a dispute was opened or closed.
 */
export { agencyEntriesOf } from './agencies/booked.ts'
export { agreedPartOf } from './agreed-part.ts'
export { confirmationUrl } from './confirmations/link.ts'
export { sentConfirmationPdf } from './confirmations/print.ts'
export { disputedOf } from './disputes.ts'
export { promisedOf } from './promise-store.ts'
export { judgedOf, type Payer, payersOf } from './risk/payers.ts'
export { contactHours, readCalendar } from './settings.ts'
