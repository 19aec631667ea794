import type { FeaturePage } from '#web/feature.ts'

/** The pages of invoicing. */
export const pages: readonly FeaturePage[] = []
