import fc from 'fast-check'
import { expect, test } from 'vitest'
import { tomorrow } from '#test/oracle/aging.ts'
import {
  addDays,
  addMonths,
  compareDays,
  Day,
  dayFrom,
  dayParts,
  daysBetween,
  eachDay,
  endOfMonth,
  isDay,
  monthOf,
  weekdayOf,
} from './day.ts'

const noon = (day: Day): number => new Date(`${day}T12:00:00Z`).getTime()
const dayOf = (instant: number): Day => new Date(instant).toISOString().slice(0, 10)
const aDay = fc.integer({ min: noon('1600-01-01'), max: noon('2400-12-31') }).map(dayOf)
const offset = fc.integer({ min: -100_000, max: 100_000 })

test('a day is one that the calendar has', () => {
  for (const day of ['2026-11-21', '2024-02-29', '2000-02-29', '1900-02-28'])
    expect(isDay(day)).toBe(true)
  for (const text of ['2026-02-29', '1900-02-29', '2026-13-01', '2026-1-1', '2026-11-21T00:00', ''])
    expect(isDay(text)).toBe(false)
})

test('a day beyond all business is none, and reckoning from the last one stays in the calendar', () => {
  for (const text of ['9999-12-31', '3000-01-01', '1899-12-31', '0001-01-01', '0000-12-31'])
    expect([isDay(text), Day.safeParse(text).success]).toEqual([false, false])
  expect(addDays('2999-12-31', 60)).toBe('3000-03-01')
})

test('every day of eight centuries is followed by the right one', () => {
  let day = '1600-02-28'
  for (let count = 0; count < 292_000; count += 1) {
    const next = tomorrow(day)
    if (addDays(day, 1) !== next || daysBetween(day, next) !== 1)
      expect([day, addDays(day, 1)]).toEqual([day, next])
    day = next
  }
  expect(day > '2399').toBe(true)
})

test('days are added, counted and named as the JavaScript calendar does', () => {
  fc.assert(
    fc.property(aDay, offset, (day, days) => {
      const later = addDays(day, days)
      expect(later).toBe(dayOf(noon(day) + days * 86_400_000))
      expect(daysBetween(day, later)).toBe(days)
      expect(weekdayOf(day)).toBe(new Date(noon(day)).getUTCDay())
      expect(dayFrom(dayParts(day))).toBe(day)
      expect(compareDays(day, later)).toBe(Math.sign(noon(day) - noon(later)) + 0)
    }),
  )
})

test('the middle of the week in Riyadh is a Tuesday', () => {
  expect(weekdayOf('2026-11-24')).toBe(2)
  expect(weekdayOf('1969-12-31')).toBe(3)
})

test('a month later is the same day, or the last of a shorter month', () => {
  expect(addMonths('2026-01-31', 1)).toBe('2026-02-28')
  expect(addMonths('2024-01-31', 1)).toBe('2024-02-29')
  expect(addMonths('2026-11-21', 2)).toBe('2027-01-21')
  expect(addMonths('2026-03-31', -1)).toBe('2026-02-28')
  expect(addMonths('2026-01-15', -1)).toBe('2025-12-15')
  expect(addMonths('2026-11-21', 0)).toBe('2026-11-21')
})

test('the end of a month is the day before the next begins', () => {
  fc.assert(
    fc.property(aDay, (day) => {
      const last = endOfMonth(day)
      expect(monthOf(last)).toBe(monthOf(day))
      expect(monthOf(addDays(last, 1))).not.toBe(monthOf(day))
    }),
  )
})

test('each day of a span is listed once, and none of an empty one', () => {
  expect(eachDay('2026-02-27', '2026-03-01')).toEqual(['2026-02-27', '2026-02-28', '2026-03-01'])
  expect(eachDay('2026-03-01', '2026-03-01')).toEqual(['2026-03-01'])
  expect(eachDay('2026-03-02', '2026-03-01')).toEqual([])
})

test('a text that is no day is our bug', () => {
  expect(() => addDays('2026-02-30', 1)).toThrow('a day is written year-month-day')
  expect(() => dayFrom({ year: 2026, month: 2, day: 30 })).toThrow('a day is in the calendar')
})
