import fc from 'fast-check'
import { expect, test } from 'vitest'
import { addDays, weekdayOf } from '#core/day.ts'
import {
  Calendar,
  contactState,
  defaultCalendar,
  holidayOn,
  isContactTime,
  nextContactTime,
  type WallTime,
} from './calendar.ts'

// 2026-11-22 is a Sunday.
const sunday = '2026-11-22'
const tenAm = 10 * 60

test('a customer may be contacted on Sunday between ten and eight, and not a minute outside', () => {
  const at = (minuteOfDay: number) => isContactTime(defaultCalendar, { day: sunday, minuteOfDay })
  expect([tenAm - 1, tenAm, 20 * 60 - 1, 20 * 60].map(at)).toEqual([false, true, true, false])
})

test('Friday and Saturday wait for Sunday at ten', () => {
  const friday = { day: '2026-11-20', minuteOfDay: 12 * 60 }
  expect(contactState(defaultCalendar, friday)).toBe('weekend')
  expect(nextContactTime(defaultCalendar, friday)).toEqual({ day: sunday, minuteOfDay: tenAm })
})

test('a holiday of several days closes its first and its last day, and says its name', () => {
  const eid = { name: 'عيد الفطر', from: sunday, to: '2026-11-24' }
  const calendar = Calendar.parse({ holidays: [eid] })
  expect(holidayOn(calendar, '2026-11-24')?.name).toBe('عيد الفطر')
  expect(holidayOn(calendar, '2026-11-25')).toBeUndefined()
  expect(nextContactTime(calendar, { day: sunday, minuteOfDay: 700 })).toEqual({
    day: '2026-11-25',
    minuteOfDay: tenAm,
  })
})

test('a split shift opens again in the afternoon', () => {
  const split = [
    { from: 540, until: 720 },
    { from: 960, until: 1260 },
  ]
  const calendar = Calendar.parse({ contactWindows: Array.from({ length: 7 }, () => split) })
  expect(nextContactTime(calendar, { day: sunday, minuteOfDay: 720 })?.minuteOfDay).toBe(960)
})

test('a calendar that never opens has no next contact time', () => {
  const calendar = Calendar.parse({ weekend: [0, 1, 2, 3, 4, 5, 6] })
  expect(nextContactTime(calendar, { day: sunday, minuteOfDay: 0 })).toBeUndefined()
})

test('a window or a holiday that ends before it begins is refused', () => {
  const backwards = Array.from({ length: 7 }, () => [{ from: 720, until: 720 }])
  expect(Calendar.safeParse({ contactWindows: backwards }).success).toBe(false)
  const holiday = { name: 'x', from: '2026-11-24', to: '2026-11-23' }
  expect(Calendar.safeParse({ holidays: [holiday] }).success).toBe(false)
})

// Few different minutes, so that a moment often falls on the very edge of a window.
const minutes = fc.constantFrom(0, 1, 539, 540, 541, 720, 960, 1438, 1439, 1440)
const windows = fc.array(
  fc
    .tuple(minutes, minutes)
    .filter(([from, until]) => from < until)
    .map(([from, until]) => ({ from, until })),
  { maxLength: 3 },
)
const calendars = fc
  .record({
    weekend: fc.uniqueArray(fc.integer({ min: 0, max: 6 }), { maxLength: 6 }),
    holidays: fc.array(
      fc
        .tuple(fc.integer({ min: 0, max: 12 }), fc.option(fc.integer({ min: 0, max: 4 })))
        .map(([start, length]) => ({
          name: 'عطلة',
          from: addDays(sunday, start),
          ...(length !== null && { to: addDays(sunday, start + length) }),
        })),
      { maxLength: 3 },
    ),
    contactWindows: fc.array(windows, { minLength: 7, maxLength: 7 }),
  })
  .map((calendar) => Calendar.parse(calendar))
const moments = fc.record({
  day: fc.integer({ min: 0, max: 13 }).map((n) => addDays(sunday, n)),
  minuteOfDay: minutes.filter((minute) => minute < 1440),
})

/** Marks every minute of a day one by one, instead of comparing the ends of windows. */
function openMinutes(calendar: Calendar, day: string): Set<number> {
  const minutes = new Set<number>()
  if (calendar.weekend.includes(weekdayOf(day))) return minutes
  for (const { from, to } of calendar.holidays)
    for (let holiday = from; holiday <= (to ?? from); holiday = addDays(holiday, 1))
      if (holiday === day) return minutes
  for (const { from, until } of calendar.contactWindows[weekdayOf(day)] ?? [])
    for (let minute = from; minute < until; minute += 1) minutes.add(minute)
  return minutes
}

test('the next contact time is the one that counting minute by minute finds', () => {
  fc.assert(
    fc.property(calendars, moments, (calendar, at) => {
      let found: WallTime | undefined
      for (let ahead = 0; ahead <= 40 && !found; ahead += 1) {
        const day = addDays(at.day, ahead)
        const open = openMinutes(calendar, day)
        for (let minute = ahead === 0 ? at.minuteOfDay : 0; minute < 1440 && !found; minute += 1)
          if (open.has(minute)) found = { day, minuteOfDay: minute }
      }
      expect(nextContactTime(calendar, at)).toEqual(found)
      expect(isContactTime(calendar, at)).toBe(openMinutes(calendar, at.day).has(at.minuteOfDay))
    }),
    { numRuns: 300 },
  )
})
