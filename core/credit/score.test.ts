import fc from 'fast-check'
import { expect, test } from 'vitest'
import { averageDaysLate, type Behaviour, behaviourScore, proposeCredit } from './score.ts'

const good: Behaviour = {
  bought: 12_000_000,
  paidCount: 12,
  paid: 12_000_000,
  paidInTime: 12_000_000,
  lateAmountDays: 0,
  promisesKept: 0,
  promisesBroken: 0,
  chequesBounced: 0,
  disputesUnfounded: 0,
  months: 24,
  streak: 3,
}
const rules = { rewardAfter: 6, unit: 100 }

test('who always pays in time earns three months of their purchases and 45 days', () => {
  expect(proposeCredit(good, rules)).toMatchObject({
    score: { points: 95, tooNew: false },
    limit: 3_000_000,
    terms: { kind: 'days_from_invoice', days: 45 },
    monthly: 1_000_000,
    months: 3,
    rewardPercent: 0,
  })
})

test('six invoices in a row in time are worth a tenth more', () => {
  expect(proposeCredit({ ...good, streak: 6 }, rules)).toMatchObject({
    limit: 3_300_000,
    rewardPercent: 10,
  })
  expect(proposeCredit({ ...good, streak: 6 }, { ...rules, rewardAfter: 0 }).limit).toBe(3_000_000)
})

test('whose first invoices are not paid yet buys for cash, however well the rest looks', () => {
  expect(proposeCredit({ ...good, paidCount: 2 }, rules)).toMatchObject({
    limit: 0,
    terms: { kind: 'immediate' },
  })
})

test('two months late, a broken word and a bounced cheque leave nothing to propose', () => {
  const bad = { ...good, paidInTime: 0, lateAmountDays: 60 * good.paid, promisesBroken: 2 }
  expect(averageDaysLate(bad)).toBe(60)
  expect(proposeCredit({ ...bad, chequesBounced: 1 }, rules).limit).toBe(0)
})

const count = fc.integer({ min: 0, max: 30 })
const anyone: fc.Arbitrary<Behaviour> = fc
  .record({
    bought: fc.integer({ min: 0, max: 50_000_000 }),
    paidCount: count,
    paid: fc.integer({ min: 0, max: 50_000_000 }),
    part: fc.double({ min: 0, max: 1, noNaN: true }),
    days: fc.integer({ min: 0, max: 120 }),
    promisesKept: count,
    promisesBroken: count,
    chequesBounced: count,
    disputesUnfounded: count,
    months: count,
    streak: count,
  })
  .map(({ part, days, ...rest }) => ({
    ...rest,
    paidInTime: Math.floor(rest.paid * part),
    lateAmountDays: rest.paid * days,
  }))

/** What somebody who behaves a little better has instead. */
const betters: readonly ((of: Behaviour) => Behaviour)[] = [
  (of) => ({ ...of, bought: of.bought + 1_000_000 }),
  (of) => ({ ...of, paidInTime: of.paid }),
  (of) => ({ ...of, lateAmountDays: Math.floor(of.lateAmountDays / 2) }),
  (of) => ({ ...of, promisesKept: of.promisesKept + 1 }),
  (of) => ({ ...of, promisesBroken: Math.max(0, of.promisesBroken - 1) }),
  (of) => ({ ...of, chequesBounced: Math.max(0, of.chequesBounced - 1) }),
  (of) => ({ ...of, disputesUnfounded: Math.max(0, of.disputesUnfounded - 1) }),
  (of) => ({ ...of, months: of.months + 1 }),
  (of) => ({ ...of, streak: of.streak + 1 }),
  (of) => ({ ...of, paidCount: of.paidCount + 1 }),
]

test('better behaviour never lowers the score or the proposed limit', () => {
  fc.assert(
    fc.property(anyone, fc.constantFrom(...betters), (before, better) => {
      const after = better(before)
      expect(behaviourScore(after).points).toBeGreaterThanOrEqual(behaviourScore(before).points)
      const [old, next] = [proposeCredit(before, rules), proposeCredit(after, rules)]
      expect(next.limit).toBeGreaterThanOrEqual(old.limit)
    }),
  )
})

test('a score lies between nothing and a hundred, and is the sum of its parts', () => {
  fc.assert(
    fc.property(anyone, (of) => {
      const { points, parts } = behaviourScore(of)
      expect(points).toBe(parts.reduce((sum, part) => sum + part.points, 0))
      for (const part of parts) {
        expect(part.points).toBeGreaterThanOrEqual(0)
        expect(part.points).toBeLessThanOrEqual(part.most)
      }
      expect(points).toBeLessThanOrEqual(100)
    }),
  )
})
