/** Why collaboration may decline, each with the HTTP status it travels as. */
export const collaborationRefusals = {
  'collaboration.notification_not_found': 404,
  'collaboration.device_not_found': 404,
} as const
