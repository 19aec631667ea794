import { changing } from '#web/change.ts'

/** Does one change to money: a payment moves invoices, balances and the day's figures alike. */
export const useChange = changing()
