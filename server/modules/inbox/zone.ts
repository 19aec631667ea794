import type { ZoneSegment } from '#core/hours.ts'
import { wallClock } from '#platform/time.ts'

const minute = 60_000
const day = 24 * 60 * minute

/** How far a zone's wall clock is ahead of UTC at an instant, in minutes. */
function offsetAt(zone: string, ms: number): number {
  const whole = Math.floor(ms / minute) * minute
  const { day: date, minuteOfDay } = wallClock(new Date(whole), zone)
  return (Date.parse(`${date}T00:00:00Z`) + minuteOfDay * minute - whole) / minute
}

/** What the clocks of a zone show between two instants: where they change, to the minute. */
export function zoneBetween(zone: string, fromMs: number, untilMs: number): ZoneSegment[] {
  const segments = [{ fromMs, offsetMinutes: offsetAt(zone, fromMs) }]
  for (let at = fromMs; at < untilMs; at += day) {
    const before = offsetAt(zone, at)
    const after = offsetAt(zone, at + day)
    if (before === after) continue
    let [early, late] = [at, at + day]
    while (late - early > minute) {
      const middle = Math.floor((early + late) / 2)
      if (offsetAt(zone, middle) === before) early = middle
      else late = middle
    }
    segments.push({ fromMs: Math.ceil(late / minute) * minute, offsetMinutes: after })
  }
  return segments
}
