import fc from 'fast-check'
import { expect, test } from 'vitest'
import { addDays } from '#core/day.ts'
import type { Currency } from '#core/money.ts'
import { oracleBalance, oracleBucket } from '#test/oracle/aging.ts'
import { age, balanceAsOf, bucketOf, buckets, type LineFact, type SettlementFact } from './aging.ts'

const sar = (minor: number) => ({ minor, currency: 'SAR' as const })
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
      { dueOn: '2026-11-21', balance: sar(100) },
      { dueOn: '2026-11-20', balance: sar(20) },
      { dueOn: '2026-11-01', balance: sar(3) },
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

const invoice: LineFact = {
  id: 'invoice',
  amount: sar(1000),
  postedOn: '2026-09-01',
  recordedAt: '2026-09-01T08:00:00Z',
}
const payment: LineFact = {
  id: 'payment',
  amount: sar(-400),
  postedOn: '2026-10-01',
  recordedAt: '2026-10-05T08:00:00.250Z',
}
const settled: SettlementFact = {
  fromId: 'payment',
  toId: 'invoice',
  amount: sar(400),
  effectiveOn: '2026-10-01',
  recordedAt: '2026-10-05T08:00:00.250Z',
}
const seen = (asOf: string, knownOn: string) =>
  Object.fromEntries(
    [...balanceAsOf([invoice, payment], [settled], { asOf, knownOn })].map(([id, balance]) => [
      id,
      balance.minor,
    ]),
  )

test('an invoice that was open then is open in the books of then, though paid since', () => {
  expect(seen('2026-08-31', '2026-12-01T00:00:00Z')).toEqual({})
  expect(seen('2026-09-30', '2026-12-01T00:00:00Z')).toEqual({ invoice: 1000 })
  expect(seen('2026-10-01', '2026-12-01T00:00:00Z')).toEqual({ invoice: 600, payment: 0 })
})

test('a payment entered late changes the past day, but not what was known of it', () => {
  expect(seen('2026-10-02', '2026-10-02T20:00:00Z')).toEqual({ invoice: 1000 })
  expect(seen('2026-10-02', '2026-10-05T08:00:00Z')).toEqual({ invoice: 1000 })
  expect(seen('2026-10-02', '2026-10-05T08:00:00.25Z')).toEqual({ invoice: 600, payment: 0 })
})

test('taking a settlement back is a row of its own', () => {
  const undone = {
    ...settled,
    amount: sar(-400),
    effectiveOn: '2026-11-01',
    recordedAt: '2026-11-01T08:00:00Z',
  }
  const view = { asOf: '2026-11-01', knownOn: '2026-12-01T00:00:00Z' }
  const balances = balanceAsOf([invoice, payment], [settled, undone], view)
  expect([...balances.values()]).toEqual([sar(1000), sar(-400)])
})

test('an instant that is not in UTC is our bug', () => {
  expect(() => seen('2026-10-02', '2026-10-02')).toThrow('an instant is written in UTC')
})

test('the replay equals asking every row, and balances add up to the lines', () => {
  const instant = day.map((one) => `${one}T09:00:00.000Z`)
  const books = fc
    .array(
      fc.record({
        amount: fc.integer({ min: -1e6, max: 1e6 }).map(sar),
        postedOn: day,
        recordedAt: instant,
      }),
      { minLength: 1, maxLength: 8 },
    )
    .map((facts) => facts.map((fact, index) => ({ ...fact, id: String(index) })))
  const place = fc.integer({ min: 0, max: 7 }).map(String)
  const rows = fc.array(
    fc.record({
      fromId: place,
      toId: place,
      amount: fc.integer({ min: -1e6, max: 1e6 }).map(sar),
      effectiveOn: day,
      recordedAt: instant,
    }),
    { maxLength: 20 },
  )
  fc.assert(
    fc.property(books, rows, day, instant, (lines, all, asOf, knownOn) => {
      const known = all.filter(({ fromId, toId }) =>
        [fromId, toId].every((id) => Number(id) < lines.length),
      )
      const balances = balanceAsOf(lines, known, { asOf, knownOn })
      for (const line of lines)
        expect(balances.get(line.id)?.minor ?? null).toBe(
          oracleBalance(line, lines, known, asOf, knownOn),
        )
      const sum = [...balances.values()].reduce((a, b) => a + b.minor, 0)
      const posted = lines.filter((line) => balances.has(line.id))
      expect(sum).toBe(posted.reduce((a, line) => a + line.amount.minor, 0))
    }),
    { numRuns: 500 },
  )
})
