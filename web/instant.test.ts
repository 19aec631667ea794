import { expect, test } from 'vitest'
import { clockOf, dayOf, endOfDay } from './instant.ts'

test('an evening in UTC is already the next day in Riyadh', () => {
  expect(dayOf('2026-11-21T22:30:00Z', 'Asia/Riyadh')).toBe('2026-11-22')
  expect(clockOf('2026-11-21T22:30:00Z', 'Asia/Riyadh', 'latn')).toBe('01:30')
  expect(clockOf('2026-11-21T21:00:00Z', 'Asia/Riyadh', 'arab')).toBe('٠٠:٠٠')
})

test('a day ends when the company’s clocks say so, whatever its zone', () => {
  expect(endOfDay('2026-11-21', 'Asia/Riyadh')).toBe('2026-11-21T20:59:59.999Z')
  expect(endOfDay('2026-11-21', 'Asia/Dubai')).toBe('2026-11-21T19:59:59.999Z')
  expect(endOfDay('2026-01-31', 'Africa/Cairo')).toBe('2026-01-31T21:59:59.999Z')
  // Cairo's summer: one hour more.
  expect(endOfDay('2026-07-01', 'Africa/Cairo')).toBe('2026-07-01T20:59:59.999Z')
  expect(endOfDay('2026-07-01', 'Pacific/Kiritimati')).toBe('2026-07-01T09:59:59.999Z')
})
