import type { FeaturePage } from '#web/feature.ts'

/** The pages of contacts. */
export const pages: readonly FeaturePage[] = []
