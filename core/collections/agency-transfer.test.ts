import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Money } from '#core/money.ts'
import { openFor } from './agency-transfer.ts'

const between = fc
  .integer({ min: -1_000_000, max: 1_000_000 })
  .map((minor): Money => ({ minor, currency: 'SAR' }))

test('money goes one way at a time, and all that may go leaves nothing between us', () => {
  fc.assert(
    fc.property(between, (sum) => {
      const [came, went] = [openFor('in', sum).minor, openFor('out', sum).minor]
      expect(Math.min(came, went)).toBe(0)
      expect(sum.minor - came + went).toBe(0)
    }),
  )
})
