import { expect, test } from 'vitest'
import { NewId } from '#core/list.ts'
import { newId } from './new-id.ts'

test('a new id is one that the contract takes, and later ones sort later', () => {
  const early = newId(Date.UTC(2026, 10, 21))
  const late = newId(Date.UTC(2026, 10, 22))
  expect(NewId.parse(early)).toBe(early)
  expect(early < late).toBe(true)
  expect(newId()).not.toBe(newId())
})
