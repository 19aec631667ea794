/** Why collaboration may decline, each with the HTTP status it travels as. */
export const collaborationRefusals = {} as const
