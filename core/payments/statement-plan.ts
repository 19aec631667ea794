import { z } from 'zod'
import { defaultCalendar } from '#core/calendar.ts'
import { addDays, addMonths, type Day, dayParts, weekdayOf } from '#core/day.ts'

export const rhythms = ['week', 'month', 'month_start', 'quarter'] as const
/** How often statements go: on a weekday, a day of the month, its first working day, or a quarter's. */
export const Rhythm = z.enum(rhythms)
export type Rhythm = z.infer<typeof Rhythm>

/** The weekday of a week (Sunday is 0), else the day of the month; the first working day needs none. */
export const PlanDay = z.int().min(0).max(28)

export type When = Readonly<{ every: Rhythm; day: number }>

/** What speaks against a day of a rhythm. */
export const fitsRhythm = ({ every, day }: When): boolean =>
  every === 'week' ? day <= 6 : every === 'month_start' || day >= 1

const weekend: ReadonlySet<number> = new Set(defaultCalendar.weekend)

function isFirstWorkingDay(on: Day): boolean {
  const { day } = dayParts(on)
  if (weekend.has(weekdayOf(on))) return false
  return Array.from({ length: day - 1 }, (_, back) => addDays(on, -(back + 1))).every((before) =>
    weekend.has(weekdayOf(before)),
  )
}

function isDay({ every, day }: When, on: Day): boolean {
  const parts = dayParts(on)
  if (every === 'week') return weekdayOf(on) === day
  if (every === 'month_start') return isFirstWorkingDay(on)
  return parts.day === day && (every === 'month' || parts.month % 3 === 1)
}

/** Longer than a quarter: every rhythm has a day within. */
const longest = 100

/** The first day of a rhythm after this one. */
export function nextDay(when: When, after: Day): Day {
  for (let ahead = 1; ahead <= longest; ahead += 1) {
    const on = addDays(after, ahead)
    if (isDay(when, on)) return on
  }
  throw new Error('A rhythm comes round within a quarter')
}

/** What the statements of a day tell of: since the last ones, through the day before. */
export function periodOf({ every }: Pick<When, 'every'>, on: Day): { from: Day; to: Day } {
  const to = addDays(on, -1)
  if (every === 'week') return { from: addDays(on, -7), to }
  return { from: addMonths(on, every === 'quarter' ? -3 : -1), to }
}
