import fc from 'fast-check'
import { expect, test } from 'vitest'
import { convert } from '#core/money.ts'
import { inBase } from './posting.ts'

const amounts = fc
  .array(fc.integer({ min: -1_000_000, max: 1_000_000 }), { minLength: 1, maxLength: 12 })
  .map((some) => [...some, -some.reduce((sum, minor) => sum + minor, 0)])
const rates = fc.integer({ min: 1, max: 90_000_000 }).map((n) => (n / 1_000_000).toFixed(6))

test('whatever the lines and the rate, the entry balances in the base too', () => {
  fc.assert(
    fc.property(amounts, rates, (some, rate) => {
      const lines = some.map((amount, at) => ({ amount, party: at === 0 }))
      const base = inBase(lines, 'USD', rate, 'SAR')
      expect(base.reduce((sum, minor) => sum + minor, 0)).toBe(0)
    }),
  )
})

test('a customer’s line is carried at exactly its amount times the rate', () => {
  fc.assert(
    fc.property(amounts, rates, (some, rate) => {
      const lines = some.map((amount, at) => ({ amount, party: at === 0 }))
      const minor = some[0] ?? 0
      const expected = convert({ minor, currency: 'USD' }, rate, 'SAR').minor
      expect(inBase(lines, 'USD', rate, 'SAR')[0]).toBe(expected)
    }),
  )
})

test('in the books’ own currency nothing is rounded', () => {
  const lines = [
    { amount: 115, party: true },
    { amount: -100, party: false },
    { amount: -15, party: false },
  ]
  expect(inBase(lines, 'SAR', '1', 'SAR')).toEqual([115, -100, -15])
})

test('an entry that does not add up is our own mistake', () => {
  expect(() => inBase([{ amount: 1, party: false }], 'SAR', '1', 'SAR')).toThrow(
    'adds up to nothing',
  )
})
