import { expect, test } from 'vitest'
import { hearLinks, isStale, steadyLink } from './steady-link.ts'

const minute = 60_000

test('a link stays while it works, and the next takes its place', () => {
  hearLinks(['/files/a1'], 0)
  expect(steadyLink('a', '/files/a1', 0)).toBe('/files/a1')
  hearLinks(['/files/a2'], 2 * minute)
  expect(steadyLink('a', '/files/a2', 2 * minute)).toBe('/files/a1')
  hearLinks(['/files/a3'], 4 * minute)
  expect(steadyLink('a', '/files/a3', 4 * minute)).toBe('/files/a3')
})

test('a link of an older page ages, however often it is drawn again', () => {
  // It came with a message of its own, not with a page.
  steadyLink('b', '/files/b1', 0)
  expect(isStale('b', 3 * minute)).toBe(false)
  steadyLink('b', '/files/b1', 6 * minute)
  expect(isStale('b', 6 * minute)).toBe(true)
  hearLinks(['/files/b2'], 6 * minute)
  expect(steadyLink('b', '/files/b2', 6 * minute)).toBe('/files/b2')
  expect(isStale('b', 6 * minute)).toBe(false)
})

test('what is first looked at long after it was told is known to be old', () => {
  hearLinks(['/files/c1'], 0)
  steadyLink('c', '/files/c1', 5 * minute)
  expect(isStale('c', 5 * minute)).toBe(true)
})
