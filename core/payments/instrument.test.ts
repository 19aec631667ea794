import fc from 'fast-check'
import { expect, test } from 'vitest'
import { addDays } from '#core/day.ts'
import type { OpenItem } from '#core/ledger/open-item.ts'
import { halalas } from '#test/money.ts'
import {
  alertOf,
  byWeek,
  coveredUntil,
  firstState,
  type InstrumentKind,
  type InstrumentMove,
  type InstrumentState,
  instrumentKinds,
  instrumentMoves,
  instrumentStates,
  missingForExecution,
  movesFrom,
  settleWith,
  stateAfter,
  statesOf,
  withoutCovered,
} from './instrument.ts'
import { PositiveMoney } from './payment.ts'

test('an amount that no list could add up exactly is refused', () => {
  const taken = (minor: number) => PositiveMoney.safeParse({ minor, currency: 'SAR' }).success
  expect([0, 1, 1e12, 1e12 + 1, Number.MAX_SAFE_INTEGER].map(taken)).toEqual([
    ...[false, true, true, false, false],
  ])
})

const item = (id: string, minor: number): OpenItem => ({
  ...{ id, number: id, dueOn: '2026-11-01' },
  balance: halalas(minor),
})
const today = '2026-11-22'
const kind = fc.constantFrom(...instrumentKinds)
const walk = fc.array(fc.constantFrom(...instrumentMoves), { maxLength: 30 })

/** Plays moves one after the other, leaving out what cannot be done, and books as the house does. */
function play(of: InstrumentKind, moves: readonly InstrumentMove[], amount: number) {
  let state: InstrumentState = firstState[of]
  let booked = 0
  for (const move of moves) {
    const next = stateAfter(of, state, move)
    if (!next) continue
    if (move === 'clear') booked += amount
    if (state === 'cleared') booked -= amount
    state = next
    expect(booked).toBe(state === 'cleared' ? amount : 0)
  }
  return state
}

test('however it goes, a cheque is in the books not at all or once, and a note or a guarantee never', () => {
  fc.assert(
    fc.property(kind, walk, fc.integer({ min: 1, max: 1e9 }), (of, moves, amount) => {
      const state = play(of, moves, amount)
      expect(statesOf(of)).toContain(state)
      if (of !== 'cheque') expect(state).not.toBe('cleared')
    }),
  )
})

test('no move leads out of the states of its kind, and every one of them can be reached', () => {
  for (const of of instrumentKinds) {
    const own = new Set(statesOf(of))
    const reached = new Set([firstState[of]])
    for (let round = 0; round < instrumentStates.length; round += 1)
      for (const state of [...reached])
        for (const move of instrumentMoves) {
          const next = stateAfter(of, state, move)
          if (next) reached.add(next)
        }
    expect(reached).toEqual(own)
    for (const state of instrumentStates)
      if (!own.has(state)) expect(movesFrom(of, state)).toEqual([])
  }
})

test('what is over stays over, and a person never makes the moves of the house', () => {
  for (const [of, state] of [
    ['cheque', 'returned'],
    ['cheque', 'replaced'],
    ['cheque', 'cancelled'],
    ['note', 'paid'],
    ['note', 'closed'],
    ['guarantee', 'released'],
  ] as const)
    expect(movesFrom(of, state)).toEqual([])
  fc.assert(
    fc.property(kind, fc.constantFrom(...instrumentStates), (of, state) => {
      expect(movesFrom(of, state)).not.toContain('unclear')
      expect(movesFrom(of, state)).not.toContain('expire')
    }),
  )
})

