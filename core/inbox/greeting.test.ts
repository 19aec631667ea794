import { expect, test } from 'vitest'
import { isGreeting } from './greeting.ts'

test('a bare greeting is known as one, in whatever spelling', () => {
  for (const text of [
    'السلام عليكم',
    'السَّلامُ عليكم ورحمة الله وبركاته',
    'مرحبا!',
    'صباح الخير 🌹',
    'أهلًا وسهلًا، كيف حالكم؟',
    'Good morning',
  ])
    expect(isGreeting(text), text).toBe(true)
})

test('who greets and then says something has said it; an empty message greets nobody', () => {
  for (const text of [
    'السلام عليكم، أريد كشف حسابي',
    'مرحبا عندي شكوى',
    'Hello, where is my order?',
    '👍',
    '',
  ])
    expect(isGreeting(text), text).toBe(false)
})
