import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type CreditFacts, creditDecision, defaultCreditPolicy, exposureOf } from './policy.ts'

const calm: CreditFacts = {
  today: '2026-11-22',
  limit: 100_000,
  validUntil: null,
  debts: 0,
  deposits: 0,
  orders: 0,
  overdue: 0,
  daysLate: 0,
  breaches: [],
  heldByHand: false,
  releasedUntil: null,
}
const policy = { ...defaultCreditPolicy, overdueLimit: 50_000 }
const codes = (facts: Partial<CreditFacts>, asked = 1) =>
  creditDecision(policy, { ...calm, ...facts }, asked).reasons.map(({ code }) => code)

describe('a customer buys on credit', () => {
  test('within the limit, to the last halala', () => {
    expect(creditDecision(policy, { ...calm, debts: 40_000, orders: 10_000 }, 50_000)).toEqual({
      allowed: true,
      reasons: [],
      exposure: 50_000,
      limit: 100_000,
      headroom: 50_000,
    })
    expect(codes({ debts: 40_000, orders: 10_000 }, 50_001)).toEqual(['over_limit'])
  })
  test('with what they paid ahead counted for them, and never as more than their debt', () => {
    expect(codes({ debts: 120_000, deposits: 30_000 }, 10_000)).toEqual([])
    expect(exposureOf({ debts: 0, orders: 0, deposits: 500 })).toBe(0)
  })
  test('for cash only, while nobody granted them anything', () => {
    expect(codes({ limit: null })).toEqual(['cash_only'])
    const generous = { ...policy, newCustomerLimit: 5_000 }
    expect(creditDecision(generous, { ...calm, limit: null }, 5_000).allowed).toBe(true)
  })
  test('no more when what was granted has run out', () => {
    expect(codes({ validUntil: '2026-11-22' })).toEqual([])
    expect(codes({ validUntil: '2026-11-21' })).toEqual(['expired'])
  })
  test('no more while too much, or too old, is overdue beyond the grace', () => {
    expect(codes({ debts: 60_000, overdue: 50_001 })).toEqual(['overdue_amount'])
    expect(codes({ debts: 1_000, overdue: 1_000, daysLate: 37 })).toEqual([])
    expect(codes({ debts: 1_000, overdue: 1_000, daysLate: 38 })).toEqual(['overdue_age'])
  })
  test('no more for some time after a broken word or a bounced cheque', () => {
    const breaches = [{ kind: 'promise_broken' as const, on: '2026-10-24' }]
    expect(codes({ breaches })).toEqual(['promise_broken'])
    expect(codes({ breaches, today: '2026-11-23' })).toEqual([])
    expect(codes({ breaches: [{ kind: 'cheque_bounced', on: '2026-11-20' }] })).toEqual([
      'cheque_bounced',
    ])
  })
  test('again when a person lets them, but never beyond the limit or what a person stopped', () => {
    const late = { overdue: 60_000, daysLate: 90, releasedUntil: '2026-11-22' }
    expect(codes(late)).toEqual([])
    expect(codes({ ...late, releasedUntil: '2026-11-21' })).toEqual([
      'overdue_amount',
      'overdue_age',
    ])
    expect(codes({ ...late, debts: 100_000 })).toEqual(['over_limit'])
    expect(codes({ ...late, heldByHand: true })).toEqual(['held'])
  })
  test('who owes nothing and asks for nothing stands well, whatever their limit', () => {
    expect(creditDecision(policy, { ...calm, limit: null }, 0).allowed).toBe(true)
  })
})

const amount = fc.integer({ min: 0, max: 1_000_000 })
const day = fc.constantFrom('2026-09-01', '2026-11-01', '2026-11-22')
const anyFacts = fc.record({
  today: fc.constant('2026-11-22'),
  limit: fc.option(amount),
  validUntil: fc.option(day),
  debts: amount,
  deposits: amount,
  orders: amount,
  overdue: amount,
  daysLate: fc.integer({ min: 0, max: 200 }),
  breaches: fc.array(
    fc.record({
      kind: fc.constantFrom('promise_broken' as const, 'cheque_bounced' as const),
      on: day,
    }),
    { maxLength: 3 },
  ),
  heldByHand: fc.boolean(),
  releasedUntil: fc.option(day),
})

test('whoever is allowed never owes more than their limit afterwards, and it fits their headroom', () => {
  fc.assert(
    fc.property(anyFacts, amount, (facts, asked) => {
      const { allowed, exposure, limit, headroom } = creditDecision(policy, facts, asked)
      if (!allowed) return
      if (asked > 0) expect(exposure + asked).toBeLessThanOrEqual(limit)
      expect(asked).toBeLessThanOrEqual(headroom)
    }),
  )
})

test('the headroom itself may be bought for, and not one halala more', () => {
  fc.assert(
    fc.property(anyFacts, (facts) => {
      const { headroom } = creditDecision(policy, facts, 0)
      if (headroom > 0) expect(creditDecision(policy, facts, headroom).allowed).toBe(true)
      expect(creditDecision(policy, facts, headroom + 1).allowed).toBe(false)
    }),
  )
})

test('owing more, being later or asking for more never opens what was closed', () => {
  fc.assert(
    fc.property(anyFacts, amount, amount, (facts, asked, more) => {
      if (creditDecision(policy, facts, asked).allowed) return
      const worse = { ...facts, debts: facts.debts + more, overdue: facts.overdue + more }
      expect(creditDecision(policy, worse, asked).allowed).toBe(false)
      expect(creditDecision(policy, facts, asked + more).allowed).toBe(false)
      const later = { ...facts, daysLate: facts.daysLate + 1 }
      expect(creditDecision(policy, later, asked).allowed).toBe(false)
    }),
  )
})
