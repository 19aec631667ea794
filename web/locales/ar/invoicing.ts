/** The words of invoicing. */
export const invoicing = {}
