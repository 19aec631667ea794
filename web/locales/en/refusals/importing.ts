import type { importingRefusals } from '#core/importing/refusals.ts'

/** Why importing may decline, in English. */
export const importing: Record<keyof typeof importingRefusals, string> = {}
