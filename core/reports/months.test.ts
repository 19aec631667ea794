import fc from 'fast-check'
import { expect, test } from 'vitest'
import { addDays, type Day, endOfMonth, monthOf } from '#core/day.ts'
import {
  lastOf,
  type OracleItem,
  oracleAging,
  oracleCei,
  oracleDso,
  oracleRate,
  oracleRolls,
} from '#test/oracle/figures.ts'
import {
  daysByReason,
  type Moves,
  monthFigures,
  type Settled,
  type Sold,
  waitsOf,
} from './months.ts'

const start = '2026-01-01'
const item: fc.Arbitrary<OracleItem> = fc
  .record({
    posted: fc.integer({ min: 0, max: 300 }),
    terms: fc.integer({ min: 0, max: 60 }),
    parts: fc.array(
      fc.record({
        after: fc.integer({ min: 0, max: 200 }),
        minor: fc.integer({ min: 1, max: 9_999 }),
      }),
      { maxLength: 3 },
    ),
    open: fc.nat({ max: 9_999 }),
  })
  .map(({ posted, terms, parts, open }) => ({
    postedOn: addDays(start, posted),
    dueOn: addDays(start, posted + terms),
    minor: parts.reduce((sum, { minor }) => sum + minor, open) || 1,
    settled: parts.map(({ after, minor }) => ({ on: addDays(start, posted + after), minor })),
  }))

/** What the server reads of such items on a day. */
function movesOf(items: readonly OracleItem[], asOf: Day): Moves {
  const there = items.filter(({ postedOn }) => postedOn <= asOf)
  const sold = there.map(
    ({ dueOn, postedOn, minor }): Sold => ({ dueOn, soldIn: monthOf(postedOn), minor }),
  )
  const settled = there.flatMap(({ dueOn, postedOn, settled: parts }) =>
    parts
      .filter(({ on }) => on <= asOf)
      .map(
        ({ on, minor }): Settled => ({
          dueOn,
          soldIn: monthOf(postedOn),
          settledIn: monthOf(on),
          minor,
        }),
      ),
  )
  const sales = new Map<string, number>()
  for (const { soldIn, minor } of sold) sales.set(soldIn, (sales.get(soldIn) ?? 0) + minor)
  return { asOf, currency: 'SAR', sold, settled, sales }
}

test('every month has the figures that its items, followed one by one, give', () => {
  fc.assert(
    fc.property(
      fc.array(item, { maxLength: 25 }),
      fc.integer({ min: 100, max: 420 }),
      (items, days) => {
        const asOf = addDays(start, days)
        const moves = movesOf(items, asOf)
        const rows = monthFigures(moves, 5)
        expect(rows.at(-1)?.endsOn).toBe(asOf)
        for (const row of rows) {
          const end = row.month === monthOf(asOf) ? asOf : lastOf(row.month)
          expect(row.endsOn).toBe(end)
          const aging = oracleAging(items, end)
          expect(row.buckets).toEqual(aging)
          expect(row.owed).toBe(aging.reduce((a, b) => a + b, 0))
          const sales = Object.fromEntries(moves.sales)
          for (const [found, owed] of [
            [row.dso, row.owed],
            [row.bestDso, aging[0] ?? 0],
          ] as const) {
            const wanted = oracleDso(owed, sales, end)
            if (wanted === null) expect(found).toBeNull()
            else expect(Math.abs((found ?? -9) - wanted)).toBeLessThanOrEqual(0.0501)
          }
          for (const [found, wanted] of [
            [row.ceiBasisPoints, oracleCei(items, row.month, end)],
            [row.rateBasisPoints, oracleRate(items, row.month, end)],
          ] as const) {
            if (wanted === null) expect(found).toBeNull()
            else expect(Math.abs((found ?? -9) - wanted * 10_000)).toBeLessThanOrEqual(0.501)
          }
          const then = addDays(`${row.month}-01`, -1)
          expect(row.rolls).toEqual(oracleRolls(items, then, end))
        }
      },
    ),
    { numRuns: 60 },
  )
})

test('what stood in a bucket was cleared, stayed or grew older, and nothing else', () => {
  fc.assert(
    fc.property(fc.array(item, { maxLength: 25 }), (items) => {
      for (const { rolls } of monthFigures(movesOf(items, endOfMonth('2026-09-10')), 6))
        for (const { stood, cleared, stayed, worse } of rolls)
          expect(cleared + stayed + worse).toBe(stood)
    }),
    { numRuns: 40 },
  )
})

test('days above the best possible are shared out among their reasons by money', () => {
  const byReason = {
    disputed: 100,
    word_open: 0,
    word_broken: 300,
    not_contacted: 0,
    contacted: 600,
  }
  expect(daysByReason(20, byReason)).toEqual({
    disputed: 2,
    word_open: 0,
    word_broken: 6,
    not_contacted: 0,
    contacted: 12,
  })
  expect(daysByReason(null, byReason).disputed).toBeNull()
})

test('the middle wait is one of the waits', () => {
  expect(waitsOf([])).toEqual({ count: 0, median: null, ninth: null })
  expect(waitsOf([9, 1, 4, 2])).toEqual({ count: 4, median: 2, ninth: 9 })
  expect(waitsOf([3])).toEqual({ count: 1, median: 3, ninth: 3 })
})
