import type { FeaturePage } from '#web/feature.ts'

/** The pages of collections. */
export const pages: readonly FeaturePage[] = []
