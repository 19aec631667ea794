import type { customizationRefusals } from '#core/customization/refusals.ts'

/** Why customization may decline, in Arabic. */
export const customization: Record<keyof typeof customizationRefusals, string> = {}
