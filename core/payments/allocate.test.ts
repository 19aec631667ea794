import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { OpenItem } from '#core/ledger/open-item.ts'
import { type Money, plus, total } from '#core/money.ts'
import { halalas } from '#test/money.ts'
import { allocateByHand, allocateOldestFirst } from './allocate.ts'

const old: OpenItem = { id: 'old', number: 'INV-1', dueOn: '2026-09-01', balance: halalas(300) }
const recent: OpenItem = {
  id: 'recent',
  number: 'INV-2',
  dueOn: '2026-11-01',
  balance: halalas(500),
}

const amount = fc.integer({ min: 1, max: 1e9 }).map(halalas)
const openItems = fc.uniqueArray(
  fc.record({
    id: fc.uuid(),
    number: fc.string(),
    balance: amount,
    dueOn: fc.integer({ min: 1, max: 28 }).map((day) => `2026-11-${String(day).padStart(2, '0')}`),
  }),
  { selector: (item) => item.id, maxLength: 20 },
)

test('pays the oldest item first and the newest with what is left', () => {
  expect(allocateOldestFirst(halalas(400), [recent, old])).toEqual({
    shares: [
      { itemId: 'old', amount: halalas(300) },
      { itemId: 'recent', amount: halalas(100) },
    ],
    unapplied: halalas(0),
  })
})

test('what no item can absorb stays on the account', () => {
  expect(allocateOldestFirst(halalas(1000), [old, recent]).unapplied).toEqual(halalas(200))
  expect(allocateOldestFirst(halalas(1000), [])).toEqual({ shares: [], unapplied: halalas(1000) })
})

test('items due on one day are paid in the order of their ids, however they arrive', () => {
  const items = ['c', 'a', 'b'].map((id) => ({ ...old, id }))
  const paid = allocateOldestFirst(halalas(900), items).shares.map((share) => share.itemId)
  expect(paid).toEqual(['a', 'b', 'c'])
})

test('never makes or loses a halala, never overpays, and leaves no older item unpaid', () => {
  fc.assert(
    fc.property(amount, openItems, (payment, open) => {
      const { shares, unapplied } = allocateOldestFirst(payment, open)
      const given = total(
        shares.map((share) => share.amount),
        'SAR',
      )
      expect(plus(given, unapplied)).toEqual(payment)
      const paidOf = (item: OpenItem) =>
        shares.find((share) => share.itemId === item.id)?.amount.minor ?? 0
      for (const item of open) {
        expect(paidOf(item)).toBeLessThanOrEqual(item.balance.minor)
        if (paidOf(item) === 0) continue
        for (const older of open.filter((other) => other.dueOn < item.dueOn))
          expect(paidOf(older)).toBe(older.balance.minor)
      }
      if (unapplied.minor > 0)
        for (const item of open) expect(paidOf(item)).toBe(item.balance.minor)
    }),
  )
})

test('a collector may choose the newest item, and keep the rest on the account', () => {
  const shares = [{ itemId: 'recent', amount: halalas(100) }]
  expect(allocateByHand(halalas(400), shares, [old, recent])).toEqual({
    shares,
    unapplied: halalas(300),
  })
  expect(allocateByHand(halalas(400), [], [old])).toEqual({ shares: [], unapplied: halalas(400) })
})

test('a share that cannot be given is named, and nothing is trimmed to fit', () => {
  const by = (itemId: string, share: Money) => ({ itemId, amount: share })
  const tried = (...wanted: { itemId: string; amount: Money }[]) =>
    allocateByHand(halalas(600), wanted, [old, recent])

  expect(tried(by('gone', halalas(1)))).toEqual({ problem: 'unknown_item', itemId: 'gone' })
  expect(tried(by('old', halalas(1)), by('old', halalas(1)))).toEqual({
    problem: 'repeated_item',
    itemId: 'old',
  })
  expect(tried(by('old', { minor: 1, currency: 'USD' }))).toEqual({
    problem: 'other_currency',
    itemId: 'old',
  })
  expect(tried(by('old', halalas(0)))).toEqual({ problem: 'nothing_wanted', itemId: 'old' })
  expect(tried(by('old', halalas(301)))).toEqual({
    problem: 'more_than_balance',
    itemId: 'old',
    wanted: halalas(301),
    balance: halalas(300),
  })
  expect(tried(by('old', halalas(300)), by('recent', halalas(301)))).toEqual({
    problem: 'more_than_payment',
    wanted: halalas(601),
    payment: halalas(600),
  })
})

test('by hand, whatever is wanted is either given exactly or refused', () => {
  const wish = openItems.chain((open) =>
    fc.tuple(
      fc.constant(open),
      fc.array(fc.tuple(fc.nat({ max: 25 }), fc.integer({ min: -5, max: 1e9 })), { maxLength: 6 }),
    ),
  )
  fc.assert(
    fc.property(amount, wish, (payment, [open, picks]) => {
      const wanted = picks.map(([index, minor]) => ({
        itemId: open[index]?.id ?? 'gone',
        amount: halalas(minor),
      }))
      const result = allocateByHand(payment, wanted, open)
      const sum = wanted.reduce((a, share) => a + share.amount.minor, 0)
      const fits =
        new Set(wanted.map((share) => share.itemId)).size === wanted.length &&
        sum <= payment.minor &&
        wanted.every(({ itemId, amount: share }) => {
          const balance = open.find((item) => item.id === itemId)?.balance.minor ?? 0
          return share.minor > 0 && share.minor <= balance
        })
      expect('problem' in result).toBe(!fits)
      if (!('problem' in result)) expect(result.unapplied.minor + sum).toBe(payment.minor)
    }),
  )
})
