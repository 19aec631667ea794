import { expect, test } from 'vitest'
import { Calendar, defaultCalendar, firstOfMonth, HijriRules } from '#core/calendar.ts'
import { addDays } from '#core/day.ts'
import { minutesOn } from './hours.ts'

const now = { today: '2026-11-23', minute: 649, calendar: defaultCalendar }
const at = (...hours: number[]) => hours.map((hour) => hour * 60)

test('of today no hour is offered that is over', () => {
  expect(minutesOn('2026-11-23', 780, now)).toEqual(at(12, 13, 14, 16, 18))
  expect(minutesOn('2026-11-23', null, { ...now, minute: 1090 })).toEqual([])
})

test('another day has the hours of contact, and the one that was proposed for it alone', () => {
  expect(minutesOn('2026-11-24', null, now)).toEqual(at(10, 12, 14, 16, 18))
  expect(minutesOn('2026-11-24', 630, now)).toEqual(at(10, 10.5, 12, 14, 16, 18))
  expect(minutesOn(null, null, now)).toHaveLength(5)
})

test('a day offers the hours in which the company contacts its customers on it, and no others', () => {
  const early = [{ from: 8 * 60, until: 12 * 60 }]
  const split = [...early, { from: 16 * 60, until: 20 * 60 }]
  const calendar = Calendar.parse({
    contactWindows: [split, split, [], split, early, [], []],
  })
  const own = { ...now, calendar }
  expect(minutesOn('2026-11-25', null, own)).toEqual(at(8, 10, 16, 18))
  expect(minutesOn('2026-11-26', null, own)).toEqual(at(8, 10))
  expect(minutesOn('2026-11-24', null, own)).toEqual([])
  const long = Array.from({ length: 7 }, () => [{ from: 0, until: 24 * 60 }])
  expect(
    minutesOn('2026-11-25', null, { ...now, calendar: Calendar.parse({ contactWindows: long }) }),
  ).toEqual(at(0, 4, 8, 12, 16, 20))
})

test('Ramadan has its own hours, and the end of a night is no hour of the day after', () => {
  const nights = [
    { from: 0, until: 60 },
    { from: 21 * 60, until: 24 * 60 },
  ]
  const rules = HijriRules.parse({ ramadan: nights })
  const first = firstOfMonth(rules, 1448, 9) ?? ''
  const monday = addDays(first, 7)
  const own = { ...now, calendar: Calendar.parse({ weekend: [], hijri: rules }) }
  expect(minutesOn(monday, null, own)).toEqual(at(21, 23))
  expect(minutesOn(addDays(first, -1), null, own)).toEqual(at(10, 12, 14, 16, 18))
})
