import type { FeaturePage } from '#web/feature.ts'

/** The pages of payments. */
export const pages: readonly FeaturePage[] = []
