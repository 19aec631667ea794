import type { fields as ar } from '../ar/fields.ts'

/** What is wrong with a field and how to put it right, in English. */
export const fields: Record<keyof typeof ar, string> = {
  required: 'Fill this in.',
  invalid_type: 'The value is not of the expected kind.',
  too_short: 'Too short. At least {minimum, plural, one {# character} other {# characters}}.',
  too_long: 'Too long. At most {maximum, plural, one {# character} other {# characters}}.',
  too_low: 'Less than allowed. At least {minimum}.',
  too_high: 'More than allowed. At most {maximum}.',
  too_few: 'Choose at least one.',
  format_email: 'Write the whole e-mail, like name@example.com.',
  format_url: 'Write the whole link, beginning with https.',
  format_date: 'Write the whole date: day, month and year.',
  format_other: 'The format is not right. Check what you typed.',
  decimal: 'Not a number, or larger than allowed. Write it like 1250.50.',
  invalid_value: 'Choose from the list.',
  custom: 'The value is not accepted here.',
  vat_number: 'You typed {length} digits; a VAT number has 15, beginning and ending with 3.',
}
