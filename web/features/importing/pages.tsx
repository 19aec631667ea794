import type { FeaturePage } from '#web/feature.ts'

/** The pages of importing. */
export const pages: readonly FeaturePage[] = []
