import type { customizationRefusals } from '#core/customization/refusals.ts'

/** Why customization may decline, in English. */
export const customization: Record<keyof typeof customizationRefusals, string> = {}
