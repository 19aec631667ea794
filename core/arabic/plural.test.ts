import { expect, test } from 'vitest'
import { type CountedForms, counted, pluralClass } from './plural.ts'

const days: CountedForms = {
  one: 'يوم واحد',
  two: 'يومان',
  few: 'أيام',
  many: 'يومًا',
  other: 'يوم',
}

test.each([
  [1, 'يوم واحد'],
  [2, 'يومان'],
  [3, '3 أيام'],
  [10, '10 أيام'],
  [11, '11 يومًا'],
  [100, '100 يوم'],
  [101, '101 يوم'],
  [110, '110 أيام'],
  [0, '0 يوم'],
])('%i days are said as Arabic counts them', (n, text) => {
  expect(counted(n, days)).toBe(text)
})

test('counts in Arabic-Indic digits when asked', () => {
  expect(counted(1234, days, 'arab')).toBe('١٬٢٣٤ يومًا')
})

test('counts like the plural rules of the language', () => {
  const rules = new Intl.PluralRules('ar')
  for (let n = 0; n <= 2_000; n += 1) expect(pluralClass(n)).toBe(rules.select(n))
})

test('half an invoice is a bug', () => {
  expect(() => pluralClass(1.5)).toThrow('whole number')
})
