/** Why credit may decline, each with the HTTP status it travels as. */
export const creditRefusals = {
  'credit.on_hold': 409,
  'credit.application_not_found': 404,
  'credit.application_open': 409,
  'credit.application_ended': 409,
  'credit.form_not_found': 404,
  'credit.form_ended': 410,
  'credit.form_sent': 409,
  'credit.form_pending': 409,
  'credit.above_authority': 403,
  'credit.valid_until_past': 422,
  'credit.review_past': 422,
  'credit.document_not_found': 404,
  'credit.too_many_documents': 409,
  'credit.already_held': 409,
  'credit.nothing_to_release': 409,
} as const
