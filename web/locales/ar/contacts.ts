/** The words of contacts. */
export const contacts = {}
