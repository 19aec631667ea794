import { type WorkingHours, workingMs, type ZoneSegment } from '#core/hours.ts'

const MINUTE = 60_000
const DAY = 24 * 60 * MINUTE
/** A company that is closed for longer owes no answer by a time. */
const furthest = 64 * DAY

/** The first instant, to the minute, by which so many minutes of work have passed; none in two months. */
export function dueAfter(
  hours: WorkingHours,
  zone: readonly ZoneSegment[],
  fromMs: number,
  minutes: number,
): number | undefined {
  const enough = (untilMs: number) => workingMs(hours, zone, fromMs, untilMs) >= minutes * MINUTE
  let reach = DAY
  while (reach <= furthest && !enough(fromMs + reach)) reach *= 2
  if (reach > furthest) return undefined
  let [early, late] = [0, reach / MINUTE]
  while (late - early > 1) {
    const middle = Math.floor((early + late) / 2)
    if (enough(fromMs + middle * MINUTE)) late = middle
    else early = middle
  }
  return fromMs + late * MINUTE
}
