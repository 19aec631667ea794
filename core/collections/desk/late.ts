import { z } from 'zod'
import { Day } from '#core/day.ts'
import { type Covered, coveredBy } from '../asked.ts'

/** A part of what is late that is not asked for now: why, and for which day it was said. */
export const DeskCover = z.object({
  by: z.enum([...coveredBy, 'dispute']),
  minor: z.int(),
  /** The day of the cheque or of the promise; null where the part has none of its own. */
  on: Day.nullable(),
})
export type DeskCover = Readonly<z.infer<typeof DeskCover>>

/** What of one late invoice may be asked for, what may be promised anew, and what holds the rest. */
export type LaidOut = Readonly<{ asked: number; promisable: number; parts: readonly DeskCover[] }>

/** A promise is the weakest: what a cheque is for is not asked for again because it was promised. */
const byStrength = (a: Covered, b: Covered): number =>
  Number(a.by === 'promise') - Number(b.by === 'promise') || (a.until < b.until ? -1 : 1)

/**
 * Lays an invoice's balance out: first what is objected to, then what cheques, plans and settlements
 * hold, then promises; the rest is asked for. An open promise may be agreed anew, so what it holds
 * is promisable.
 */
export function laidOut(balance: number, disputed: number, covers: readonly Covered[]): LaidOut {
  const objected = Math.min(balance, disputed)
  const parts: DeskCover[] = objected > 0 ? [{ by: 'dispute', minor: objected, on: null }] : []
  let left = balance - objected
  let promised = 0
  for (const { by, minor, on } of covers.toSorted(byStrength)) {
    const held = Math.min(left, minor)
    if (held <= 0) continue
    parts.push({ by, minor: held, on: on ?? null })
    left -= held
    if (by === 'promise') promised += held
  }
  return { asked: left, promisable: left + promised, parts }
}

/** The parts of several invoices as one sentence names them: one for each reason and day. */
export function joinedParts(parts: readonly DeskCover[]): DeskCover[] {
  const found = new Map<string, DeskCover>()
  for (const part of parts) {
    const key = `${part.by} ${part.on ?? ''}`
    found.set(key, { ...part, minor: part.minor + (found.get(key)?.minor ?? 0) })
  }
  return [...found.values()].toSorted((a, b) => ((a.on ?? '') < (b.on ?? '') ? -1 : 1))
}
