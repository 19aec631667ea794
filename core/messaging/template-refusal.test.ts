import { expect, test } from 'vitest'
import { refusedBecause } from './template-refusal.ts'

test.each([
  ['INVALID_FORMAT', 'format'],
  ['TAG_CONTENT_MISMATCH', 'mismatch'],
  ['100/2388024 There is already content in this language for this template.', 'name_taken'],
  ['100/2388299 Variables cannot be at the start or end of the template.', 'edges'],
  ['190 Invalid OAuth access token.', 'rights'],
  ['100 Invalid parameter 190', 'other'],
  ['A_WORD_OF_TOMORROW', 'other'],
] as const)('the vendor’s «%s» is told as %s', (reason, told) => {
  expect(refusedBecause(reason)).toBe(told)
})
