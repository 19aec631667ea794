import { expect, test } from 'vitest'
import { pushNews } from './words.ts'

const waits = (language: 'ar' | 'en', minutes: number) =>
  pushNews(language, 'conversation_waits', 'a', { name: 'سارة', minutes }).body

test.each([
  [1, 'سارة، منذ دقيقة من الدوام', 'سارة, for 1 working minute'],
  [2, 'سارة، منذ دقيقتين من الدوام', 'سارة, for 2 working minutes'],
  [5, 'سارة، منذ 5 دقائق من الدوام', 'سارة, for 5 working minutes'],
  [45, 'سارة، منذ 45 دقيقة من الدوام', 'سارة, for 45 working minutes'],
  [65, 'سارة، منذ ساعة من الدوام', 'سارة, for 1 working hour'],
  [120, 'سارة، منذ ساعتين من الدوام', 'سارة, for 2 working hours'],
  [240, 'سارة، منذ 4 ساعات من الدوام', 'سارة, for 4 working hours'],
  [660, 'سارة، منذ 11 ساعة من الدوام', 'سارة, for 11 working hours'],
])('%i minutes of waiting are said as people say them', (minutes, arabic, english) => {
  expect(waits('ar', minutes)).toBe(arabic)
  expect(waits('en', minutes)).toBe(english)
})
