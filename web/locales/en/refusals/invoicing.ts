import type { invoicingRefusals } from '#core/invoicing/refusals.ts'

/** Why invoicing may decline, in English. */
export const invoicing: Record<keyof typeof invoicingRefusals, string> = {}
