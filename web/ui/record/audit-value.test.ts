import { expect, test } from 'vitest'
import { auditValue, changedFields } from './audit-value.ts'

test('a value of the log is known for what it is', () => {
  expect(auditValue('8095.54 SAR')).toEqual({
    is: 'money',
    money: { minor: 809554, currency: 'SAR' },
  })
  expect(auditValue('-0.500 KWD')).toEqual({ is: 'money', money: { minor: -500, currency: 'KWD' } })
  expect(auditValue({ minor: 5, currency: 'SAR' }).is).toBe('money')
  expect(auditValue('2026-11-22').is).toBe('day')
  expect(auditValue('2026-11-22T05:07:12.171Z').is).toBe('instant')
  expect(auditValue('01a201a2-ca80-75d4-b2db-b3900d5e28d8').is).toBe('id')
  expect(auditValue(false)).toEqual({ is: 'yes_no', yes: false })
  expect(auditValue('INV-2026-000123').is).toBe('text')
  expect([null, undefined, '', []].map((value) => auditValue(value).is)).toEqual(
    Array.from({ length: 4 }, () => 'nothing'),
  )
})

test('only what differs is told, and nothing that only a machine reads', () => {
  const before = { id: '1', name: 'نجد', dueOn: '2026-01-01', customerId: 'x', ownerId: null }
  const after = { id: '1', name: 'نجد', dueOn: '2026-02-01', customerId: 'y', ownerId: 'z' }
  expect(changedFields(before, after).map(({ name }) => name)).toEqual(['due_on', 'owner_id'])
  expect(changedFields(null, { paid_on: '2026-01-01' })).toEqual([
    { name: 'paid_on', old: undefined, next: '2026-01-01' },
  ])
})
