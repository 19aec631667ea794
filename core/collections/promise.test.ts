import fc from 'fast-check'
import { expect, test } from 'vitest'
import { addDays } from '#core/day.ts'
import { halalas } from '#test/money.ts'
import {
  coverOldestFirst,
  dayFault,
  type Judged,
  judgePromise,
  keptByAmount,
  keptByCount,
  type Settlement,
  stillCovered,
} from './promise.ts'

const lastDay = '2026-11-26'
const promised: Judged = {
  amount: halalas(100),
  lastDay,
  madeAt: 1000,
  madeOn: '2026-11-22',
  covers: [
    { itemId: 'a', amount: halalas(70) },
    { itemId: 'b', amount: halalas(30) },
  ],
}
const came = (itemId: string, minor: number, change: Partial<Settlement> = {}): Settlement => {
  return { itemId, amount: halalas(minor), effectiveOn: lastDay, recordedAt: 2000, ...change }
}
const judged = (settlements: Settlement[], today: string) => {
  const { state, kept } = judgePromise(promised, settlements, today)
  return [state, kept.minor]
}

test('it is kept as soon as the amount is reached, however it lies on its invoices', () => {
  expect(judged([came('a', 70), came('b', 30)], '2026-11-20')).toEqual(['kept', 100])
  expect(judged([came('a', 120)], '2026-11-20')).toEqual(['kept', 100])
})

test('until its last day of grace it is open, and the day after it is judged', () => {
  expect(judged([], lastDay)).toEqual(['open', 0])
  expect(judged([came('a', 40)], lastDay)).toEqual(['open', 40])
  expect(judged([], '2026-11-27')).toEqual(['broken', 0])
  expect(judged([came('a', 40)], '2026-11-27')).toEqual(['partly_kept', 40])
})

test('what came before it was given, too late, or for another invoice does not keep it', () => {
  for (const change of [
    { recordedAt: 999 },
    { effectiveOn: '2026-11-27' },
    { itemId: 'c' },
  ] satisfies Partial<Settlement>[])
    expect(judged([came('a', 100, change)], '2026-11-27')).toEqual(['broken', 0])
})

// A transfer of the week before, allocated the day after, kept a promise that nobody had kept.
test('money of a day before the promise does not keep it, whenever it was written down', () => {
  const old = came('a', 100, { paidOn: '2026-11-21' })
  expect(judged([old], '2026-11-27')).toEqual(['broken', 0])
  expect(judged([came('a', 100, { effectiveOn: '2026-11-21' })], '2026-11-27')).toEqual([
    'broken',
    0,
  ])
  expect(judged([came('a', 100, { paidOn: '2026-11-22' })], '2026-11-27')).toEqual(['kept', 100])
  expect(stillCovered(promised, [old])).toEqual(promised.covers)
})

test('money that came in time and was told late keeps it after all', () => {
  expect(judged([came('a', 100, { recordedAt: 9_000_000 })], '2026-12-20')).toEqual(['kept', 100])
})

test('an amount lies on what fell due first, and never on more than is owed', () => {
  const items = [
    { itemId: 'late', dueOn: '2026-11-09', balance: halalas(50) },
    { itemId: 'older', dueOn: '2026-11-01', balance: halalas(30) },
  ]
  expect(coverOldestFirst(halalas(40), items)).toEqual([
    { itemId: 'older', amount: halalas(30) },
    { itemId: 'late', amount: halalas(10) },
  ])
  expect(coverOldestFirst(halalas(81), items)).toBeUndefined()
})

test('a day over and a day too far are no days to promise', () => {
  expect(dayFault('2026-11-22', '2026-11-22', 90)).toBeUndefined()
  expect(dayFault('2026-11-21', '2026-11-22', 90)).toBe('in_the_past')
  expect(dayFault(addDays('2026-11-22', 90), '2026-11-22', 90)).toBeUndefined()
  expect(dayFault(addDays('2026-11-22', 91), '2026-11-22', 90)).toBe('too_far')
})

