import { z } from 'zod'
import { type Calendar, closedDay } from '#core/calendar.ts'
import {
  addDays,
  addMonths,
  type Day,
  dayFrom,
  dayParts,
  eachDay,
  endOfMonth,
  weekdayOf,
} from '#core/day.ts'

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

/** The first day of a month on which the company works; its first day, where it works on none. */
function firstWorkingDay(ofMonth: Day, calendar: Calendar): Day {
  const last = endOfMonth(ofMonth)
  const first = dayFrom({ ...dayParts(last), day: 1 })
  return eachDay(first, last).find((day) => closedDay(calendar, day) === undefined) ?? first
}

function isDay({ every, day }: When, on: Day, calendar: Calendar): boolean {
  const parts = dayParts(on)
  if (every === 'week') return weekdayOf(on) === day
  if (every === 'month_start') return on === firstWorkingDay(on, calendar)
  return parts.day === day && (every === 'month' || parts.month % 3 === 1)
}

/** Longer than a quarter: every rhythm has a day within. */
const longest = 100

/** The first day of a rhythm after this one. */
export function nextDay(when: When, after: Day, calendar: Calendar): Day {
  for (let ahead = 1; ahead <= longest; ahead += 1) {
    const on = addDays(after, ahead)
    if (isDay(when, on, calendar)) return on
  }
  throw new Error('A rhythm comes round within a quarter')
}

/** What the statements of a day tell of: since the last ones, through the day before. */
export function periodOf(
  { every }: Pick<When, 'every'>,
  on: Day,
  calendar: Calendar,
): { from: Day; to: Day } {
  const to = addDays(on, -1)
  if (every === 'week') return { from: addDays(on, -7), to }
  const from = addMonths(on, every === 'quarter' ? -3 : -1)
  return { from: every === 'month_start' ? firstWorkingDay(from, calendar) : from, to }
}
