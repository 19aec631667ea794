import type { reportsRefusals } from '#core/reports/refusals.ts'

/** Why reports may decline, in English. */
export const reports: Record<keyof typeof reportsRefusals, string> = {}