test('a cheque settles its own invoices as far as they still owe, and loses nothing', () => {
  const shares = fc.array(
    fc.tuple(fc.constantFrom('a', 'b', 'c'), fc.integer({ min: 1, max: 900 })),
  )
  const open = fc.array(fc.tuple(fc.constantFrom('a', 'b', 'c'), fc.integer({ min: 1, max: 900 })))
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 2000 }), shares, open, (minor, wanted, owed) => {
      const items = [...new Map(owed)].map(([id, balance]) => item(id, balance))
      const named = [...new Map(wanted)].map(([itemId, part]) => ({
        itemId,
        amount: halalas(part),
      }))
      const given = settleWith(halalas(minor), named, items)
      const sum = given.shares.reduce((all, { amount }) => all + amount.minor, 0)
      expect(sum + given.unapplied.minor).toBe(minor)
      expect(given.unapplied.minor).toBeGreaterThanOrEqual(0)
      for (const { itemId, amount } of given.shares) {
        const balance = items.find(({ id }) => id === itemId)?.balance.minor ?? 0
        const most = named.find((each) => each.itemId === itemId)?.amount.minor ?? 0
        expect(amount.minor).toBeGreaterThan(0)
        expect(amount.minor).toBeLessThanOrEqual(Math.min(balance, most))
      }
    }),
  )
})

test('what another cheque is for already is not left for this one', () => {
  const left = withoutCovered(
    [item('a', 100), item('b', 50)],
    [
      { itemId: 'a', amount: halalas(70) },
      { itemId: 'b', amount: halalas(60) },
    ],
  )
  expect(left).toEqual([item('a', 30)])
})

test('a cheque is waited for some days after its date, or after it went to the bank late', () => {
  expect(coveredUntil('2026-12-01', null)).toBe('2026-12-06')
  expect(coveredUntil('2026-12-01', '2026-11-28')).toBe('2026-12-06')
  expect(coveredUntil('2026-12-01', '2026-12-10')).toBe('2026-12-15')
})

test('a note is ready for execution when its day has come and nothing is missing', () => {
  const whole = {
    ...{ dueOn: today, party: 'سعد', place: 'الرياض', nafithRef: 'N1', hasFile: true },
  }
  expect(missingForExecution(whole, today)).toEqual([])
  expect(missingForExecution({ ...whole, dueOn: addDays(today, 1) }, today)).toEqual(['due'])
  expect(
    missingForExecution(
      { dueOn: null, party: null, place: null, nafithRef: null, hasFile: false },
      today,
    ),
  ).toEqual(['due', 'debtor', 'place', 'nafith', 'document'])
})

test('each instrument is told of at its own distance, and a missed day is caught up with', () => {
  const told = (of: InstrumentKind, days: number, state = firstState[of]) =>
    alertOf({ kind: of, state, dueOn: addDays(today, days) }, today)
  expect([1, 0, -2, -31].map((days) => told('cheque', days))).toEqual([undefined, 0, 0, undefined])
  expect([4, 3, 1, 0].map((days) => told('note', days))).toEqual([undefined, 3, 3, 0])
  expect([31, 30, 8, 7, 0].map((days) => told('guarantee', days))).toEqual([
    undefined,
    30,
    30,
    7,
    7,
  ])
  expect(told('cheque', 0, 'deposited')).toBeUndefined()
})

test('every amount within the weeks lies in one of them', () => {
  const rows = fc.array(
    fc.record({
      dueOn: fc.integer({ min: -60, max: 120 }).map((days) => addDays(today, days)),
      amount: fc.integer({ min: 1, max: 1000 }).map(halalas),
    }),
  )
  fc.assert(
    fc.property(rows, (all) => {
      const weeks = byWeek(all, today, 4)
      const last = addDays(weeks.at(-1)?.from ?? today, 6)
      const within = all.filter(({ dueOn }) => dueOn <= last)
      expect(weeks.reduce((sum, { count }) => sum + count, 0)).toBe(within.length)
      expect(
        weeks.flatMap(({ amounts }) => amounts).reduce((sum, each) => sum + each.minor, 0),
      ).toBe(within.reduce((sum, { amount }) => sum + amount.minor, 0))
    }),
  )
})
