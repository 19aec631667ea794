import fc from 'fast-check'
import { expect, test } from 'vitest'
import { Currency } from '#core/money.ts'
import { minorOf, plainFigure, plainOf } from './amount.ts'

test('an amount typed with Arabic digits and separators is understood', () => {
  expect(plainFigure('١٬٢٣٤٫٥٠')).toBe('1234.50')
  expect(minorOf('١٬٢٣٤٫٥', 'SAR')).toBe(123_450)
  expect(minorOf('64,170', 'SAR')).toBe(6_417_000)
  expect(minorOf('1.234', 'KWD')).toBe(1234)
})

test('more decimals than the currency has are refused, not rounded', () => {
  expect(minorOf('1.234', 'SAR')).toBeUndefined()
  expect(minorOf('ألف', 'SAR')).toBeUndefined()
  expect(minorOf('', 'SAR')).toBeUndefined()
})

test('what is shown in a field reads back as the same amount', () => {
  const amounts = fc.record({
    minor: fc.integer({ min: -99_999_999_999, max: 99_999_999_999 }),
    currency: fc.constantFrom(...Currency.options),
  })
  fc.assert(
    fc.property(amounts, (amount) => {
      expect(minorOf(plainOf(amount), amount.currency)).toBe(amount.minor)
    }),
  )
})
