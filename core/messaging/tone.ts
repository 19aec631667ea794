import { z } from 'zod'

/** How a reminder speaks, from the gentlest to the last. */
export const tones = ['before', 'due', 'friendly', 'follow_up', 'firm', 'final'] as const
export const Tone = z.enum(tones)
export type Tone = z.infer<typeof Tone>

/** Where a tone stands: a higher rank speaks more firmly. */
export const toneRank = (tone: Tone): number => tones.indexOf(tone)
