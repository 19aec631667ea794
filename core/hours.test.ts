import fc from 'fast-check'
import { expect, test } from 'vitest'
import { addDays, daysBetween, weekdayOf } from '#core/day.ts'
import { isOpen, type WorkingHours, workingMinutes, workingMs } from './hours.ts'

const minute = 60_000
const hour = 60 * minute
const at = (text: string) => Date.parse(text)
const riyadh = [{ fromMs: 0, offsetMinutes: 180 }]
const split = [
  { from: 9 * 60, until: 13 * 60 },
  { from: 16 * 60, until: 20 * 60 },
]
// Sunday to Thursday.
const hours: WorkingHours = {
  shifts: [split, split, split, split, split, [], []],
  holidays: [{ name: 'اليوم الوطني', from: '2026-09-23' }],
}

test('a message on Thursday evening has waited one hour when Sunday morning is one hour old', () => {
  const [wrote, answered] = [at('2026-11-19T21:00:00+03:00'), at('2026-11-22T10:00:00+03:00')]
  expect(workingMinutes(hours, riyadh, wrote, answered)).toBe(60)
})

test('the break between two shifts is no work, and a holiday neither', () => {
  const noon = at('2026-11-22T12:00:00+03:00')
  expect(workingMinutes(hours, riyadh, noon, noon + 5 * hour)).toBe(120)
  const national = at('2026-09-23T00:00:00+03:00')
  expect(workingMinutes(hours, riyadh, national, national + 24 * hour)).toBe(0)
})

test('it opens at nine and is open until one', () => {
  const nine = at('2026-11-22T09:00:00+03:00')
  expect(
    [nine - 1, nine, nine + 4 * hour - 1, nine + 4 * hour].map((ms) => isOpen(hours, riyadh, ms)),
  ).toEqual([false, true, true, false])
})

test('in Cairo the hour that clocks leave out is no work, and the one shown twice is two', () => {
  // Egypt: 2026-04-24 00:00 goes to 01:00; 2026-10-30 00:00 goes back to 23:00 of the 29th.
  const cairo = [
    { fromMs: at('2025-10-30T21:00:00Z'), offsetMinutes: 120 },
    { fromMs: at('2026-04-23T22:00:00Z'), offsetMinutes: 180 },
    { fromMs: at('2026-10-29T21:00:00Z'), offsetMinutes: 120 },
  ]
  const night = [{ from: 0, until: 1440 }]
  const always: WorkingHours = { shifts: Array.from({ length: 7 }, () => night), holidays: [] }
  const midnightToTwo: WorkingHours = {
    shifts: always.shifts.map(() => [{ from: 0, until: 120 }]),
    holidays: [],
  }
  const eleven: WorkingHours = {
    shifts: always.shifts.map(() => [{ from: 23 * 60, until: 1440 }]),
    holidays: [],
  }
  expect(workingMs(always, cairo, at('2026-04-23T00:00:00Z'), at('2026-04-25T00:00:00Z'))).toBe(
    48 * hour,
  )
  expect(
    workingMs(midnightToTwo, cairo, at('2026-04-23T12:00:00Z'), at('2026-04-24T12:00:00Z')),
  ).toBe(hour)
  expect(workingMs(eleven, cairo, at('2026-10-29T12:00:00Z'), at('2026-10-30T12:00:00Z'))).toBe(
    2 * hour,
  )
})

const start = at('2026-11-15T00:00:00Z')
const minutesOfDay = fc.constantFrom(0, 1, 60, 539, 540, 720, 1439, 1440)
const shift = fc
  .tuple(minutesOfDay, minutesOfDay)
  .filter(([from, until]) => from < until)
  .map(([from, until]) => ({ from, until }))
const anyHours = fc.record({
  shifts: fc.array(fc.array(shift, { maxLength: 3 }), { minLength: 7, maxLength: 7 }),
  holidays: fc.array(
    fc.integer({ min: 0, max: 9 }).map((n) => ({ name: 'عطلة', from: addDays('2026-11-15', n) })),
    { maxLength: 2 },
  ),
})
const anyZone = fc
  .array(
    fc.record({
      day: fc.integer({ min: 0, max: 8 }),
      offset: fc.constantFrom(-180, 0, 60, 120, 180, 330),
    }),
    { minLength: 1, maxLength: 3 },
  )
  .map((list) =>
    list
      .toSorted((a, b) => a.day - b.day)
      .map(({ day, offset }) => ({
        fromMs: start + day * 24 * hour + hour,
        offsetMinutes: offset,
      })),
  )
const instant = fc.integer({ min: 0, max: 8 * 24 * 60 }).map((n) => start + n * minute)

/** One minute after the other, by the wall clock of that minute. */
function openAt(
  { shifts, holidays }: WorkingHours,
  zone: readonly { fromMs: number; offsetMinutes: number }[],
  ms: number,
): boolean {
  let offset = zone[0]?.offsetMinutes ?? 0
  for (const segment of zone) if (segment.fromMs <= ms) offset = segment.offsetMinutes
  const shown = new Date(ms + offset * minute).toISOString()
  const day = shown.slice(0, 10)
  const minuteOfDay = Number(shown.slice(11, 13)) * 60 + Number(shown.slice(14, 16))
  if (holidays.some((holiday) => daysBetween(holiday.from, day) === 0)) return false
  return (shifts[weekdayOf(day)] ?? []).some(
    ({ from, until }) => from <= minuteOfDay && minuteOfDay < until,
  )
}

test('working minutes are what counting minute by minute finds, over changes of the clock too', () => {
  fc.assert(
    fc.property(anyHours, anyZone, instant, instant, (shop, zone, a, b) => {
      let counted = 0
      for (let ms = a; ms < b; ms += minute) if (openAt(shop, zone, ms)) counted += 1
      expect(workingMinutes(shop, zone, a, b)).toBe(counted)
      expect(isOpen(shop, zone, a)).toBe(openAt(shop, zone, a))
    }),
    { numRuns: 60 },
  )
})

test('time adds up: to any moment between and from it is the whole', () => {
  fc.assert(
    fc.property(
      anyHours,
      anyZone,
      fc.array(instant, { minLength: 3, maxLength: 3 }),
      fc.integer({ min: 0, max: 59_999 }),
      (shop, zone, moments, more) => {
        const [a = 0, b = 0, c = 0] = moments.toSorted((x, y) => x - y)
        const parts =
          workingMs(shop, zone, a, b + more) + workingMs(shop, zone, b + more, c + minute)
        expect(parts).toBe(workingMs(shop, zone, a, c + minute))
      },
    ),
  )
})
