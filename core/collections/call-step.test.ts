import { expect, test } from 'vitest'
import { addDays } from '#core/day.ts'
import { dueCall } from './call-step.ts'
import { defaultPolicy, ReminderPolicy } from './policy.ts'

const today = '2026-11-22'
const policy = ReminderPolicy.parse({
  ...defaultPolicy,
  graceDays: 5,
  steps: [
    { key: 'friendly', offsetDays: 3, tone: 'friendly', channels: ['best'] },
    { key: 'call', offsetDays: 7, tone: 'friendly', channels: ['best'], act: 'call' },
  ],
})
const late = (days: number, minor = 100) => [
  { dueOn: addDays(today, -days), balance: { minor, currency: 'SAR' as const } },
]
const always = () => true

test('a call comes up on its day, and until the policy no longer waits for it', () => {
  const on = (days: number) => dueCall(policy, late(days), always, null, today)
  expect([6, 7, 12, 13].map(on)).toEqual([null, today, addDays(today, -5), null])
  expect(dueCall(policy, late(7, 0), always, null, today)).toBeNull()
})

test('a contact since its day was that call, one before was not', () => {
  const day = addDays(today, -2)
  const after = (contact: string) => dueCall(policy, late(9), always, contact, today)
  expect([after(addDays(day, -1)), after(day)]).toEqual([day, null])
})

test('a call whose conditions do not hold comes up for nobody', () => {
  expect(dueCall(policy, late(8), () => false, null, today)).toBeNull()
})
