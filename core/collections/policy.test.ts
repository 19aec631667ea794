import { expect, test } from 'vitest'
import type { Money } from '#core/money.ts'
import { halalas } from '#test/money.ts'
import { choosePolicy, defaultPolicy, isTimely, lastStepDay, ReminderPolicy } from './policy.ts'

const policyOf = (change: object) => ReminderPolicy.safeParse({ ...defaultPolicy, ...change })
const step = (key: string, offsetDays: number, tone: string) => {
  return { key, offsetDays, tone, channels: ['email'] }
}

test('the ladder that ships has six steps, and only the last waits for approval', () => {
  expect(defaultPolicy.steps.map(({ offsetDays }) => offsetDays)).toEqual([-3, 0, 3, 14, 30, 60])
  expect(defaultPolicy.steps.filter(({ needsApproval }) => needsApproval)).toHaveLength(1)
  expect(defaultPolicy.steps.at(-1)).toMatchObject({ tone: 'final', needsApproval: true })
})

test('a policy written to the wire and read back is the same policy', () => {
  expect(ReminderPolicy.parse(JSON.parse(JSON.stringify(defaultPolicy)))).toEqual(defaultPolicy)
})

test('a ladder that does not climb is refused', () => {
  const late = step('a', 10, 'firm')
  expect(policyOf({ steps: [late, step('b', 10, 'final')] }).success).toBe(false)
  expect(policyOf({ steps: [late, step('b', 12, 'friendly')] }).success).toBe(false)
  expect(policyOf({ steps: [late, step('a', 12, 'final')] }).success).toBe(false)
  expect(policyOf({ steps: [late, step('b', 12, 'final')] }).success).toBe(true)
})

test('no step may say «تستحق اليوم» on another day than the due date', () => {
  expect(policyOf({ steps: [step('a', 2, 'due')] }).success).toBe(false)
  expect(policyOf({ steps: [step('a', 1, 'before')] }).success).toBe(false)
  expect(policyOf({ steps: [step('a', -1, 'firm')] }).success).toBe(false)
})

test('a customer gets the first policy that claims it, and otherwise the default', () => {
  const vip = ReminderPolicy.parse({
    ...defaultPolicy,
    key: 'vip',
    isDefault: false,
    segment: { tagsAnyOf: ['مميز', 'قديم'], minimumBalance: halalas(1000_00) },
  })
  const policies = [defaultPolicy, vip]
  const chosen = (tags: string[], balance: Money) =>
    choosePolicy(policies, { kind: 'company', tags, balance })?.key

  expect(chosen(['قديم'], halalas(1000_00))).toBe('vip')
  expect(chosen(['قديم'], halalas(999_99))).toBe('default')
  expect(chosen(['جديد'], halalas(5000_00))).toBe('default')
  expect(chosen(['قديم'], { minor: 5000_00, currency: 'USD' })).toBe('default')
  expect(choosePolicy([vip], { kind: 'company', tags: [], balance: halalas(1) })).toBeUndefined()
})

test('a policy for persons leaves companies to the default', () => {
  const persons = ReminderPolicy.parse({
    ...defaultPolicy,
    key: 'persons',
    isDefault: false,
    segment: { kindsAnyOf: ['person'] },
  })
  const chosen = (kind: string) =>
    choosePolicy([persons, defaultPolicy], { kind, tags: [], balance: halalas(1) })?.key
  expect([chosen('person'), chosen('company')]).toEqual(['persons', 'default'])
})

test('a step stays true for its grace, but what announces a day never outlives it', () => {
  const dueOn = '2026-11-22'
  const last = defaultPolicy.steps.map((rung) => lastStepDay(rung, dueOn, 14))
  expect(last).toEqual([
    '2026-11-21',
    '2026-11-22',
    '2026-12-09',
    '2026-12-20',
    '2027-01-05',
    '2027-02-04',
  ])
})

test('a step is timely from its day to its last day', () => {
  const friendly = ReminderPolicy.parse({ ...defaultPolicy, steps: [step('f', 3, 'friendly')] })
  const rung = friendly.steps[0]
  if (!rung) throw new Error('the policy has a step')
  const days = ['2026-11-24', '2026-11-25', '2026-11-27', '2026-11-28']
  expect(days.map((day) => isTimely(rung, '2026-11-22', day, 2))).toEqual([
    false,
    true,
    true,
    false,
  ])
})
