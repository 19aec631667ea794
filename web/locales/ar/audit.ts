import { choices } from './audit/choices.ts'
import { collections } from './audit/collections.ts'
import { deeds } from './audit/deeds.ts'
import { fields } from './audit/fields.ts'
import { messaging } from './audit/messaging.ts'
import { values } from './audit/values.ts'

/** The words of the audit log: what was done (`do_`), to which field (`field_`), and values of few words (`is_`). */
export const audit = {
  yes: 'نعم',
  no: 'لا',
  ...choices,
  ...collections,
  ...deeds,
  ...fields,
  ...messaging,
  ...values,
}
