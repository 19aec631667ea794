import { expect, test } from 'vitest'
import { type CustomerFacts, everyone, isIn, riskOf, Segment, unmet } from './segment.ts'

const facts = (change: Partial<CustomerFacts> = {}): CustomerFacts => ({
  kind: 'company',
  tags: ['قديم'],
  balance: { minor: 500_00, currency: 'SAR' },
  language: 'ar',
  collectorId: null,
  oldestDays: 40,
  averageLate: 20,
  keepRate: { kept: 3, of: 4 },
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
  const segment = Segment.parse({ keepRateTo: 50, averageLateFrom: 0 })
  const unknown = facts({ keepRate: null, averageLate: null })
  expect(unmet(segment, unknown)).toEqual(['average_late', 'keep_rate'])
})

test('an old debt, a late habit and broken promises each make a high risk by themselves', () => {
  const calm = { oldestDays: 0, averageLate: null, keepRate: null }
  expect(riskOf(facts(calm))).toBe('low')
  expect(riskOf(facts({ ...calm, oldestDays: 91 }))).toBe('high')
  expect(riskOf(facts({ ...calm, averageLate: 46 }))).toBe('high')
  expect(riskOf(facts({ ...calm, keepRate: { kept: 0, of: 2 } }))).toBe('high')
  expect(riskOf(facts({ ...calm, keepRate: { kept: 0, of: 1 } }))).toBe('medium')
})
