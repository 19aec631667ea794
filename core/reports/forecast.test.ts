import fc from 'fast-check'
import { expect, test } from 'vitest'
import { oracleCompanyDaily, oracleCustomerDaily, oracleExpected } from '#test/oracle/figures.ts'
import { missOf, type Payer, type Story, standOn } from './back-test.ts'
import { companyCurve, customerCurve, type End, type Ends, paidBetween } from './curve.ts'
import {
  expectedDay,
  expectedOf,
  type Forecast,
  forecast,
  forecastSources,
  type Owed,
  type Word,
  weeksFrom,
} from './forecast.ts'

const rules = { disputeDays: 30, workingDay: (day: number) => day }
const end = fc.tuple(
  fc.integer({ min: -80, max: 400 }),
  fc.double({ min: 0.1, max: 1, noNaN: true }),
) as fc.Arbitrary<End>
const ends: fc.Arbitrary<Ends> = fc.record({
  paid: fc.array(end, { maxLength: 12 }),
  open: fc.array(end, { maxLength: 6 }),
})
const word: fc.Arbitrary<Word> = fc.record({
  by: fc.constantFrom('promise', 'plan', 'cheque'),
  minor: fc.integer({ min: 1, max: 90_000 }),
  on: fc.integer({ min: -3, max: 120 }),
  until: fc.integer({ min: 0, max: 125 }),
  chance: fc.double({ min: 0, max: 1, noNaN: true }),
})
const owed: fc.Arbitrary<Owed> = fc.record({
  dueIn: fc.integer({ min: -500, max: 120 }),
  minor: fc.integer({ min: 1, max: 1_000_000 }),
  words: fc.array(word, { maxLength: 3 }),
  disputed: fc.nat({ max: 50_000 }),
})
const weeks = weeksFrom(3, 13)
const sumOf = ({ weeks: rows, later }: Forecast) =>
  rows.reduce((sum, { expected }) => sum + expected, later)

test('weeks follow each other without a gap, the first ending with its own week', () => {
  expect(weeksFrom(0, 2)).toEqual([
    { from: 0, to: 0 },
    { from: 1, to: 7 },
  ])
  expect(weeksFrom(6, 2)).toEqual([
    { from: 0, to: 6 },
    { from: 7, to: 13 },
  ])
})

test('a forecast neither makes nor loses money, and its range holds what is expected', () => {
  fc.assert(
    fc.property(ends, ends, fc.array(owed, { maxLength: 20 }), (all, own, items) => {
      const curve = customerCurve(own, companyCurve(all))
      const found = forecast([{ curve, owed: items }], weeks, rules)
      expect(found.total).toBe(items.reduce((sum, { minor }) => sum + minor, 0))
      expect(Math.abs(sumOf(found) - found.total)).toBeLessThanOrEqual(weeks.length * 4)
      for (const { expected, low, high, bySource } of found.weeks) {
        expect(low).toBeLessThanOrEqual(expected)
        expect(high).toBeGreaterThanOrEqual(expected)
        expect(forecastSources.reduce((sum, each) => sum + bySource[each], 0)).toBe(expected)
      }
    }),
  )
})

test('the parts of one invoice are the forecast of it alone', () => {
  fc.assert(
    fc.property(ends, owed, (all, item) => {
      const curve = companyCurve(all)
      const whole = forecast([{ curve, owed: [item] }], weeks, rules)
      const parts = expectedOf(curve, item, weeks, rules)
      for (const [at, week] of whole.weeks.entries())
        for (const source of forecastSources)
          expect(Math.round(parts[source][at] ?? 0)).toBe(week.bySource[source])
    }),
  )
})

test('the chance of being paid grows with time and stays a chance', () => {
  const day = fc.integer({ min: -90, max: 800 })
  fc.assert(
    fc.property(ends, ends, day, day, day, (all, own, a, b, c) => {
      const [morning = 0, sooner = 0, later = 0] = [a, b, c].toSorted((x, y) => x - y)
      const curve = customerCurve(own, companyCurve(all))
      const [first, second] = [
        paidBetween(curve, morning, sooner),
        paidBetween(curve, morning, later),
      ]
      expect(first).toBeGreaterThanOrEqual(0)
      expect(second).toBeGreaterThanOrEqual(first - 1e-9)
      expect(second).toBeLessThanOrEqual(1)
    }),
  )
})

test('a week is what an invoice walked day by day expects, by the company and by a customer', () => {
  const few = fc.record({
    paid: fc.array(end, { maxLength: 4 }),
    open: fc.array(end, { maxLength: 2 }),
  })
  fc.assert(
    fc.property(few, few, fc.integer({ min: -100, max: 60 }), (all, own, dueIn) => {
      const company = companyCurve(all)
      const item = { dueIn, minor: 1_000_000 }
      const habits = [
        [company, (late: number) => oracleCompanyDaily(all, late)],
        [customerCurve(own, company), (late: number) => oracleCustomerDaily(own, all, late)],
      ] as const
      for (const [curve, daily] of habits) {
        const found = expectedOf(curve, item, [{ from: 4, to: 10 }], rules).due[0] ?? 0
        expect(Math.abs(found - oracleExpected(daily, item, 4, 10))).toBeLessThan(0.01)
      }
    }),
    { numRuns: 25 },
  )
})

