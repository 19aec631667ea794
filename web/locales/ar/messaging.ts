/** The words of messaging. */
export const messaging = {}
