import fc from 'fast-check'
import { expect, test } from 'vitest'
import { addDays } from '#core/day.ts'
import { halalas } from '#test/money.ts'
import { judgeSlowly, sharesSlowly } from '#test/oracle/payment-plan.ts'
import {
  dueNow,
  judgePlan,
  nextInstalment,
  type PlanJudged,
  plannedOf,
  sharesOf,
} from './payment-plan.ts'
import type { Settlement } from './promise.ts'

const first = '2026-12-01'
const plan: PlanJudged = {
  currency: 'SAR',
  instalments: [
    { dueOn: first, minor: 100 },
    { dueOn: '2027-01-01', minor: 100 },
    { dueOn: '2027-02-01', minor: 50 },
  ],
  covers: [
    { itemId: 'a', amount: halalas(150) },
    { itemId: 'b', amount: halalas(100) },
  ],
  graceDays: 5,
  breaksAfter: 1,
  startedAt: 1000,
}
const came = (itemId: string, minor: number, change: Partial<Settlement> = {}): Settlement => ({
  ...{ itemId, amount: halalas(minor), effectiveOn: first, recordedAt: 2000 },
  ...change,
})
const states = (settlements: Settlement[], today: string, change: Partial<PlanJudged> = {}) => {
  const { state, instalments } = judgePlan({ ...plan, ...change }, settlements, today)
  return [state, ...instalments.map((each) => each.state)]
}

test('an instalment is upcoming, due, late within its grace, and then missed, which breaks the plan', () => {
  expect(states([], '2026-11-30')).toEqual(['active', 'upcoming', 'upcoming', 'upcoming'])
  expect(states([], first)).toEqual(['active', 'due', 'upcoming', 'upcoming'])
  expect(states([], '2026-12-06')).toEqual(['active', 'late', 'upcoming', 'upcoming'])
  expect(states([], '2026-12-07')).toEqual(['broken', 'missed', 'upcoming', 'upcoming'])
})

test('money fills the oldest instalment first, on whichever invoice it lies, and counts ahead', () => {
  expect(states([came('b', 100)], '2026-12-07')).toEqual([
    'active',
    ...['paid', 'upcoming', 'upcoming'],
  ])
  expect(states([came('a', 150), came('b', 100)], '2026-12-02')[0]).toBe('kept')
})

test('what came after its grace leaves the instalment missed, and a plan that allows one goes on', () => {
  const late = came('a', 100, { effectiveOn: '2026-12-08' })
  expect(states([late], '2026-12-09')[0]).toBe('broken')
  expect(states([late], '2026-12-09', { breaksAfter: 2 })[0]).toBe('active')
  const twice = judgePlan({ ...plan, breaksAfter: 2 }, [late], '2027-01-07')
  expect([twice.state, twice.missed]).toEqual(['broken', 2])
})

test('what came before the plan began, or for another invoice, is not of the plan', () => {
  for (const each of [came('a', 250, { recordedAt: 1000 }), came('c', 250)])
    expect(judgePlan(plan, [each], first).came.minor).toBe(0)
})

test('money taken back opens its instalment again, and money told late closes it after all', () => {
  const paid = [came('a', 150), came('b', 100)]
  expect(states(paid, '2026-12-07')[0]).toBe('kept')
  expect(states([], '2026-12-07')[0]).toBe('broken')
  expect(states([came('a', 100, { recordedAt: 9_000_000 })], '2026-12-20')[0]).toBe('active')
})

test('the next instalment says what it lacks, and what has come due is summed', () => {
  const { instalments } = judgePlan(plan, [came('a', 130)], '2027-01-01')
  expect(nextInstalment(instalments)).toEqual({ place: 1, dueOn: '2027-01-01', minor: 70 })
  expect(dueNow(instalments, '2027-01-01')).toBe(70)
  expect(dueNow(instalments, '2027-02-01')).toBe(120)
})

const anyPlan: fc.Arbitrary<PlanJudged> = fc
  .record({
    items: fc.array(fc.integer({ min: 1, max: 500 }), { minLength: 1, maxLength: 4 }),
    cuts: fc.array(fc.nat(1000), { maxLength: 6 }),
    gaps: fc.array(fc.integer({ min: 1, max: 20 }), { minLength: 7, maxLength: 7 }),
    graceDays: fc.nat(6),
    breaksAfter: fc.integer({ min: 1, max: 3 }),
  })
  .map(({ items, cuts, gaps, graceDays, breaksAfter }) => {
    const sum = items.reduce((all, minor) => all + minor, 0)
    const bounds = [...new Set(cuts.map((cut) => cut % sum))].filter((cut) => cut > 0)
    const edges = [0, ...bounds.toSorted((a, b) => a - b), sum]
    let dueOn = first
    return {
      ...{ currency: 'SAR' as const, graceDays, breaksAfter, startedAt: 1000 },
      covers: items.map((minor, n) => ({ itemId: `i${n}`, amount: halalas(minor) })),
      instalments: edges.slice(1).map((edge, n) => {
        dueOn = addDays(dueOn, gaps[n] ?? 1)
        return { dueOn, minor: edge - (edges[n] ?? 0) }
      }),
    }
  })
const anyMoney = fc.array(
  fc.record({
    itemId: fc.constantFrom('i0', 'i1', 'i2', 'other'),
    amount: fc.integer({ min: 1, max: 300 }).map(halalas),
    effectiveOn: fc.nat(120).map((n) => addDays(first, n)),
    recordedAt: fc.constantFrom(500, 1001, 2000),
  }),
  { maxLength: 6 },
)
const anyDay = fc.nat(140).map((n) => addDays(first, n))
const run = { numRuns: 1000 }

test('the judgement is that of a slow reading, halala by halala and day by day', () => {
  fc.assert(
    fc.property(anyPlan, anyMoney, anyDay, (some, money, today) => {
      const judged = judgePlan(some, money, today)
      expect(judged).toEqual(judgeSlowly(some, money, today))
      expect(judgePlan(some, money.toReversed(), today)).toEqual(judged)
    }),
    run,
  )
})

test('what the instalments lack lies on the invoices exactly once, the oldest on the oldest', () => {
  fc.assert(
    fc.property(anyPlan, anyMoney, (some, money) => {
      const shares = sharesOf(some, money)
      expect(shares).toEqual(sharesSlowly(some, money))
      const { came: arrived } = judgePlan(some, money, first)
      const laid = shares.reduce((sum, { minor }) => sum + minor, 0)
      expect(laid).toBe(plannedOf(some.instalments) - arrived.minor)
    }),
    run,
  )
})

test('more money never makes a plan worse, and a day more never makes it better', () => {
  const rank = { broken: 0, active: 1, kept: 2 }
  fc.assert(
    fc.property(anyPlan, anyMoney, anyMoney, anyDay, (some, money, more, today) => {
      const before = judgePlan(some, money, today)
      const after = judgePlan(some, [...money, ...more], today)
      expect(rank[after.state]).toBeGreaterThanOrEqual(rank[before.state])
      expect(after.missed).toBeLessThanOrEqual(before.missed)
      const later = judgePlan(some, money, addDays(today, 1))
      expect(rank[later.state]).toBeLessThanOrEqual(rank[before.state])
      expect(later.missed).toBeGreaterThanOrEqual(before.missed)
    }),
    run,
  )
})
