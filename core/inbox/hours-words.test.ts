import { expect, test } from 'vitest'
import { hoursInWords } from './hours-words.ts'
import { usualShifts } from './settings.ts'

const day = [{ from: 9 * 60, until: 17 * 60 }]
const split = [
  { from: 16 * 60, until: 24 * 60 },
  { from: 9 * 60, until: 12 * 60 + 30 },
]

test('days in a row with the same hours are said once', () => {
  expect(hoursInWords(usualShifts, 'ar')).toBe('من الأحد إلى الخميس، من 9:00 ص إلى 5:00 م')
  expect(hoursInWords(usualShifts, 'en')).toBe('Sunday to Thursday, 9:00 am to 5:00 pm')
})

test('a week that begins on Saturday is one run, and a day off stands between none', () => {
  expect(hoursInWords([day, day, day, day, day, [], day], 'en')).toBe(
    'Saturday to Thursday, 9:00 am to 5:00 pm',
  )
  expect(hoursInWords([day, day, day, day, day, day, day], 'ar')).toBe(
    'كل يوم، من 9:00 ص إلى 5:00 م',
  )
})

test('other hours on other days, and two windows of one day, are said in their order', () => {
  expect(hoursInWords([[], split, split, [], day, [], []], 'ar')).toBe(
    'الاثنين والثلاثاء، من 9:00 ص إلى 12:30 م ومن 4:00 م إلى 12:00 ص؛ الخميس، من 9:00 ص إلى 5:00 م',
  )
})

test('a company that is never there has no hours to tell', () => {
  expect(hoursInWords([[], [], [], [], [], [], []], 'ar')).toBeUndefined()
})
