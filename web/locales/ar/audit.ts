import { collections } from './audit/collections.ts'
import { deeds } from './audit/deeds.ts'
import { messaging } from './audit/messaging.ts'
import { values } from './audit/values.ts'

/** The words of the audit log: what was done (`do_`), to which field (`field_`), and values of few words (`is_`). */
export const audit = {
  yes: 'نعم',
  no: 'لا',
  ...collections,
  ...deeds,
  ...messaging,
  ...values,
}
