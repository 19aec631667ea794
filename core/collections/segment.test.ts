import { expect, test } from 'vitest'
import { asksRisk, type CustomerFacts, everyone, isIn, Segment, unmet } from './segment.ts'

const facts = (change: Partial<CustomerFacts> = {}): CustomerFacts => ({
  kind: 'company',
  tags: ['قديم'],
  balance: { minor: 500_00, currency: 'SAR' },
  language: 'ar',
  collectorId: null,
  oldestDays: 40,
  averageLate: 20,
  keepRate: { kept: 3, of: 4 },
  risk: 'medium',
  ...change,
})

test('the segment without conditions claims everyone', () => {
  expect(isIn(everyone, facts())).toBe(true)
  expect(isIn(everyone, { kind: 'person', tags: [], balance: facts().balance })).toBe(true)
})

test('each condition that a customer does not meet is named', () => {
  const segment = Segment.parse({
    tagsAnyOf: ['مميز'],
    kindsAnyOf: ['person'],
    languagesAnyOf: ['en'],
    riskAnyOf: ['high'],
    minimumBalance: { minor: 900_00, currency: 'SAR' },
    oldestDaysFrom: 60,
    averageLateTo: 10,
    keepRateFrom: 80,
  })
  const all = ['tags', 'kind', 'language', 'risk', 'balance', 'oldest', 'average_late', 'keep_rate']
  expect(unmet(segment, facts())).toEqual(all)
})

test('what nobody knows yet fits no condition about it', () => {
  const segment = Segment.parse({ keepRateTo: 50, averageLateFrom: 0, riskAnyOf: ['low'] })
  const unknown = facts({ keepRate: null, averageLate: null, risk: null })
  expect(unmet(segment, unknown)).toEqual(['risk', 'average_late', 'keep_rate'])
})

test('the risk of a customer is asked for by the classes that a segment names, and by no other', () => {
  const risky = Segment.parse({ riskAnyOf: ['medium', 'high'] })
  expect(isIn(risky, facts({ risk: 'high' }))).toBe(true)
  expect(isIn(risky, facts({ risk: 'low' }))).toBe(false)
  expect(asksRisk(risky)).toBe(true)
  expect(asksRisk(everyone)).toBe(false)
})
