import fc from 'fast-check'
import { expect, test } from 'vitest'
import { addDays } from '#core/day.ts'
import { toHijri } from '#core/hijri.ts'
import { orderOf, readDay } from './read-day.ts'

const dayOf = (text: string | number, order: 'day_first' | 'month_first' = 'day_first') =>
  readDay(text, order).day

test.each([
  ['2026-08-31', '2026-08-31'],
  ['2026/9/10', '2026-09-10'],
  ['2026.10.20', '2026-10-20'],
  ['20260319', '2026-03-19'],
  ['5-10-2026', '2026-10-05'],
  ['12.10.26', '2026-10-12'],
  ['15-06-26', '2026-06-15'],
  ['٢٢/١١/٢٠٢٦ م', '2026-11-22'],
  ['١٥/٣/١٤٤٨', '2026-08-28'],
  ['٢٠/٤/١٤٤٨هـ', '2026-10-01'],
  ['١٤٤٨/٠٢/٠١', '2026-07-15'],
  ['٢٢/٥/١٤٤٨ هـ', '2026-11-02'],
  ['12 October 2026', '2026-10-12'],
  ['Oct 12, 2026', '2026-10-12'],
  ['12-Oct-26', '2026-10-12'],
  ['١٢ أكتوبر ٢٠٢٦', '2026-10-12'],
  ['1 رمضان 1447', '2026-02-18'],
  ['2026-03-19T00:00:00', '2026-03-19'],
  ['19/03/2026 14:05', '2026-03-19'],
])('%s is %s', (written, day) => {
  expect(dayOf(written)).toBe(day)
})

test('a number of a spreadsheet counts days from 1900, and its hours say nothing', () => {
  expect(dayOf(46_348)).toBe('2026-11-22')
  expect(dayOf(46_348.75)).toBe('2026-11-22')
})

test('a day beyond its month is no day, and the last of that month is the way out', () => {
  expect(readDay('31/11/2026', 'day_first')).toEqual({ day: null, last: '2026-11-30' })
  expect(readDay('31/02/2026', 'day_first')).toEqual({ day: null, last: '2026-02-28' })
  expect(readDay('1448/03/30', 'day_first')).toEqual({ day: null, last: '2026-09-11' })
})

test.each(['', 'غير محدد', '؟؟', '13/13/2026', '2026', '0/5/2026', '12/10', '99999999'])(
  '%s is no day',
  (written) => {
    expect(dayOf(written)).toBeNull()
  },
)

test('the sheet says which comes first: 09/25 makes the column month first', () => {
  expect(orderOf(['09/12/2026', '09/25/2026'])).toBe('month_first')
  expect(orderOf(['09/12/2026', '25/09/2026'])).toBe('day_first')
  expect(orderOf(['09/12/2026'])).toBe('day_first')
  expect(dayOf('09/12/2026', 'month_first')).toBe('2026-09-12')
})

test('every day reads back as it was, however it is written', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 25_000 }), (days) => {
      const day = addDays('2000-01-01', days)
      const [year = '', month = '', date = ''] = day.split('-')
      expect(dayOf(`${date}/${month}/${year}`)).toBe(day)
      expect(dayOf(`${month}/${date}/${year}`, 'month_first')).toBe(day)
      expect(dayOf(`${year}.${Number(month)}.${Number(date)}`)).toBe(day)
      const hijri = toHijri(day)
      if (hijri) expect(dayOf(`${hijri.day}/${hijri.month}/${hijri.year} هـ`)).toBe(day)
    }),
  )
})
