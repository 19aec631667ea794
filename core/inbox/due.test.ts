import { expect, test } from 'vitest'
import { dueAfter } from './due.ts'
import { usualShifts } from './settings.ts'

const riyadh = [{ fromMs: 0, offsetMinutes: 180 }]
const hours = { shifts: usualShifts, holidays: [] }
const at = (text: string) => new Date(text).getTime()
const due = (from: string, minutes: number) => {
  const found = dueAfter(hours, riyadh, at(from), minutes)
  return found === undefined ? undefined : new Date(found).toISOString()
}

test('an hour of work after ten on a Sunday is eleven', () => {
  expect(due('2026-11-22T07:00:00.000Z', 60)).toBe('2026-11-22T08:00:00.000Z')
})

test('what comes half an hour before the end of Thursday is due half an hour into Sunday', () => {
  expect(due('2026-11-26T13:30:00.000Z', 60)).toBe('2026-11-29T06:30:00.000Z')
})

test('a company that never opens owes no answer by a time', () => {
  const never = { shifts: [[], [], [], [], [], [], []], holidays: [] }
  expect(dueAfter(never, riyadh, at('2026-11-22T07:00:00.000Z'), 1)).toBeUndefined()
})
