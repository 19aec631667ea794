import { afterEach, expect, test } from 'vitest'
import { depositsOf, stepOf } from '#test/deposits.ts'
import { newId, openHouse, sar } from '#test/house.ts'
import { customerOf, problemsOf } from '#test/invoicing.ts'
import { left, owed } from '#test/payments.ts'
import { payDeposit } from './pay.ts'
import { listDeposits, showDeposit } from './queries.ts'
import { applyDeposit, refundDeposit } from './security.ts'

const house = openHouse({ now: '2026-11-22T09:00:00+03:00' })
afterEach(async () => expect(await problemsOf(house)).toEqual([]))

const { ask, secure, pay, undo, booksOf } = depositsOf(house)

test('a security is owed back and is no part of what the customer owes', async () => {
  const customerId = await customerOf(house)
  const debt = await owed(house, customerId, sar(400))
  const { id, link } = await secure(customerId, 1000)
  expect(link).toBeNull()
  expect(await pay(id)).toMatchObject({ state: 'held', held: sar(1000), payments: [] })
  expect(await left(house, debt)).toBe(40_000)
  expect(await booksOf(customerId)).toEqual({ held: 100_000, owes: 40_000 })

  const back = await refundDeposit(house.session(), {
    ...{ id, requestId: newId(), amount: sar(250), way: 'transfer' },
  })
  expect(back).toMatchObject({ state: 'held', held: sar(750) })
  expect(back.history[0]).toMatchObject({ move: 'refund', amount: sar(250) })
  await expect(
    refundDeposit(house.session(), { id, requestId: newId(), amount: sar(751), way: 'cash' }),
  ).rejects.toMatchObject({ code: 'payments.deposit_above_held' })
  const { held } = await listDeposits(house.session(), {
    ...{ customerId, limit: 10, direction: 'desc' },
  })
  expect(held).toEqual([sar(750)])
})

test('a security pays a debt with its reason, never more than is owed, and then is closed', async () => {
  const customerId = await customerOf(house)
  const debt = await owed(house, customerId, sar(400))
  const { id } = await secure(customerId, 1000)
  await pay(id)
  const apply = (riyals: number) =>
    applyDeposit(house.session(), {
      ...{ id, requestId: newId(), amount: sar(riyals), reason: 'تلف في المعدات' },
    })
  await expect(apply(500)).rejects.toMatchObject({ code: 'payments.deposit_exact' })
  const applied = await apply(400)
  expect(applied).toMatchObject({ state: 'held', held: sar(600) })
  expect(applied.history[0]).toMatchObject({ move: 'apply', reason: 'تلف في المعدات' })
  expect(await left(house, debt)).toBe(0)
  expect(await booksOf(customerId)).toEqual({ held: 60_000, owes: 0 })
  await expect(apply(1)).rejects.toMatchObject({ code: 'payments.nothing_open' })

  const closed = await refundDeposit(house.session(), {
    ...{ id, requestId: newId(), amount: sar(600), way: 'cash' },
  })
  expect(closed).toMatchObject({ state: 'closed', held: sar(0), moves: [] })
  expect(await booksOf(customerId)).toEqual({ held: 0, owes: 0 })
})

test('two who give the same security back at once give it back once', async () => {
  const customerId = await customerOf(house)
  const { id } = await secure(customerId, 100)
  await pay(id)
  const both = await Promise.allSettled(
    [1, 2].map(() =>
      refundDeposit(house.session(), {
        ...{ id, requestId: newId(), amount: sar(100), way: 'transfer' },
      }),
    ),
  )
  expect(both.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected'])
  expect(await booksOf(customerId)).toEqual({ held: 0, owes: 0 })
})

test('a receipt that was a mistake is undone, and the request waits for its money again', async () => {
  const customerId = await customerOf(house)
  const { id } = await secure(customerId, 1000)
  const held = await pay(id)
  const open = await undo(id, stepOf(held, 'receive'))
  expect(open).toMatchObject({ state: 'requested', held: sar(0), moves: ['receive', 'cancel'] })
  expect(open.history.map(({ move, undone }) => [move, undone])).toEqual([
    ...[
      ['undo', false],
      ['receive', true],
      [null, false],
    ],
  ])
  expect(await booksOf(customerId)).toEqual({ held: 0, owes: 0 })
  await expect(undo(id, stepOf(held, 'receive'))).rejects.toMatchObject({
    code: 'payments.deposit_step',
  })
  expect(await pay(id)).toMatchObject({ state: 'held', held: sar(1000) })
})

test('a debt that a security paid by mistake is open again, and so is what was given back', async () => {
  const customerId = await customerOf(house)
  const debt = await owed(house, customerId, sar(400))
  const { id } = await secure(customerId, 1000)
  const held = await pay(id)
  const applied = await applyDeposit(house.session(), {
    ...{ id, requestId: newId(), amount: sar(400), reason: 'تلف' },
  })
  const closed = await refundDeposit(house.session(), {
    ...{ id, requestId: newId(), amount: sar(600), way: 'cash' },
  })
  expect(closed.state).toBe('closed')
  await expect(undo(id, stepOf(held, 'receive'))).rejects.toMatchObject({
    code: 'payments.deposit_step',
  })
  const both = await Promise.allSettled([1, 2].map(() => undo(id, stepOf(applied, 'apply'))))
  expect(both.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected'])
  expect(await left(house, debt)).toBe(40_000)
  expect(await booksOf(customerId)).toEqual({ held: 40_000, owes: 40_000 })
  expect(await undo(id, stepOf(closed, 'refund'))).toMatchObject({
    ...{ state: 'held', held: sar(1000) },
  })
  expect(await booksOf(customerId)).toEqual({ held: 100_000, owes: 40_000 })
})

test('a double click asks once, pays once and gives back once', async () => {
  const customerId = await customerOf(house)
  const twice = { id: newId(), kind: 'security' as const, amount: sar(100) }
  const asked = await Promise.all([ask(customerId, twice), ask(customerId, twice)])
  expect(new Set(asked.map(({ number }) => number)).size).toBe(1)
  const { id } = twice
  const paying = { id, newPaymentId: newId(), method: 'cash' as const, paidOn: '2026-11-22' }
  const paid = await Promise.all([1, 2].map(() => payDeposit(house.session(), paying)))
  expect(paid.map(({ held }) => held)).toEqual([sar(100), sar(100)])
  const back = { id, requestId: newId(), amount: sar(40), way: 'cash' as const }
  await Promise.all([1, 2].map(() => refundDeposit(house.session(), back)))
  expect((await showDeposit(house.session(), { id })).held).toEqual(sar(60))
})

test('a security of another currency or in part is not received, nor anything in the future', async () => {
  const customerId = await customerOf(house)
  const { id } = await secure(customerId, 100)
  await expect(pay(id, 99)).rejects.toMatchObject({ code: 'payments.deposit_above_due' })
  await expect(
    payDeposit(house.session(), {
      ...{ id, newPaymentId: newId(), method: 'cash', paidOn: '2026-11-23' },
    }),
  ).rejects.toMatchObject({ code: 'payments.paid_in_the_future' })
  await pay(id)
  await expect(
    refundDeposit(house.session(), {
      ...{ id, requestId: newId(), way: 'cash', amount: { minor: 100, currency: 'USD' } },
    }),
  ).rejects.toMatchObject({ code: 'payments.deposit_above_held' })
})
