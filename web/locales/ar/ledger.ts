/** The words of ledger. */
export const ledger = {}
