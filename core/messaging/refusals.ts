/** Why messaging may decline, each with the HTTP status it travels as. */
export const messagingRefusals = {
  'messaging.message_not_found': 404,
  'messaging.cannot_resend': 409,
  'messaging.not_unknown': 409,
  'messaging.account_not_found': 404,
  'messaging.template_not_found': 404,
  'messaging.template_invalid': 422,
} as const
