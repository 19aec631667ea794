import { expect, it } from 'vitest'
import { stillWrong } from './wrong-number.ts'

const found = Date.parse('2026-11-22T09:00:00Z')

it.each([
  ['nobody found it wrong', undefined, null, false],
  ['nobody ever wrote from it', found, null, true],
  ['they wrote before it was found wrong', found, found - 1000, true],
  ['they wrote after it was found wrong', found, found + 1000, false],
])('a number is left alone by what is known of it: %s', (_, wrongAt, lastInAt, wrong) => {
  expect(stillWrong(wrongAt, lastInAt)).toBe(wrong)
})
