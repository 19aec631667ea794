import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { clockOf, disputeFault } from './dispute.ts'

describe('the clock of an objection', () => {
  test('stands still while the customer has to bring something, and is never late then', () => {
    expect(clockOf({ answerByMs: 1, state: 'open' }, 2)).toBe('overdue')
    expect(clockOf({ answerByMs: 1, state: 'waiting' }, 2)).toBe('paused')
    expect(clockOf({ answerByMs: 3, state: 'open' }, 2)).toBe('running')
    expect(clockOf({ answerByMs: 1, state: 'resolved' }, 2)).toBe('stopped')
  })
})

describe('several objections to one invoice', () => {
  test('stand beside each other as long as they are no more than is owed', () => {
    const parts = fc.array(fc.integer({ min: 1, max: 1000 }), { maxLength: 5 })
    fc.assert(
      fc.property(parts, fc.integer({ min: 1, max: 1000 }), (open, balance) => {
        const taken: { amount: number }[] = []
        for (const amount of open)
          if (disputeFault(taken, amount, balance) === undefined) taken.push({ amount })
        expect(taken.reduce((sum, { amount }) => sum + amount, 0)).toBeLessThanOrEqual(balance)
      }),
    )
  })

  test('the whole of it leaves room for no other', () => {
    expect(disputeFault([{ amount: null }], 5, 100)).toBe('already_disputed')
    expect(disputeFault([{ amount: 5 }], null, 100)).toBe('already_disputed')
    expect(disputeFault([], null, 0)).toBeUndefined()
  })
})
