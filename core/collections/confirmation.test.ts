import fc from 'fast-check'
import { expect, test } from 'vitest'
import { addDays } from '#core/day.ts'
import type { Currency } from '#core/money.ts'
import { sar } from '#test/money.ts'
import {
  balancesOf,
  type ConfirmationAct,
  confirmationActs,
  confirmationStates,
  confirmedShare,
  differenceOf,
  isLapsed,
  mayConfirmation,
  nextNudge,
} from './confirmation.ts'

const money = fc.record({
  minor: fc.integer({ min: -1_000_000, max: 1_000_000 }),
  currency: fc.constantFrom<Currency>('SAR', 'USD'),
})

test('what was answered or taken back is answered no more', () => {
  const statesThat = (act: ConfirmationAct) =>
    confirmationStates.filter((state) => mayConfirmation(state, act))
  expect(statesThat('answer')).toEqual(['waiting', 'unsent', 'sent', 'opened', 'unanswered'])
  expect(confirmationActs.filter((act) => mayConfirmation('confirmed', act))).toEqual([])
  expect(confirmationActs.filter((act) => mayConfirmation('withdrawn', act))).toEqual([])
  expect(statesThat('settle')).toEqual(['differs'])
})

test('whoever can still answer can still be asked to, and nobody else', () => {
  for (const state of confirmationStates)
    if (mayConfirmation(state, 'answer')) expect(mayConfirmation(state, 'send')).toBe(true)
})

test('the balance is the sum of its items in each currency, and nothing open is zero', () => {
  expect(balancesOf([], 'SAR')).toEqual([sar(0)])
  expect(balancesOf([{ balance: sar(500) }, { balance: sar(-120) }], 'SAR')).toEqual([sar(380)])
  fc.assert(
    fc.property(fc.array(money, { maxLength: 20 }), (all) => {
      const sums = balancesOf(
        all.map((balance) => ({ balance })),
        'SAR',
      )
      for (const currency of ['SAR', 'USD'] as const) {
        const expected = all
          .filter((each) => each.currency === currency)
          .reduce((sum, { minor }) => sum + minor, 0)
        expect(sums.find((each) => each.currency === currency)?.minor ?? 0).toBe(expected)
      }
    }),
  )
})

test('the difference is ours less theirs, and balances that agree have none', () => {
  expect(differenceOf([sar(800)], [sar(650)])).toEqual([sar(150)])
  expect(differenceOf([sar(800)], [{ minor: 100, currency: 'USD' }])).toEqual([
    { minor: -100, currency: 'USD' },
  ])
  fc.assert(
    fc.property(fc.uniqueArray(money, { selector: ({ currency }) => currency }), (ours) => {
      expect(differenceOf(ours, ours)).toEqual([])
    }),
  )
})

test('a reminder comes so many days after the last word, so many times, never after the last day', () => {
  const nudging = { everyDays: 5, most: 2 }
  const waiting = {
    ...{ state: 'sent' as const, saidOn: '2026-11-01', reminded: 0 },
    answerBy: '2026-11-20',
  }
  expect(nextNudge(waiting, nudging)).toBe('2026-11-06')
  expect(nextNudge({ ...waiting, reminded: 2 }, nudging)).toBeUndefined()
  expect(nextNudge({ ...waiting, state: 'confirmed' }, nudging)).toBeUndefined()
  expect(nextNudge({ ...waiting, saidOn: '2026-11-16' }, nudging)).toBeUndefined()
  expect(nextNudge(waiting, { everyDays: 0, most: 2 })).toBeUndefined()
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 60 }), fc.integer({ min: 1, max: 20 }), (gap, every) => {
      const on = nextNudge(
        { ...waiting, saidOn: addDays(waiting.answerBy, -gap) },
        { everyDays: every, most: 9 },
      )
      expect(on === undefined || on <= waiting.answerBy).toBe(true)
    }),
  )
})

test('it is unanswered from the day after its last one', () => {
  const waiting = { state: 'opened' as const, saidOn: null, reminded: 0, answerBy: '2026-11-20' }
  expect(isLapsed(waiting, '2026-11-20')).toBe(false)
  expect(isLapsed(waiting, '2026-11-21')).toBe(true)
  expect(isLapsed({ ...waiting, state: 'confirmed' }, '2026-11-21')).toBe(false)
})

test('the confirmed share is of the money that was asked about', () => {
  const line = (state: 'confirmed' | 'sent' | 'withdrawn', riyals: number) => ({
    ...sar(riyals),
    state,
  })
  expect(confirmedShare([line('confirmed', 300), line('sent', 100)], 'SAR')).toBe(75)
  expect(confirmedShare([line('confirmed', 300), line('withdrawn', 900)], 'SAR')).toBe(100)
  expect(confirmedShare([line('sent', 0)], 'SAR')).toBeNull()
})
