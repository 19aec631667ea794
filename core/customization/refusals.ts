/** Why customization may decline, each with the HTTP status it travels as. */
export const customizationRefusals = {
  'customization.view_not_found': 404,
  'customization.view_name_taken': 409,
  'customization.too_many_views': 409,
  'customization.logo_unreadable': 422,
  'customization.logo_too_large': 422,
} as const
