/** The words of importing. */
export const importing = {}
