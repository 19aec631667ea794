import type { importingRefusals } from '#core/importing/refusals.ts'

/** Why importing may decline, in Arabic. */
export const importing: Record<keyof typeof importingRefusals, string> = {}
