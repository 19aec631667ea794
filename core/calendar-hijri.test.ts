import { expect, test } from 'vitest'
import {
  Calendar,
  contactState,
  eidsOf,
  HijriRules,
  holidayOn,
  isRamadan,
  nextContactTime,
} from './calendar.ts'
import { addDays, eachDay } from './day.ts'

const night = [{ from: 21 * 60, until: 24 * 60 }]
const rules = HijriRules.parse({ ramadan: night, fitrDays: 4, adhaDays: 4 })
const calendar = Calendar.parse({ weekend: [], hijri: rules })

// The Hijri month and day of any day, by the calendar of the browser and of Node.
const intl = new Intl.DateTimeFormat('en-u-ca-islamic-umalqura-nu-latn', {
  timeZone: 'UTC',
  month: 'numeric',
  day: 'numeric',
})
const hijriOf = (day: string) => {
  const parts = intl.formatToParts(Date.parse(`${day}T00:00:00Z`))
  const of = (type: string) => Number(parts.find((part) => part.type === type)?.value)
  return { month: of('month'), day: of('day') }
}

test('over ten years each day of Ramadan has its own hours, and no other day', () => {
  for (const day of eachDay('2024-01-01', '2033-12-31')) {
    const { month } = hijriOf(day)
    expect([day, isRamadan(rules, day)]).toEqual([day, month === 9])
    const at = (minuteOfDay: number) => contactState(calendar, { day, minuteOfDay })
    if (holidayOn(calendar, day)) continue
    expect([day, at(12 * 60), at(22 * 60)]).toEqual([
      day,
      month === 9 ? 'outside_hours' : 'open',
      month === 9 ? 'open' : 'outside_hours',
    ])
  }
})

test('over ten years both Eids are off on their days, and nothing else is', () => {
  const off = eachDay('2024-01-01', '2033-12-31').filter((day) => holidayOn(calendar, day))
  for (const day of off) {
    const { month, day: date } = hijriOf(day)
    const fitr = month === 10 && date <= 4
    const adha = month === 12 && date >= 9 && date <= 12
    expect([day, fitr || adha]).toEqual([day, true])
  }
  // Ten solar years hold ten or eleven of each.
  expect(off.length).toBeGreaterThanOrEqual(80)
  expect(off.length).toBeLessThanOrEqual(88)
})

test('a month that was announced a day later moves the Eid and prolongs Ramadan', () => {
  const [fitr] = eidsOf(rules, 1447)
  const first = fitr?.from ?? ''
  const later = HijriRules.parse({
    ...rules,
    announced: [{ year: 1447, month: 10, first: addDays(first, 1) }],
  })
  expect(isRamadan(rules, first)).toBe(false)
  expect(isRamadan(later, first)).toBe(true)
  expect(eidsOf(later, 1447)[0]?.from).toBe(addDays(first, 1))
  expect(eidsOf(later, 1447)[1]).toEqual(eidsOf(rules, 1447)[1])
  const wrong = { year: 1447, month: 10, first: addDays(first, 9) }
  expect(HijriRules.safeParse({ ...rules, announced: [wrong] }).success).toBe(false)
})

test('what is due in an Eid waits for the first day after it', () => {
  const [, adha] = eidsOf(rules, 1447)
  const next = nextContactTime(calendar, { day: adha?.from ?? '', minuteOfDay: 0 })
  expect(next?.day).toBe(addDays(adha?.to ?? '', 1))
})
