import fc from 'fast-check'
import { expect, test } from 'vitest'
import {
  Calendar,
  ContactWindow,
  contactState,
  eidsOf,
  firstOfMonth,
  HijriRules,
  isBefore,
  isContactTime,
  nextOpening,
} from '#core/calendar.ts'
import { addDays, weekdayOf } from '#core/day.ts'
import { ContactOutcome, offerFollowUp, proposeFollowUp } from './outcome.ts'

const hour = (from: number, until: number) => ({ from: from * 60, until: until * 60 })
/** Nine in the evening until one in the morning, as a window on each of the two days. */
const nights = [hour(0, 1), hour(21, 24)]
const rules = HijriRules.parse({ ramadan: nights, fitrDays: 4, adhaDays: 4 })
const calendar = Calendar.parse({ weekend: [5], hijri: rules })
const ramadan = firstOfMonth(rules, 1448, 9) ?? ''
const fitr = eidsOf(rules, 1448)[0]
const at = (day: string, hours: number, minute = 0) => ({ day, minuteOfDay: hours * 60 + minute })
/** A day of Ramadan with a day of work before and after it. */
const midweek = Array.from({ length: 7 }, (_, n) => addDays(ramadan, 7 + n)).find(
  (day) => weekdayOf(day) === 1,
)
const monday = midweek ?? ''

test('where the hours run past midnight, tomorrow is the next evening and not an hour later', () => {
  const late = at(monday, 23)
  expect(proposeFollowUp('no_answer', 2, late, calendar).at).toEqual(at(addDays(monday, 1), 21))
  expect(proposeFollowUp('no_answer', 3, late, calendar).at).toEqual(at(addDays(monday, 1), 21))
  expect(proposeFollowUp('wants_plan', 1, late, calendar).at).toEqual(at(addDays(monday, 1), 21))
})

test('who was offered a plan or a settlement has three days for it, and no day of rest ends them', () => {
  const threeDays = at(addDays(monday, 3), 21)
  expect(offerFollowUp(at(monday, 23), calendar)).toEqual(threeDays)
  expect(proposeFollowUp('wants_settlement', 1, at(monday, 23), calendar).at).toEqual(threeDays)
  // From a Tuesday on it would be the Friday.
  const tuesday = addDays(monday, 1)
  expect(offerFollowUp(at(tuesday, 23), calendar)).toEqual(at(addDays(tuesday, 4), 21))
})

test('who asks to be called back in two hours is, on the other side of midnight', () => {
  expect(proposeFollowUp('call_back', 1, at(monday, 22, 20), calendar).at).toEqual(
    at(addDays(monday, 1), 0, 30),
  )
  // Two hours later the evening is over: the next one begins at nine.
  expect(proposeFollowUp('call_back', 1, at(monday, 23, 30), calendar).at).toEqual(
    at(addDays(monday, 1), 21),
  )
})

test('in the last minute of Ramadan the follow-up waits for the first morning after the Eid', () => {
  const last = addDays(fitr?.from ?? '', -1)
  expect(contactState(calendar, at(last, 23, 59))).toBe('open')
  expect(contactState(calendar, at(fitr?.from ?? '', 0))).toBe('holiday')
  const next = addDays(fitr?.to ?? '', 1)
  const open = weekdayOf(next) === 5 ? addDays(next, 1) : next
  for (const outcome of ['no_answer', 'call_back', 'forgot'] as const)
    expect(proposeFollowUp(outcome, 1, at(last, 23, 59), calendar).at).toEqual(at(open, 10))
})

test('the first evening of Ramadan and the day before it have the hours of their own day', () => {
  const before = addDays(ramadan, -1)
  const closed = weekdayOf(before) === 5
  expect(contactState(calendar, at(before, 12))).toBe(closed ? 'weekend' : 'open')
  expect(isContactTime(calendar, at(before, 22))).toBe(false)
  expect(isContactTime(calendar, at(ramadan, 12))).toBe(false)
})

test('a company that is open all day and night begins its day at midnight', () => {
  const always = Calendar.parse({
    weekend: [],
    contactWindows: Array.from({ length: 7 }, () => [hour(0, 24)]),
  })
  expect(nextOpening(always, monday)).toEqual(at(monday, 0))
  const early = Calendar.parse({
    weekend: [],
    contactWindows: Array.from({ length: 7 }, () => [hour(0, 2), hour(8, 15)]),
  })
  expect(nextOpening(early, monday)).toEqual(at(monday, 0))
})

const window = fc
  .tuple(fc.integer({ min: 0, max: 1439 }), fc.integer({ min: 1, max: 1440 }))
  .filter(([from, until]) => from < until)
  .map(([from, until]) => ContactWindow.parse({ from, until }))

test('whatever the hours, a follow-up lies ahead and within them', () => {
  fc.assert(
    fc.property(
      fc.array(window, { minLength: 1, maxLength: 3 }),
      fc.array(window, { minLength: 1, maxLength: 2 }),
      fc.subarray([0, 4, 5, 6]),
      fc.integer({ min: 0, max: 800 }),
      fc.integer({ min: 0, max: 1439 }),
      fc.constantFrom(...ContactOutcome.options),
      fc.integer({ min: 1, max: 4 }),
      (windows, ramadanWindows, weekend, days, minuteOfDay, outcome, tries) => {
        const own = Calendar.parse({
          weekend,
          contactWindows: Array.from({ length: 7 }, () => windows),
          hijri: { ...rules, ramadan: ramadanWindows },
        })
        const now = { day: addDays('2026-11-01', days), minuteOfDay }
        const next = proposeFollowUp(outcome, tries, now, own).at
        expect(isContactTime(own, next)).toBe(true)
        expect(isBefore(now, next)).toBe(true)
      },
    ),
  )
})
