import { expect, test } from 'vitest'
import { type ContactChannel, type ContactOutcome, saidOfNumber } from './outcome.ts'

test.each<[ContactOutcome, ContactChannel, boolean, 'wrong' | 'right' | null]>([
  ['wrong_number', 'call', false, 'wrong'],
  ['wrong_number', 'whatsapp', true, 'wrong'],
  ['wrong_number', 'visit', true, null],
  ['wrong_number', 'mail', false, null],
  ['promised', 'call', true, 'right'],
  ['promised', 'call', false, null],
  ['promised', 'visit', true, null],
  ['no_answer', 'call', true, null],
])('«%s» by %s, the number named: %s, says of the number: %s', (outcome, channel, named, said) => {
  expect(saidOfNumber(outcome, channel, named)).toBe(said)
})
