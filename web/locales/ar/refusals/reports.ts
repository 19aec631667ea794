import type { reportsRefusals } from '#core/reports/refusals.ts'

/** Why reports may decline, in Arabic. */
export const reports: Record<keyof typeof reportsRefusals, string> = {}
