import { expect, test } from 'vitest'
import { keyFor, keyLastsMs } from './early-key.ts'

test('a key pressed while a card is on its way is played on that card and on no other', () => {
  const pressed = { code: 'Digit3', atMs: 1000, of: { id: 'samir' } }
  expect(keyFor(pressed, 'samir', 1500)).toBe('Digit3')
  expect(keyFor(pressed, 'huda', 1500)).toBeNull()
  expect(keyFor(null, 'samir', 1500)).toBeNull()
})

test('a key pressed while an outcome is being saved is for the next customer, never for the one before', () => {
  const pressed = { code: 'Digit3', atMs: 1000, of: { after: 'samir' } }
  expect(keyFor(pressed, 'samir', 1500)).toBeNull()
  expect(keyFor(pressed, 'huda', 1500)).toBe('Digit3')
})

test('a key of long ago is forgotten', () => {
  const pressed = { code: 'Digit3', atMs: 1000, of: { id: 'samir' } }
  expect(keyFor(pressed, 'samir', 1001 + keyLastsMs)).toBeNull()
})
