import { expect, test } from 'vitest'
import { defaultCalendar } from '#core/calendar.ts'
import { type Contacted, calendarAt, groundOf, hoursOf } from './contact-register.ts'

const contact: Contacted = {
  ...{ kind: 'message', direction: 'out', automatic: true, overridden: false },
}
const noon = { day: '2026-11-22', minuteOfDay: 12 * 60 }

test('what a person overruled says so, whatever else let it out', () => {
  expect(groundOf({ ...contact, kind: 'reminder' })).toBe('gate')
  expect(groundOf({ ...contact, kind: 'reminder', overridden: true })).toBe('override')
  expect(groundOf({ ...contact, kind: 'call', automatic: false, overridden: true })).toBe(
    'override',
  )
})

test('what is owed to the customer, what a rule sends and what a colleague sends are told apart', () => {
  expect(groundOf({ ...contact, kind: 'document' })).toBe('owed')
  expect(groundOf({ ...contact, kind: 'statement' })).toBe('rule')
  expect(groundOf({ ...contact, kind: 'statement', automatic: false })).toBe('person')
  expect(groundOf({ ...contact, direction: 'in' })).toBe('customer')
  expect(groundOf({ ...contact, kind: 'agency' })).toBe('agency')
})

test('hours are judged of what we began and what reached them, and of nothing else', () => {
  const out = { kind: 'call', direction: 'out', reached: true } as const
  expect(hoursOf(out, noon, defaultCalendar)).toBe('open')
  expect(hoursOf(out, { ...noon, minuteOfDay: 21 * 60 }, defaultCalendar)).toBe('outside_hours')
  expect(hoursOf(out, { ...noon, day: '2026-11-20' }, defaultCalendar)).toBe('weekend')
  expect(hoursOf({ ...out, direction: 'in' }, noon, defaultCalendar)).toBeNull()
  expect(hoursOf({ ...out, reached: false }, noon, defaultCalendar)).toBeNull()
  expect(hoursOf({ ...out, kind: 'agency' }, noon, defaultCalendar)).toBeNull()
})

test('a contact is judged by the calendar that was in force when it was made', () => {
  const named = (name: string) => ({
    ...defaultCalendar,
    holidays: [{ name, from: '2026-01-01' }],
  })
  const past = [
    { until: '2026-10-01T00:00:00.000Z', calendar: named('second') },
    { until: '2026-05-01T00:00:00.000Z', calendar: named('first') },
  ]
  const at = (day: string) =>
    calendarAt(past, named('now'), `${day}T09:00:00.000Z`).holidays[0]?.name
  expect(['2026-04-30', '2026-05-01', '2026-09-30', '2026-10-01'].map(at)).toEqual([
    'first',
    'second',
    'second',
    'now',
  ])
})
