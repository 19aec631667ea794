import fc from 'fast-check'
import { expect, test } from 'vitest'
import { alikeKey, DuplicateReason, likelihood } from './duplicate.ts'

test('names of one trade are not alike for it, and a name keeps what tells it apart', () => {
  expect(alikeKey('مؤسسة نجد للمقاولات')).toBe('نجد')
  expect(alikeKey('شركة نجد للتجارة والمقاولات المحدودة')).toContain('نجد')
  expect(alikeKey('Najd Trading Est.')).toBe('najd')
  // Nothing but the trade is still a name.
  expect(alikeKey('شركة المقاولات العامة')).not.toBe('')
})

test('one more reason never makes two records less likely one, and none is surer than sure', () => {
  const reasons = fc.uniqueArray(fc.constantFrom(...DuplicateReason.options))
  fc.assert(
    fc.property(reasons, fc.constantFrom(...DuplicateReason.options), (known, more) => {
      const before = likelihood(known)
      const after = likelihood([...known, more])
      expect(after).toBeGreaterThanOrEqual(before)
      expect(after).toBeLessThanOrEqual(100)
    }),
  )
})

test('the order in which reasons were found changes nothing', () => {
  const reasons = fc.shuffledSubarray([...DuplicateReason.options])
  fc.assert(
    fc.property(reasons, (some) => {
      expect(likelihood(some)).toBe(likelihood(some.toSorted()))
    }),
  )
})
