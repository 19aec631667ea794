import { expect, test } from 'vitest'
import { clockOf, dayOf } from './instant.ts'

test('an evening in UTC is already the next day in Riyadh', () => {
  expect(dayOf('2026-11-21T22:30:00Z', 'Asia/Riyadh')).toBe('2026-11-22')
  expect(clockOf('2026-11-21T22:30:00Z', 'Asia/Riyadh', 'latn')).toBe('01:30')
  expect(clockOf('2026-11-21T21:00:00Z', 'Asia/Riyadh', 'arab')).toBe('٠٠:٠٠')
})
