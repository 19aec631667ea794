import { expect, test } from 'vitest'
import { defaultCalendar } from '#core/calendar.ts'
import { ContactCaps, conductOf, contactFault } from './conduct.ts'

const caps = ContactCaps.parse({ aDay: 1, aWeek: 3, in30Days: 10 })

test('one more contact is refused by the shortest time whose limit is reached', () => {
  const codeOf = (aDay: number, aWeek: number, in30Days: number) =>
    contactFault({ aDay, aWeek, in30Days }, caps)?.code
  expect(codeOf(0, 2, 9)).toBeUndefined()
  expect(codeOf(1, 3, 10)).toBe('contacts_day')
  expect(codeOf(0, 3, 10)).toBe('contacts_week')
  expect(codeOf(0, 0, 10)).toBe('contacts_30')
  expect(contactFault({ aDay: 9, aWeek: 9, in30Days: 99 }, ContactCaps.parse({}))).toBeUndefined()
})

test('a finance company tries to call at most ten times in thirty days', () => {
  const conduct = conductOf('finance', defaultCalendar)
  expect(conduct.attemptsIn30Days).toBe(10)
  expect(conduct.contacts.in30Days).toBe(10)
  expect(conduct.calendar.hijri).toMatchObject({ fitrDays: 4, adhaDays: 4 })
})
