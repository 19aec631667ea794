import fc from 'fast-check'
import { expect, test } from 'vitest'
import { addDays } from '#core/day.ts'
import type { Currency } from '#core/money.ts'
import { halalas } from '#test/money.ts'
import { oracleBucket } from '#test/oracle/aging.ts'
import { age, bucketOf, buckets } from './aging.ts'

const day = fc.integer({ min: 0, max: 400 }).map((count) => addDays('2026-01-01', count))

test('a bucket begins on the day after the last one ends', () => {
  const edges = [-5, 0, 1, 30, 31, 60, 61, 90, 91, 4000].map((late) =>
    buckets.indexOf(bucketOf(late)),
  )
  expect(edges).toEqual([0, 0, 1, 1, 2, 2, 3, 3, 4, 4])
})

test('each balance is in one bucket, and currencies are never added', () => {
  const rows = age(
    [
      { dueOn: '2026-11-21', balance: halalas(100) },
      { dueOn: '2026-11-20', balance: halalas(20) },
      { dueOn: '2026-11-01', balance: halalas(3) },
      { dueOn: '2026-01-01', balance: { minor: 5, currency: 'KWD' } },
    ],
    '2026-11-21',
  )
  expect(rows).toMatchObject([
    { currency: 'KWD', buckets: { days_over_90: { minor: 5 } }, total: { minor: 5 } },
    {
      currency: 'SAR',
      buckets: { not_due: { minor: 100 }, days_1_30: { minor: 23 }, days_31_60: { minor: 0 } },
      total: { minor: 123 },
    },
  ])
  expect(age([], '2026-11-21')).toEqual([])
})

test('every open halala is in exactly one bucket, the one a calendar walk finds', () => {
  const item = fc.record({
    dueOn: day,
    balance: fc.record({
      minor: fc.integer({ min: -1e6, max: 1e9 }),
      currency: fc.constantFrom<Currency>('SAR', 'KWD'),
    }),
  })
  fc.assert(
    fc.property(fc.array(item, { maxLength: 30 }), day, (items, asOf) => {
      const rows = age(items, asOf)
      for (const currency of ['SAR', 'KWD'] as const) {
        const own = items.filter((one) => one.balance.currency === currency)
        const row = rows.find((one) => one.currency === currency)
        const expected = [0, 0, 0, 0, 0]
        for (const one of own) {
          const bucket = oracleBucket(one.dueOn, asOf)
          expected[bucket] = (expected[bucket] ?? 0) + one.balance.minor
        }
        expect(buckets.map((bucket) => row?.buckets[bucket].minor ?? 0)).toEqual(expected)
        expect(row?.total.minor ?? 0).toBe(expected.reduce((a, b) => a + b, 0))
      }
    }),
  )
})
