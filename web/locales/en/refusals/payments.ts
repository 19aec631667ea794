import type { paymentsRefusals } from '#core/payments/refusals.ts'

/** Why payments may decline, in English. */
export const payments: Record<keyof typeof paymentsRefusals, string> = {}
