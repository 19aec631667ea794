import fc from 'fast-check'
import { expect, test } from 'vitest'
import { firstHijriYear, fromHijri, hijriMonthLength, lastHijriYear, toHijri } from './hijri.ts'

const intl = new Intl.DateTimeFormat('en-u-ca-islamic-umalqura-nu-latn', {
  timeZone: 'UTC',
  year: 'numeric',
  month: 'numeric',
  day: 'numeric',
})
const byIntl = (day: string) => {
  const parts = intl.formatToParts(Date.parse(`${day}T00:00:00Z`))
  const of = (type: string) => Number(parts.find((part) => part.type === type)?.value)
  return { year: of('year'), month: of('month'), day: of('day') }
}
const months = Array.from({ length: (lastHijriYear - firstHijriYear + 1) * 12 }, (_, index) => ({
  year: firstHijriYear + Math.floor(index / 12),
  month: (index % 12) + 1,
}))

test('agrees with Intl on the first and the last day of every month', () => {
  for (const { year, month } of months) {
    for (const day of [1, hijriMonthLength(year, month) ?? 0]) {
      const gregorian = fromHijri({ year, month, day })
      expect(byIntl(gregorian ?? '')).toEqual({ year, month, day })
    }
  }
})

test('agrees with Intl on any day, and finds the way back', () => {
  const days = fc
    .date({ min: new Date('1937-03-14'), max: new Date('2077-11-16'), noInvalidDate: true })
    .map((date) => date.toISOString().slice(0, 10))
  fc.assert(
    fc.property(days, (day) => {
      const hijri = toHijri(day)
      expect(hijri).toEqual(byIntl(day))
      expect(hijri && fromHijri(hijri)).toBe(day)
    }),
    { numRuns: 2_000 },
  )
})

test.each([
  ['2024-03-11', { year: 1445, month: 9, day: 1 }],
  ['2025-06-26', { year: 1447, month: 1, day: 1 }],
  ['2026-11-25', { year: 1448, month: 6, day: 15 }],
])('%s is a day that Saudi Arabia has printed', (day, hijri) => {
  expect(toHijri(day)).toEqual(hijri)
})

test('knows where its table ends', () => {
  expect(toHijri('1937-03-13')).toBeUndefined()
  expect(toHijri('1937-03-14')).toEqual({ year: 1356, month: 1, day: 1 })
  expect(toHijri('2077-11-16')).toMatchObject({ year: 1500, month: 12 })
  expect(toHijri('2077-11-17')).toBeUndefined()
  expect(fromHijri({ year: 1355, month: 12, day: 1 })).toBeUndefined()
  expect(fromHijri({ year: 1448, month: 13, day: 1 })).toBeUndefined()
})

test('has no thirtieth day in a month of twenty-nine', () => {
  const short = months.filter(({ year, month }) => hijriMonthLength(year, month) === 29)
  expect(short.length).toBeGreaterThan(700)
  for (const month of short) expect(fromHijri({ ...month, day: 30 })).toBeUndefined()
})
