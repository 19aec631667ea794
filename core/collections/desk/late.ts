import { z } from 'zod'
import { Day } from '#core/day.ts'
import { coveredBy } from '../asked.ts'

/** A part of what is late that is not asked for now: why, and for which day it was said. */
export const DeskCover = z.object({
  by: z.enum([...coveredBy, 'dispute']),
  minor: z.int(),
  /** The day of the cheque or of the promise; null where the part has none of its own. */
  on: Day.nullable(),
})
export type DeskCover = Readonly<z.infer<typeof DeskCover>>

/** The parts of several invoices as one sentence names them: one for each reason and day. */
export function joinedParts(parts: readonly DeskCover[]): DeskCover[] {
  const found = new Map<string, DeskCover>()
  for (const part of parts) {
    const key = `${part.by} ${part.on ?? ''}`
    found.set(key, { ...part, minor: part.minor + (found.get(key)?.minor ?? 0) })
  }
  return [...found.values()].toSorted((a, b) => ((a.on ?? '') < (b.on ?? '') ? -1 : 1))
}
