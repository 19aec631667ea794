import fc from 'fast-check'
import { expect, test } from 'vitest'
import { addDays } from '#core/day.ts'
import { armOf, chanceBy, compare, type TrialFacts, type TrialInvoice } from './trial.ts'

const start = '2026-01-01'
const seenUntil = addDays(start, 120)
const invoice = (customer: string, arm: 'a' | 'b', paidAfter: number | null): TrialInvoice => ({
  customerId: customer,
  arm,
  dueOn: start,
  paidOn: paidAfter === null ? null : addDays(start, paidAfter),
  seenUntil,
})
const factsOf = (invoices: readonly TrialInvoice[]): TrialFacts => ({
  invoices,
  customers: { a: 1, b: 1 },
  messages: { a: 0, b: 0 },
  optOuts: { a: 0, b: 0 },
  complaints: { a: 0, b: 0 },
  mixed: 0,
})

test('a customer has the same half whenever it is asked, and halves are halves', () => {
  const chance = chanceBy(7)
  const ids = Array.from({ length: 4000 }, () => `c-${chance()}`)
  expect(ids.map((id) => armOf('t', id))).toEqual(ids.map((id) => armOf('t', id)))
  const inA = ids.filter((id) => armOf('t', id) === 'a').length
  expect(Math.abs(inA - 2000)).toBeLessThan(150)
  // Another trial divides the same customers differently.
  const again = ids.filter((id) => armOf('t', id) === armOf('u', id)).length
  expect(Math.abs(again - 2000)).toBeLessThan(150)
})

test('with everything paid the mean and the median are those that one counts by hand', () => {
  const days = [0, 4, 10, 30]
  const report = compare(
    factsOf([
      ...days.map((after, n) => invoice(`a${n}`, 'a', after)),
      ...days.map((after, n) => invoice(`b${n}`, 'b', after + 2)),
    ]),
  )
  expect(report.a).toMatchObject({ meanDays: 11, medianDays: 4, open: 0 })
  expect(report.b).toMatchObject({ meanDays: 13, medianDays: 6 })
  expect(report.difference?.days).toBe(2)
})

test('an invoice that is still open is neither paid nor lost, and the horizon bounds all', () => {
  const never = compare(factsOf([invoice('x', 'a', null), invoice('y', 'b', 100)]))
  expect(never.horizon).toBe(90)
  expect(never.a).toMatchObject({ meanDays: 90, medianDays: null, open: 1 })
  // Paid beyond the horizon counts like open within it.
  expect(never.b).toMatchObject({ meanDays: 90, medianDays: null, open: 1 })
})

test('a half without invoices is compared with nothing', () => {
  expect(compare(factsOf([invoice('x', 'a', 3)])).difference).toBeNull()
})

test('the difference lies in its interval, and the same facts give the same report', () => {
  const half = (arm: 'a' | 'b') =>
    fc
      .array(fc.option(fc.integer({ min: 0, max: 119 })), { minLength: 3, maxLength: 12 })
      .map((all) => all.map((after, n) => invoice(`${arm}${n % 5}`, arm, after)))
  fc.assert(
    fc.property(half('a'), half('b'), (a, b) => {
      const facts = factsOf([...a, ...b])
      const report = compare(facts)
      expect(compare(facts)).toEqual(report)
      const { low, high } = report.difference ?? { low: 1, high: 0 }
      expect(low).toBeLessThanOrEqual(high)
      expect(report.a.meanDays).toBeLessThanOrEqual(90)
    }),
    { numRuns: 25 },
  )
})
