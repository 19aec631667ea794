import fc from 'fast-check'
import { expect, test } from 'vitest'
import { Calendar, closedDay, defaultCalendar } from '#core/calendar.ts'
import { addDays, daysBetween } from '#core/day.ts'
import { fitsRhythm, nextDay, periodOf, rhythms, type When } from './statement-plan.ts'

const next = (every: When['every'], day: number, after: string, calendar = defaultCalendar) =>
  nextDay({ every, day }, after, calendar)

test('each rhythm comes on its own day', () => {
  // 22 November 2026 is a Sunday.
  expect(next('week', 0, '2026-11-22')).toBe('2026-11-29')
  expect(next('week', 1, '2026-11-22')).toBe('2026-11-23')
  expect(next('month', 5, '2026-11-22')).toBe('2026-12-05')
  expect(next('month', 22, '2026-11-22')).toBe('2026-12-22')
  expect(next('quarter', 1, '2026-11-22')).toBe('2027-01-01')
  expect(next('month_start', 0, '2026-11-22')).toBe('2026-12-01')
  // The first of January 2027 is a Friday: Sunday the third is the first working day.
  expect(next('month_start', 0, '2026-12-01')).toBe('2027-01-03')
})

test('the first working day is by the company’s own weekend and holidays', () => {
  const sundayOff = Calendar.parse({ weekend: [0] })
  expect(next('month_start', 0, '2026-12-01', sundayOff)).toBe('2027-01-01')
  const holidays = [{ name: 'عطلة', from: '2026-12-01', to: '2026-12-02' }]
  expect(next('month_start', 0, '2026-11-22', Calendar.parse({ holidays }))).toBe('2026-12-03')
  // Who never works gets it on the first.
  const never = Calendar.parse({ weekend: [0, 1, 2, 3, 4, 5, 6] })
  expect(next('month_start', 0, '2026-11-22', never)).toBe('2026-12-01')
})

test('days of a rhythm lie ahead, never far, and one follows the other without a gap in what is told', () => {
  const when = fc
    .record({ every: fc.constantFrom(...rhythms), day: fc.integer({ min: 0, max: 28 }) })
    .filter(fitsRhythm)
  const weekend = fc.uniqueArray(fc.integer({ min: 0, max: 6 }), { maxLength: 6 })
  const day = fc.integer({ min: 0, max: 3000 }).map((days) => addDays('2026-01-01', days))
  fc.assert(
    fc.property(when, day, weekend, (rhythm, after, off) => {
      const calendar = Calendar.parse({ weekend: off })
      const first = nextDay(rhythm, after, calendar)
      const second = nextDay(rhythm, first, calendar)
      expect(daysBetween(after, first)).toBeGreaterThan(0)
      expect(daysBetween(after, first)).toBeLessThanOrEqual(92)
      expect(second > first).toBe(true)
      // From any day before, the same first day is found: no day of the rhythm is passed over.
      expect(nextDay(rhythm, addDays(first, -1), calendar)).toBe(first)
      const told = periodOf(rhythm, second, calendar)
      expect(told.to).toBe(addDays(second, -1))
      expect(told.from).toBe(first)
      if (rhythm.every === 'month_start') expect(closedDay(calendar, first)).toBeUndefined()
    }),
  )
})
