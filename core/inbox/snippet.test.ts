import { expect, test } from 'vitest'
import { snippetOf } from './snippet.ts'

test('a word is marked in the spelling in which it was written', () => {
  const { snippet, marks } = snippetOf('أرسلتُ الفاتورة أمس', ['فاتوره'])
  expect(marks.map(({ from, until }) => snippet.slice(from, until))).toEqual(['الفاتورة'])
})

test('a hit deep in a long text is shown with what stands around it', () => {
  const text = `${'كلام '.repeat(100)}الحوالة ${'كلام '.repeat(100)}`
  const { snippet, marks } = snippetOf(text, ['حواله'])
  expect(snippet.length).toBeLessThanOrEqual(202)
  expect(snippet.startsWith('…') && snippet.endsWith('…')).toBe(true)
  expect(marks.map(({ from, until }) => snippet.slice(from, until))).toEqual(['الحوالة'])
})

test('a text without a hit is shown from its beginning', () => {
  expect(snippetOf('مرحبا', ['فاتوره'])).toEqual({ snippet: 'مرحبا', marks: [] })
})
