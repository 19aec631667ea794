import { z } from 'zod'
import { assert } from '#core/assert.ts'

const CalendarDay = z.iso.date()

/**
 * A calendar day, `2026-11-21`: a due date has no hour and no time zone. Sorts as text. No business
 * lies beyond these years, and whoever reckons from such a day stays in the calendar.
 */
export const Day = CalendarDay.refine((day) => day >= '1900-01-01' && day <= '2999-12-31')
export type Day = z.infer<typeof Day>

/** A day taken apart; the month and the day of the month count from 1. */
export type DayParts = Readonly<{ year: number; month: number; day: number }>

const pad = (value: number, width: number): string => String(value).padStart(width, '0')

const inCalendar = (text: string): boolean => CalendarDay.safeParse(text).success

const isLeap = (year: number): boolean => year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0)

/** How many days the month has, in the Gregorian calendar. */
export function daysInMonth(year: number, month: number): number {
  assert(month >= 1 && month <= 12, 'a year has twelve months')
  if (month === 2) return isLeap(year) ? 29 : 28
  return month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31
}

/** Whether the text is a day that may be dealt with: `2026-02-30` is not, nor is one of the year 9999. */
export const isDay = (text: string): text is Day => Day.safeParse(text).success

/** Takes a day apart. */
export function dayParts(day: Day): DayParts {
  assert(inCalendar(day), 'a day is written year-month-day')
  return {
    year: Number(day.slice(0, 4)),
    month: Number(day.slice(5, 7)),
    day: Number(day.slice(8, 10)),
  }
}

/** Puts a day together; the parts must be a day that the calendar has. */
export function dayFrom({ year, month, day }: DayParts): Day {
  const text = `${pad(year, 4)}-${pad(month, 2)}-${pad(day, 2)}`
  assert(inCalendar(text), 'a day is in the calendar')
  return text
}

// Days are numbered from 1970-01-01 by counting years from the first of March, so that the leap
// day comes last and every formula stays in whole numbers (Hinnant, "days_from_civil").
const daysInEra = 146_097
const daysToEpoch = 719_468

function numberOf(day: Day): number {
  const { year, month, day: dayOfMonth } = dayParts(day)
  const marchYear = month <= 2 ? year - 1 : year
  const era = Math.floor(marchYear / 400)
  const yearOfEra = marchYear - era * 400
  const dayOfYear = Math.floor((153 * ((month + 9) % 12) + 2) / 5) + dayOfMonth - 1
  const dayOfEra =
    yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear
  return era * daysInEra + dayOfEra - daysToEpoch
}

function dayNumbered(number: number): Day {
  const shifted = number + daysToEpoch
  const era = Math.floor(shifted / daysInEra)
  const dayOfEra = shifted - era * daysInEra
  const yearOfEra = Math.floor(
    (dayOfEra -
      Math.floor(dayOfEra / 1460) +
      Math.floor(dayOfEra / 36_524) -
      Math.floor(dayOfEra / 146_096)) /
      365,
  )
  const dayOfYear =
    dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100))
  const marchMonth = Math.floor((5 * dayOfYear + 2) / 153)
  const month = marchMonth < 10 ? marchMonth + 3 : marchMonth - 9
  return dayFrom({
    year: yearOfEra + era * 400 + (month <= 2 ? 1 : 0),
    month,
    day: dayOfYear - Math.floor((153 * marchMonth + 2) / 5) + 1,
  })
}

/** The day so many days later (earlier when negative). */
export function addDays(day: Day, days: number): Day {
  assert(Number.isSafeInteger(days), 'days are counted whole')
  return dayNumbered(numberOf(day) + days)
}

/** How many days lie from one day to the other: 0 on the same day, negative when `to` is earlier. */
export const daysBetween = (from: Day, to: Day): number => numberOf(to) - numberOf(from)

/** The day of the week: 0 is Sunday, the first working day of the Saudi week; 5 is Friday. */
export const weekdayOf = (day: Day): number => (((numberOf(day) + 4) % 7) + 7) % 7

/** The Sunday that begins a day's week. */
export const sundayOf = (day: Day): Day => addDays(day, -weekdayOf(day))

/** The same day so many months later, or the last of that month when it is shorter. */
export function addMonths(day: Day, months: number): Day {
  assert(Number.isSafeInteger(months), 'months are counted whole')
  const parts = dayParts(day)
  const count = parts.year * 12 + parts.month - 1 + months
  const year = Math.floor(count / 12)
  const month = count - year * 12 + 1
  return dayFrom({ year, month, day: Math.min(parts.day, daysInMonth(year, month)) })
}

/** The last day of the day's month. */
export function endOfMonth(day: Day): Day {
  const { year, month } = dayParts(day)
  return dayFrom({ year, month, day: daysInMonth(year, month) })
}

/** The day's month, `2026-11`. */
export const monthOf = (day: Day): string => day.slice(0, 7)

/** Sorts days, the earlier first. */
export function compareDays(a: Day, b: Day): -1 | 0 | 1 {
  if (a === b) return 0
  return a < b ? -1 : 1
}

/** Every day from the first to the last, both included; none when the last is before the first. */
export function eachDay(first: Day, last: Day): Day[] {
  const start = numberOf(first)
  const count = Math.max(0, numberOf(last) - start + 1)
  return Array.from({ length: count }, (_, index) => dayNumbered(start + index))
}
