import { expect, test } from 'vitest'
import { halalas } from '#test/money.ts'
import { allocateOldestFirst } from './allocate.ts'
import { type Promised, promisedFirst } from './promised.ts'

const word = (minor: number, rest: Partial<Promised> = {}): Promised => ({
  left: halalas(minor),
  since: '2026-11-10',
  dueOn: '2026-11-20',
  itemIds: ['new'],
  ...rest,
})
const first = (minor: number, words: readonly Promised[], on = '2026-11-20') => [
  ...promisedFirst(halalas(minor), on, words),
]

test('money of just what a promise waits for is for what was promised', () => {
  expect(first(500, [word(500)])).toEqual(['new'])
  expect(first(499, [word(500)])).toEqual([])
  expect(first(501, [word(500)])).toEqual([])
  expect(promisedFirst({ minor: 500, currency: 'USD' }, '2026-11-20', [word(500)]).size).toBe(0)
})

test('money of a day before the promise is not what was promised', () => {
  expect(first(500, [word(500)], '2026-11-09')).toEqual([])
  expect(first(500, [word(500)], '2026-11-10')).toEqual(['new'])
})

test('of two promises alike, the one that is due first is paid', () => {
  const later = word(500, { dueOn: '2026-11-25', itemIds: ['later'] })
  expect(first(500, [later, word(500)])).toEqual(['new'])
})

test('what is paid before the others is paid first, and the rest goes to the oldest', () => {
  const items = [
    { id: 'old', number: 'INV-1', dueOn: '2026-09-01', balance: halalas(300) },
    { id: 'new', number: 'INV-2', dueOn: '2026-11-01', balance: halalas(500) },
  ]
  expect(allocateOldestFirst(halalas(500), items, new Set(['new'])).shares).toEqual([
    { itemId: 'new', amount: halalas(500) },
  ])
  expect(allocateOldestFirst(halalas(600), items, new Set(['new'])).shares).toEqual([
    { itemId: 'new', amount: halalas(500) },
    { itemId: 'old', amount: halalas(100) },
  ])
})
