import type { FeaturePage } from '#web/feature.ts'

/** The pages of messaging. */
export const pages: readonly FeaturePage[] = []
