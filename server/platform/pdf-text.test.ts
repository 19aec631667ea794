import { expect, test } from 'vitest'
import { printableText } from '#platform/pdf-text.ts'

const coverage = new Set(Array.from('abcdefنص \n?').map((letter) => letter.codePointAt(0) ?? 0))
const printed = (text: string) => printableText(text, coverage)

test('what the fonts can draw stays as it is, isolates and line breaks with it', () => {
  expect(printed('نص \u2066abc\u2069\nنص')).toBe('نص \u2066abc\u2069\nنص')
})

test('a letter that the fonts lack becomes a question mark, and a picture goes', () => {
  expect(printed('中a')).toBe('?a')
  expect(printed('a🚀b')).toBe('ab')
  expect(printed('\ud83da')).toBe('?a')
})

test('no text turns the words that follow it: overrides go, and isolates are closed', () => {
  expect(printed('\u202eabc')).toBe('abc')
  expect(printed('\u2067ab\u2066c')).toBe('\u2067ab\u2066c\u2069\u2069')
  expect(printed('ab\u2069\u2069')).toBe('ab')
})

test('control characters go', () => {
  expect(printed('a\u0000b\u0007c\u009f')).toBe('abc')
})
