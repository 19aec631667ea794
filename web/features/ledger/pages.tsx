import type { FeaturePage } from '#web/feature.ts'

/** The pages of ledger. */
export const pages: readonly FeaturePage[] = []
