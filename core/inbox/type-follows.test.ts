import { expect, test } from 'vitest'
import { isUnsorted, mayFollow, speaksOtherwise, type Understood } from './type-follows.ts'

const nothing: Understood = { type: null, by: null, certainty: null }
const guessed = (type: string, certainty: number): Understood => ({ type, by: 'guess', certainty })
const ruled: Understood = { type: 'sales', by: 'rule', certainty: 1 }
const told: Understood = { type: 'sales', by: 'person', certainty: null }
const words = { greeting: false, automatic: false }

test('a guess that is too uncertain stands for nothing yet; what was said by hand or by a rule stands', () => {
  expect([nothing, guessed('sales', 0.49)].map(isUnsorted)).toEqual([true, true])
  expect([guessed('sales', 0.5), ruled, told].map(isUnsorted)).toEqual([false, false, false])
})

test('what is said later may change a guess alone', () => {
  expect([nothing, guessed('sales', 0.9)].map((each) => mayFollow(each, words))).toEqual([
    true,
    true,
  ])
  expect([ruled, told].map((each) => mayFollow(each, words))).toEqual([false, false])
})

test('a greeting changes no guess, and an answer that a machine gave none that is sure', () => {
  const greeting = { greeting: true, automatic: false }
  const automatic = { greeting: false, automatic: true }
  expect(mayFollow(guessed('sales', 0.2), greeting)).toBe(false)
  expect(mayFollow(nothing, greeting)).toBe(true)
  expect(mayFollow(guessed('sales', 0.9), automatic)).toBe(false)
  expect(mayFollow(guessed('sales', 0.2), automatic)).toBe(true)
})

test('only what is sure, or what a rule says, speaks louder than what was guessed first', () => {
  const before = guessed('sales', 0.95)
  expect(speaksOtherwise(before, guessed('finance', 0.8))).toBe(true)
  expect(speaksOtherwise(before, guessed('finance', 0.79))).toBe(false)
  expect(speaksOtherwise(before, { ...ruled, type: 'finance' })).toBe(true)
  expect(speaksOtherwise(before, guessed('sales', 0.99))).toBe(false)
  expect(speaksOtherwise(before, nothing)).toBe(false)
})
