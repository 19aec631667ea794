/** Why collections may decline, each with the HTTP status it travels as. */
export const collectionsRefusals = {
  'collections.reminder_not_found': 404,
  'collections.reminder_not_held': 409,
  'collections.cannot_override': 409,
  'collections.nothing_to_approve': 409,
  'collections.policy_not_found': 404,
  'collections.default_policy_needed': 409,
  'collections.email_not_ready': 409,
  'collections.invoice_not_found': 404,
  'collections.pause_not_found': 404,
  'collections.already_paused': 409,
  'collections.dispute_not_found': 404,
  'collections.already_disputed': 409,
} as const
