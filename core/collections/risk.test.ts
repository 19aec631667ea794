import fc from 'fast-check'
import { expect, test } from 'vitest'
import { behaviourOf, bestReach, keepChance, type Paid } from './behaviour.ts'
import { type RiskFacts, remedyFor, riskFrom, riskOf } from './risk.ts'

const paid = (daysLate: number, daysAgo: number, minor = 1000, share = 1): Paid => ({
  ...{ daysLate, daysAgo, minor, share },
})

test('few invoices are drawn towards the company, many speak for themselves', () => {
  const one = behaviourOf([paid(60, 10)], 6)
  expect(one.plain).toBe(60)
  expect(one.usual).toBe(16.8)
  const many = behaviourOf(
    Array.from({ length: 45 }, (_, at) => paid(60, at)),
    6,
  )
  expect(many.usual).toBe(60)
  expect(behaviourOf([], 6)).toMatchObject({ invoices: 0, plain: null, usual: 6, onTime: null })
})

test('days late weigh by invoice and by riyal, and a trend is a week of difference', () => {
  const found = behaviourOf(
    [paid(0, 200, 9000), paid(0, 150, 9000), paid(30, 20, 1000), paid(30, 5, 1000)],
    null,
  )
  expect(found).toMatchObject({ plain: 15, weighted: 3, before: 0, recent: 30, trend: 'worse' })
  expect(found.onTime).toBe(0.5)
  expect(found.spread).toBe(15)
})

test('a word is believed as much as the company believes, until its giver has a record', () => {
  expect(keepChance({ kept: 0, of: 0 }, { kept: 0, of: 0 })).toBe(0.5)
  expect(keepChance({ kept: 9, of: 10 }, { kept: 50, of: 100 })).toBeCloseTo(10 / 12, 5)
  fc.assert(
    fc.property(fc.nat(50), fc.nat(50), fc.nat(500), fc.nat(500), (kept, broken, all, none) => {
      const chance = keepChance({ kept, of: kept + broken }, { kept: all, of: all + none })
      expect(chance).toBeGreaterThan(0)
      expect(chance).toBeLessThan(1)
    }),
  )
})

test('the best way is the surest of those answered twice', () => {
  const touch = (channel: string, hour: number, reached: boolean) => ({ channel, hour, reached })
  const found = bestReach([
    ...[10, 11, 10].map((hour) => touch('call', hour, false)),
    touch('call', 17, true),
    touch('call', 16, true),
    touch('whatsapp', 16, true),
  ])
  expect(found.channel).toEqual({ key: 'call', reached: 2, tried: 5 })
  expect(found.hours).toEqual({ key: '16', reached: 3, tried: 3 })
  expect(bestReach([touch('call', 9, true)]).channel).toBeNull()
})

const facts: fc.Arbitrary<RiskFacts> = fc
  .record({
    invoices: fc.nat(30),
    usualDaysLate: fc.option(fc.integer({ min: -20, max: 150 })),
    onTime: fc.option(fc.double({ min: 0, max: 1, noNaN: true })),
    worse: fc.boolean(),
    parts: fc.tuple(fc.nat(1000), fc.nat(1000), fc.nat(1000)),
    kept: fc.nat(8),
    broken: fc.nat(8),
    disputes: fc.nat(5),
    unanswered: fc.nat(6),
  })
  .map(({ parts: [young, over30, over90], kept, broken, ...rest }) => ({
    ...rest,
    owed: young + over30 + over90,
    over30: over30 + over90,
    over90,
    keep: { kept, of: kept + broken },
  }))

test('the class is what its reasons add up to, and there is none without a reason', () => {
  fc.assert(
    fc.property(facts, (each) => {
      const { risk, points, reasons } = riskOf(each)
      expect(points).toBe(
        Math.max(
          0,
          reasons.reduce((sum, reason) => sum + reason.points, 0),
        ),
      )
      expect(risk === 'high').toBe(points >= riskFrom.high)
      if (risk !== 'low') expect(reasons.length).toBeGreaterThan(0)
    }),
  )
})

test('paying later, owing older money or breaking more words never lowers the risk', () => {
  fc.assert(
    fc.property(facts, fc.nat(90), fc.nat(5), (each, later, broken) => {
      const before = riskOf(each).points
      const late = { ...each, usualDaysLate: (each.usualDaysLate ?? 0) + later }
      expect(riskOf(late).points).toBeGreaterThanOrEqual(before)
      const older = { ...each, over90: each.over30 }
      expect(riskOf(older).points).toBeGreaterThanOrEqual(before)
      const worse = { ...each, keep: { ...each.keep, of: each.keep.of + broken } }
      expect(riskOf(worse).points).toBeGreaterThanOrEqual(before)
    }),
  )
})

test('what stands in the way is mended before anybody is pressed', () => {
  const none = {
    owed: 100,
    over30: 0,
    over90: 0,
    keep: { kept: 0, of: 0 },
    unanswered: 0,
    worse: false,
  }
  const ask = (change: object) =>
    remedyFor({ ...none, openDisputes: 0, risk: 'low' as const, ...change })
  expect(ask({})).toBe('call_weekly')
  expect(ask({ openDisputes: 1, over90: 100 })).toBe('settle_dispute')
  expect(ask({ unanswered: 3 })).toBe('find_contact')
  expect(ask({ over90: 60, keep: { kept: 0, of: 2 } })).toBe('formal_notice')
  expect(ask({ over90: 30 })).toBe('agree_plan')
  expect(ask({ risk: 'high' })).toBe('stop_credit')
})
