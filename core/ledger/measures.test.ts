import fc from 'fast-check'
import { expect, test } from 'vitest'
import { addDays } from '#core/day.ts'
import { halalas } from '#test/money.ts'
import { type Collectable, collectionRate, countBackDso } from './measures.ts'

test('count-back uses up the newest months first and takes a part of the last', () => {
  const months = [
    { days: 30, sales: halalas(400) },
    { days: 31, sales: halalas(300) },
    { days: 30, sales: halalas(600) },
  ]
  expect(countBackDso(halalas(0), months)).toEqual({ days: 0, complete: true })
  expect(countBackDso(halalas(200), months)).toEqual({ days: 15, complete: true })
  expect(countBackDso(halalas(400), months)).toEqual({ days: 30, complete: true })
  expect(countBackDso(halalas(800), months)).toEqual({ days: 66, complete: true })
  expect(countBackDso(halalas(1300), months)).toEqual({ days: 91, complete: true })
  expect(countBackDso(halalas(1301), months)).toEqual({ days: 91, complete: false })
})

test('a month that sold nothing, or took back more than it sold, counts its days', () => {
  const months = [
    { days: 30, sales: halalas(0) },
    { days: 31, sales: halalas(-50) },
    { days: 30, sales: halalas(100) },
  ]
  expect(countBackDso(halalas(50), months)).toEqual({ days: 76, complete: true })
})

test('more owed never means fewer days', () => {
  const months = fc.array(
    fc.record({
      days: fc.constantFrom(28, 30, 31),
      sales: fc.integer({ min: -1e6, max: 1e6 }).map(halalas),
    }),
    { maxLength: 24 },
  )
  const owed = fc.integer({ min: 0, max: 1e7 })
  fc.assert(
    fc.property(months, owed, owed, (history, a, b) => {
      const days = (minor: number) => countBackDso(halalas(minor), history).days
      expect(days(Math.min(a, b))).toBeLessThanOrEqual(days(Math.max(a, b)))
    }),
  )
})

test('the rate of a month is what it collected of all that it could', () => {
  const items: Collectable[] = [
    // Overdue from before: 1000, of which 400 were paid earlier and 300 this month.
    {
      dueOn: '2026-09-15',
      amount: halalas(1000),
      settled: [
        { on: '2026-10-31', amount: halalas(400) },
        { on: '2026-11-01', amount: halalas(300) },
      ],
    },
    // Due this month, paid this month and the rest after it.
    {
      dueOn: '2026-11-30',
      amount: halalas(400),
      settled: [
        { on: '2026-11-30', amount: halalas(100) },
        { on: '2026-12-01', amount: halalas(300) },
      ],
    },
    // Due later and paid early: in neither.
    {
      dueOn: '2026-12-01',
      amount: halalas(999),
      settled: [{ on: '2026-11-10', amount: halalas(999) }],
    },
    // Due this month, paid before it began: in neither.
    {
      dueOn: '2026-11-05',
      amount: halalas(50),
      settled: [{ on: '2026-10-20', amount: halalas(50) }],
    },
  ]
  expect(collectionRate(items, '2026-11', 'SAR')).toEqual({
    collectable: halalas(1000),
    collected: halalas(400),
    rateBasisPoints: 4000,
  })
  expect(collectionRate([], '2026-11', 'SAR').rateBasisPoints).toBeNull()
})

const day = fc.integer({ min: 0, max: 365 }).map((count) => addDays('2026-01-01', count))

test('no month collects more than there was to collect', () => {
  const item = fc
    .record({ dueOn: day, parts: fc.array(fc.tuple(day, fc.nat({ max: 1e6 }))), open: fc.nat() })
    .map(({ dueOn, parts, open }): Collectable => {
      const settled = parts.map(([on, minor]) => ({ on, amount: halalas(minor) }))
      const paid = settled.reduce((sum, part) => sum + part.amount.minor, 0)
      return { dueOn, amount: halalas(paid + open), settled }
    })
  fc.assert(
    fc.property(fc.array(item, { maxLength: 8 }), (items) => {
      const rate = collectionRate(items, '2026-06', 'SAR')
      expect(rate.collected.minor).toBeGreaterThanOrEqual(0)
      expect(rate.collected.minor).toBeLessThanOrEqual(rate.collectable.minor)
    }),
  )
})