test('a customer without a history is forecast by the company, one with much by their own habit', () => {
  const company = companyCurve({
    paid: Array.from({ length: 200 }, () => [3, 1] as const),
    open: [],
  })
  const none = customerCurve({ paid: [], open: [] }, company)
  expect(paidBetween(none, 0, 30)).toBeCloseTo(paidBetween(company, 0, 30), 12)
  const late = customerCurve(
    { paid: Array.from({ length: 40 }, () => [45, 1] as const), open: [] },
    company,
  )
  expect(paidBetween(late, 0, 14)).toBeLessThan(0.15)
  expect(paidBetween(late, 0, 60)).toBeGreaterThan(0.9)
  const due = expectedDay(late, { dueIn: 0, minor: 100 }, rules)
  expect(due?.on).toBeGreaterThan(35)
  expect(due?.on).toBeLessThan(55)
  // Still unpaid after his usual day, he is expected soon, not on a day gone by.
  expect(expectedDay(late, { dueIn: -47, minor: 100 }, rules)?.on).toBeGreaterThanOrEqual(0)
})

test('a promise comes on its day as likely as promises are kept, the rest by habit once its days are over', () => {
  const curve = companyCurve({ paid: Array.from({ length: 100 }, () => [0, 1] as const), open: [] })
  const item: Owed = {
    dueIn: -10,
    minor: 1000,
    words: [{ by: 'promise', minor: 800, on: 9, until: 12, chance: 0.75 }],
  }
  const parts = expectedOf(curve, item, weeksFrom(6, 3), rules)
  expect([...parts.promise]).toEqual([0, 600, 0])
  // Of the fifth that nobody promised, some comes at once; of what is not kept, nothing before day 13.
  const rest = expectedOf(curve, { dueIn: -10, minor: 200 }, weeksFrom(6, 3), rules)
  expect(parts.due[0]).toBeGreaterThan(0)
  expect(parts.due[0]).toBeCloseTo(rest.due[0] ?? 0, 9)
  expect(parts.due[2]).toBeGreaterThan((rest.due[2] ?? 0) + 1)
  expect(expectedDay(curve, item, rules)).toEqual({ on: 9, from: 9, to: 12 })
  expect(expectedDay(curve, { ...item, disputed: 900 }, rules)?.on).toBeGreaterThanOrEqual(30)
})

/** A company whose customers pay by four habits, as real ones do, told by a fixed seed. */
function company(seed: number): Payer[] {
  let state = seed
  const next = () => {
    state = (state * 48_271) % 2_147_483_647
    return state / 2_147_483_647
  }
  const between = (least: number, most: number) => least + Math.floor(next() * (most - least + 1))
  return Array.from({ length: 80 }, (_, who): Story[] => {
    const [early, late, pays] =
      [
        [-4, 3, 1],
        [2, 21, 0.99],
        [18, 58, 0.95],
        [40, 130, 0.6],
      ][who % 4] ?? []
    return Array.from({ length: 14 }, () => {
      const issued = between(0, 360)
      const due = issued + 30
      const minor = between(1_000, 90_000)
      const on = Math.max(issued, due + between(early ?? 0, late ?? 0))
      // Some of it is written down days after it came.
      const known = on + (who % 3) * 4
      const parts = next() < (pays ?? 1) ? [{ on, known, minor, money: true }] : []
      return { due, known: issued, minor, parts, words: [] }
    })
  })
}

test('what was known on a past day forecasts the weeks after it better than due days, and than the company mean', () => {
  for (const seed of [7, 41, 1_234]) {
    const payers = company(seed)
    const rows = Array.from({ length: 8 }, (_, back) =>
      standOn(payers, 350 - 28 - back * 7, weeksFrom(6, 4), rules),
    ).flat()
    const miss = missOf(rows, 'forecast').wape ?? 9
    expect(miss).toBeLessThan(missOf(rows, 'dueDay').wape ?? 0)
    expect(miss).toBeLessThan(missOf(rows, 'companyMean').wape ?? 0)
    expect(Math.abs(missOf(rows, 'forecast').bias ?? 9)).toBeLessThan(0.25)
  }
})

test('a forecast of a past day is deaf to everything that was known later', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 1e6 }),
      fc.integer({ min: 60, max: 300 }),
      (seed, day) => {
        const payers = company(seed)
        const forgotten = payers.map((stories) =>
          stories
            .filter(({ known }) => known < day)
            .map((story) => ({ ...story, parts: story.parts.filter(({ known }) => known < day) })),
        )
        const said = ({
          forecast: a,
          dueDay: b,
          companyMean: c,
        }: {
          forecast: number
          dueDay: number
          companyMean: number
        }) => [a, b, c]
        const weeksAhead = weeksFrom(6, 4)
        expect(standOn(payers, day, weeksAhead, rules).map(said)).toEqual(
          standOn(forgotten, day, weeksAhead, rules).map(said),
        )
      },
    ),
    { numRuns: 10 },
  )
})

test('a miss is weighed by money: one big week is not hidden by many small ones', () => {
  const row = (guess: number, came: number) => ({
    ...{ stoodOn: 0, ahead: 0, low: 0, high: 0, dueDay: 0, companyMean: 0 },
    forecast: guess,
    came,
  })
  expect(missOf([row(100, 100), row(50, 0), row(100, 200)], 'forecast')).toEqual({
    wape: 150 / 300,
    bias: -50 / 300,
  })
  expect(missOf([row(5, 0)], 'forecast')).toEqual({ wape: null, bias: null })
})
