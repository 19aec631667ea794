/** Why reports may decline, each with the HTTP status it travels as. */
export const reportsRefusals = {} as const