test('how a word has held is told by count and by amount, and not before the first outcome', () => {
  const rate = { kept: 2, partlyKept: 1, broken: 1, promised: halalas(1000), came: halalas(999) }
  expect([keptByCount(rate), keptByAmount(rate)]).toEqual([50, 99])
  const none = { kept: 0, partlyKept: 0, broken: 0, promised: halalas(0), came: halalas(0) }
  expect([keptByCount(none), keptByAmount(none)]).toEqual([null, null])
})

const items = ['a', 'b', 'c']
const settlements = fc.array(
  fc.record({
    itemId: fc.constantFrom(...items),
    amount: fc.integer({ min: 1, max: 90 }).map(halalas),
    effectiveOn: fc.integer({ min: -5, max: 5 }).map((n) => addDays(lastDay, n)),
    recordedAt: fc.constantFrom(500, 1000, 1500, 2000),
  }),
  { maxLength: 5 },
)
const days = fc.integer({ min: -5, max: 5 }).map((n) => addDays(lastDay, n))

test('whatever came, the outcome follows from the sum, the day and nothing else', () => {
  fc.assert(
    fc.property(settlements, days, (many, today) => {
      const sum = many
        .filter((each) => each.itemId !== 'c' && each.recordedAt > 1000)
        .filter((each) => each.effectiveOn <= lastDay && each.effectiveOn >= '2026-11-22')
        .reduce((minor, { amount }) => minor + amount.minor, 0)
      const { state, kept } = judgePromise(promised, many, today)
      expect(kept.minor).toBe(Math.min(sum, 100))
      const wanted =
        sum >= 100 ? 'kept' : today <= lastDay ? 'open' : sum > 0 ? 'partly_kept' : 'broken'
      expect(state).toBe(wanted)
      expect(judgePromise(promised, many.toReversed(), today)).toEqual({ state, kept })
    }),
    { numRuns: 1000 },
  )
})

test('more money never makes an outcome worse, and one day more never makes it better', () => {
  const rank = { broken: 0, partly_kept: 1, open: 2, kept: 3 }
  fc.assert(
    fc.property(settlements, settlements, days, (some, more, today) => {
      const before = judgePromise(promised, some, today)
      const after = judgePromise(promised, [...some, ...more], today)
      expect(rank[after.state]).toBeGreaterThanOrEqual(rank[before.state])
      const tomorrow = judgePromise(promised, some, addDays(today, 1))
      expect(rank[tomorrow.state]).toBeLessThanOrEqual(rank[before.state])
    }),
    { numRuns: 1000 },
  )
})

test('what it covers shrinks by what comes, item by item, and never grows', () => {
  fc.assert(
    fc.property(settlements, (many) => {
      const left = new Map(
        stillCovered(promised, many).map(({ itemId, amount }) => [itemId, amount.minor]),
      )
      for (const { itemId, amount } of promised.covers) {
        const sum = many
          .filter((each) => each.itemId === itemId && each.recordedAt > 1000)
          .filter((each) => each.effectiveOn >= '2026-11-22')
          .reduce((minor, each) => minor + each.amount.minor, 0)
        expect(left.get(itemId) ?? 0).toBe(Math.max(0, amount.minor - sum))
      }
    }),
    { numRuns: 500 },
  )
})

test('an amount over any invoices covers exactly itself, none of them beyond its balance', () => {
  const invoices = fc.array(
    fc.record({ balance: fc.integer({ min: 1, max: 90 }).map(halalas), days: fc.nat(60) }),
    { minLength: 1, maxLength: 6 },
  )
  fc.assert(
    fc.property(invoices, fc.integer({ min: 1, max: 400 }), (many, minor) => {
      const open = many.map(({ balance, days: late }, n) => {
        return { itemId: `i${n}`, dueOn: addDays(lastDay, -late), balance }
      })
      const owed = open.reduce((sum, { balance }) => sum + balance.minor, 0)
      const covers = coverOldestFirst(halalas(minor), open)
      if (minor > owed) expect(covers).toBeUndefined()
      else expect(covers?.reduce((sum, { amount }) => sum + amount.minor, 0)).toBe(minor)
      for (const { itemId, amount } of covers ?? [])
        expect(amount.minor).toBeLessThanOrEqual(
          open.find((item) => item.itemId === itemId)?.balance.minor ?? 0,
        )
    }),
    { numRuns: 1000 },
  )
})
