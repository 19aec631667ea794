/** The words of collections. */
export const collections = {}
