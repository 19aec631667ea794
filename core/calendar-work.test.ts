import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  afterWork,
  Calendar,
  defaultCalendar,
  HijriRules,
  isBefore,
  workBetween,
} from './calendar.ts'
import { addDays } from './day.ts'

const moment = fc.record({
  day: fc.integer({ min: 0, max: 700 }).map((days) => addDays('2026-01-01', days)),
  minuteOfDay: fc.integer({ min: 0, max: 1439 }),
})
const calendars = fc
  .tuple(
    fc.subarray([0, 1, 2, 3, 4, 5], { maxLength: 5 }),
    fc.array(fc.integer({ min: 0, max: 60 }), { maxLength: 3 }),
    fc.integer({ min: 0, max: 600 }),
    fc.option(fc.constant([{ from: 1260, until: 1380 }])),
  )
  .map(([weekend, off, from, ramadan]) =>
    Calendar.parse({
      hijri: { ramadan },
      weekend,
      holidays: off.map((days) => ({ name: 'عطلة', from: addDays('2026-02-01', days) })),
      contactWindows: Array.from({ length: 7 }, () => [
        { from, until: from + 120 },
        { from: from + 180, until: from + 500 },
      ]),
    }),
  )

describe('a clock that runs only at work', () => {
  test('runs through the night and the weekend without counting them', () => {
    // A Thursday: one hour is left of it, and the rest stands on Sunday morning.
    const answerBy = afterWork(defaultCalendar, { day: '2026-11-26', minuteOfDay: 19 * 60 }, 120)
    expect(answerBy).toEqual({ day: '2026-11-29', minuteOfDay: 11 * 60 })
  })

  test('keeps the hours of Ramadan while it lasts', () => {
    const hijri = HijriRules.parse({ ramadan: [{ from: 21 * 60, until: 23 * 60 }] })
    const calendar = { ...defaultCalendar, hijri }
    // The first Sunday of Ramadan 1447: two hours of that night, and one of the next.
    const from = { day: '2026-02-22', minuteOfDay: 10 * 60 }
    expect(afterWork(calendar, from, 180)).toEqual({ day: '2026-02-23', minuteOfDay: 22 * 60 })
  })

  test('leaves exactly the work it was given between its ends', () => {
    fc.assert(
      fc.property(
        calendars,
        moment,
        fc.integer({ min: 0, max: 6000 }),
        (calendar, from, minutes) => {
          const until = afterWork(calendar, from, minutes)
          expect(workBetween(calendar, from, until)).toBe(minutes)
          expect(isBefore(until, from)).toBe(false)
        },
      ),
    )
  })

  test('taken up again after a pause, gives the rest that was left and no minute more', () => {
    fc.assert(
      fc.property(
        calendars,
        moment,
        fc.integer({ min: 1, max: 3000 }),
        fc.integer({ min: 0, max: 40 }),
        (calendar, from, minutes, days) => {
          const first = afterWork(calendar, from, minutes)
          const paused = { day: addDays(from.day, 1), minuteOfDay: 600 }
          const left = workBetween(calendar, paused, first)
          const resumed = { day: addDays(paused.day, days), minuteOfDay: 600 }
          const again = afterWork(calendar, resumed, left)
          expect(workBetween(calendar, resumed, again)).toBe(left)
          if (left > 0) expect(isBefore(again, first)).toBe(false)
        },
      ),
    )
  })
})
