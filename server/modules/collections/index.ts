/**
 * Collections: the courteous chase. It owns reminder policies and the company's calendar, every
 * reminder with its decisions and reasons, promises, pauses, disputes, and the register of late
 * payments. It says aloud that a reminder was sent or held, that the chase was paused or resumed,
 * what was promised and what became of it, and that a dispute was opened or closed.
 */
export { confirmationUrl } from './confirmations/link.ts'
export { sentConfirmationPdf } from './confirmations/print.ts'
export { disputedOf } from './disputes.ts'
export { agreedPartOf } from './payment-plans/page.ts'
export { judgedOf, type Payer, payersOf } from './risk/payers.ts'
export { contactHours } from './settings.ts'
