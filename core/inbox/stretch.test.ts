import fc from 'fast-check'
import { expect, test } from 'vitest'
import { stretchOf } from './stretch.ts'

test('a stretch loses and gains nothing but the part of a minute', () => {
  fc.assert(
    fc.property(fc.double({ min: 0, max: 10_000_000, noNaN: true }), (minutes) => {
      const { days, hours, minutes: rest } = stretchOf(minutes)
      expect((days * 24 + hours) * 60 + rest).toBe(Math.round(minutes))
      expect(hours < 24 && rest < 60).toBe(true)
    }),
  )
  expect(stretchOf(-3)).toEqual({ days: 0, hours: 0, minutes: 0 })
})
