/** The words of payments. */
export const payments = {}
