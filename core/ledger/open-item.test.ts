import { expect, test } from 'vitest'
import { OpenItem, Share } from './open-item.ts'

const id = '0199e4e0-7c00-7000-8000-000000000001'
const balance = { minor: 300_00, currency: 'SAR' }

test('an open item travels with a due day and an exact balance', () => {
  const item = { id, number: 'INV-2026-000123', dueOn: '2026-11-21', balance }
  expect(OpenItem.parse(item)).toEqual(item)
  expect(OpenItem.safeParse({ ...item, dueOn: '2026-02-30' }).success).toBe(false)
  expect(OpenItem.safeParse({ ...item, balance: { ...balance, minor: 0.5 } }).success).toBe(false)
})

test('a share names its item by id', () => {
  expect(Share.parse({ itemId: id, amount: balance })).toEqual({ itemId: id, amount: balance })
  expect(Share.safeParse({ itemId: 'INV-1', amount: balance }).success).toBe(false)
})
