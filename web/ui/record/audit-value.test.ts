import { expect, test } from 'vitest'
import { auditValue, changedFields, sameHours } from './audit-value.ts'

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

test('hours, days of the week and rates are known by what they are', () => {
  expect(auditValue({ from: 600, until: 1205 })).toEqual({
    is: 'hours',
    from: '10:00',
    until: '20:05',
  })
  expect(auditValue({ from: 600, until: 1200, name: 'x' }).is).toBe('fields')
  expect(auditValue([5, 6], 'weekend')).toEqual({ is: 'weekdays', days: [5, 6] })
  expect(auditValue([[], [{ from: 600, until: 1200 }], [], [], [], [], []]).is).toBe('week')
  expect(auditValue(1250, 'vat_basis_points')).toEqual({ is: 'percent', basisPoints: 1250 })
  expect(auditValue(1250, 'capacity')).toEqual({ is: 'number', number: 1250 })
  expect(auditValue({ kind: 'days_from_invoice', days: 30 }).is).toBe('terms')
})

test('no fingerprint, key or bookkeeping of a row is told', () => {
  const after = { sha256: 'a', key: 'cash', madeAt: 'x', changedBy: 'y', settings: {}, mine: true }
  expect(changedFields(null, { ...after, name: 'نجد' }).map(({ name }) => name)).toEqual(['name'])
})

test('neighbouring days of the same hours are told together', () => {
  const [day, short] = [[{ from: 600, until: 1200 }], [{ from: 600, until: 900 }]]
  const runs = sameHours([day, day, day, day, short, [], []])
  expect(runs.map(({ first, last }) => [first, last])).toEqual([
    [0, 3],
    [4, 4],
    [5, 6],
  ])
})

test('what is empty before and after did not change', () => {
  expect(changedFields(null, { note: '', tags: [], conditions: null })).toEqual([])
  expect(changedFields({ note: '' }, { note: 'x' }).map(({ name }) => name)).toEqual(['note'])
})
