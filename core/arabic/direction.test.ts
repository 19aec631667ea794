import { expect, test } from 'vitest'
import { ltr, rtlIsolate, stripIsolates } from './direction.ts'

test('a phone keeps its order inside Arabic, and a search does not see the marks', () => {
  const sentence = `اتصل على ${ltr('+966 50 551 2847')}`
  expect(sentence).toBe('اتصل على \u2066+966 50 551 2847\u2069')
  expect(stripIsolates(sentence)).toBe('اتصل على +966 50 551 2847')
})

test('Arabic around a figure keeps its order inside English', () => {
  expect(rtlIsolate(`${ltr('10.00')} ر.س`)).toBe('\u2067\u206610.00\u2069 ر.س\u2069')
})

test('nothing is isolated around nothing', () => {
  expect([ltr(''), rtlIsolate('')]).toEqual(['', ''])
})
