import { expect, test } from 'vitest'
import { givesSign, lockTouchMs } from './lock.ts'

test('a page keeps a customer in hand only while it is seen and somebody is at it', () => {
  expect(givesSign({ visible: true, idleMs: 0 })).toBe(true)
  expect(givesSign({ visible: true, idleMs: lockTouchMs - 1 })).toBe(true)
  expect(givesSign({ visible: true, idleMs: lockTouchMs })).toBe(false)
  expect(givesSign({ visible: false, idleMs: 0 })).toBe(false)
})
