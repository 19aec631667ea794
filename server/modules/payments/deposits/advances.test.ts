import { afterEach, expect, test } from 'vitest'
import { bankOf } from '#test/bank.ts'
import { depositsOf, tokenOf } from '#test/deposits.ts'
import { newId, openHouse, sar } from '#test/house.ts'
import { customerOf, problemsOf } from '#test/invoicing.ts'
import { page } from '#test/pay-online.ts'
import { left, owed } from '#test/payments.ts'
import { allocatePayment } from '../allocate-payment.ts'
import { showLine } from '../bank/lines.ts'
import { matchLine, matchSure } from '../bank/match-line.ts'
import { undoLine } from '../bank/undo-line.ts'
import { refundPayment } from '../refund-payment.ts'
import { reversePayment } from '../reverse-payment.ts'
import { payDeposit } from './pay.ts'
import { listDeposits, showDeposit } from './queries.ts'
import { cancelDeposit } from './request.ts'

const house = openHouse({ now: '2026-11-22T09:00:00+03:00' })
afterEach(async () => expect(await problemsOf(house)).toEqual([]))

const { ask, pay, booksOf } = depositsOf(house)
const { taken } = bankOf(house)

test('a request is a part of the whole, says the rest, and is in no book', async () => {
  const customerId = await customerOf(house)
  const made = await ask(customerId, { expected: sar(46_000), percent: 30 })
  expect(made).toMatchObject({
    ...{ state: 'requested', amount: sar(13_800), rest: sar(32_200), payments: [] },
    ...{ moves: ['pay', 'cancel'] },
  })
  expect(made.number).toMatch(/^DP-2026-\d{6}$/)
  expect(made.link?.url).toContain('/pay/')
  expect(await booksOf(customerId)).toEqual({ held: 0, owes: 0 })
})

test('what is asked for is never more than the whole, and never nothing', async () => {
  const customerId = await customerOf(house)
  await expect(ask(customerId, { expected: sar(200) })).rejects.toMatchObject({
    code: 'payments.deposit_amount',
  })
  await expect(
    ask(customerId, { expected: { minor: 1, currency: 'SAR' }, percent: 1 }),
  ).rejects.toMatchObject({ code: 'payments.deposit_amount' })
  const foreign = { minor: 100, currency: 'USD' } as const
  await expect(ask(customerId, { kind: 'security', amount: foreign })).rejects.toMatchObject({
    code: 'payments.deposit_currency',
  })
})

// Without the empty choice an advance paid the oldest invoice at once and was gone for its own.
test('an advance leaves older debts alone, and its own invoice takes it later', async () => {
  const customerId = await customerOf(house)
  const old = await owed(house, customerId, sar(500))
  const { id } = await ask(customerId)
  const { payments, unapplied, state } = await pay(id)
  expect({ state, unapplied }).toEqual({ state: 'paid', unapplied: sar(300) })
  expect(await left(house, old)).toBe(50_000)

  const own = await owed(house, customerId, sar(1000))
  await allocatePayment(house.session(), {
    ...{ id: payments[0]?.id ?? '', requestId: newId() },
    shares: [{ itemId: own.itemId, amount: sar(300) }],
  })
  expect([await left(house, old), await left(house, own)]).toEqual([50_000, 70_000])
  expect(await showDeposit(house.session(), { id })).toMatchObject({
    unapplied: sar(0),
    payments: [{ allocations: [{ number: own.number, amount: sar(300) }] }],
  })
})

test('paid twice, or at once, it is one payment; reversed, it waits for its money again', async () => {
  const customerId = await customerOf(house)
  const { id } = await ask(customerId)
  const both = await Promise.allSettled([pay(id), pay(id)])
  expect(both.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected'])
  const { payments } = await showDeposit(house.session(), { id })
  await expect(cancelDeposit(house.session(), { id })).rejects.toMatchObject({
    code: 'payments.deposit_cannot',
  })
  await reversePayment(house.session(), { id: payments[0]?.id ?? '', reason: 'mistake' })
  expect(await showDeposit(house.session(), { id })).toMatchObject({
    ...{ state: 'requested', paid: sar(0), payments: [], moves: ['pay', 'cancel'] },
  })
  expect((await pay(id)).state).toBe('paid')
})

test('an advance is paid in parts, never above what is left, and one of them may be undone', async () => {
  const customerId = await customerOf(house)
  const { id, link } = await ask(customerId)
  const part = await pay(id, 100)
  expect(part).toMatchObject({ state: 'requested', paid: sar(100), unapplied: sar(100) })
  expect((await page(house, tokenOf(link?.url))).body.deposit).toMatchObject({ paid: sar(100) })
  await expect(pay(id, 201)).rejects.toMatchObject({ code: 'payments.deposit_above_due' })
  expect(await pay(id)).toMatchObject({ state: 'paid', paid: sar(300), unapplied: sar(300) })
  const [first] = part.payments
  await reversePayment(house.session(), { id: first?.id ?? '', reason: 'bounced' })
  expect(await showDeposit(house.session(), { id })).toMatchObject({
    ...{ state: 'requested', paid: sar(200), moves: ['pay', 'cancel'] },
  })
  const over = await cancelDeposit(house.session(), { id })
  expect(over).toMatchObject({ state: 'cancelled', paid: sar(200) })
  await reversePayment(house.session(), { id: over.payments[0]?.id ?? '', reason: 'mistake' })
  expect(await showDeposit(house.session(), { id })).toMatchObject({
    ...{ state: 'cancelled', paid: sar(0) },
  })
})

test('an advance whose payment went back says so', async () => {
  const customerId = await customerOf(house)
  const { id } = await ask(customerId)
  const { payments } = await pay(id)
  const refund = (riyals: number) =>
    refundPayment(house.session(), {
      ...{ id: newId(), paymentId: payments[0]?.id ?? '', amount: sar(riyals), way: 'transfer' },
    })
  await refund(100)
  expect(await showDeposit(house.session(), { id })).toMatchObject({
    ...{ state: 'paid', refunded: sar(100), unapplied: sar(200) },
  })
  await refund(200)
  const { rows } = await listDeposits(house.session(), {
    ...{ customerId, limit: 10, direction: 'desc' },
  })
  expect(rows).toMatchObject([{ id, refunded: sar(300), unapplied: sar(0) }])
})

test('an advance in another currency is asked for, and paid by its rate', async () => {
  const customerId = await customerOf(house)
  const { id } = await ask(customerId, { amount: { minor: 10_000, currency: 'USD' } })
  await expect(pay(id)).rejects.toMatchObject({ code: 'payments.rate_needed' })
  const paying = { id, newPaymentId: newId(), method: 'transfer' as const, paidOn: '2026-11-22' }
  expect(await payDeposit(house.session(), { ...paying, rate: '3.75' })).toMatchObject({
    ...{ state: 'paid', paid: { minor: 10_000, currency: 'USD' } },
  })
})

test('a line of the bank that names a request pays it, a part of it too, and undoing it opens it', async () => {
  const customerId = await customerOf(house)
  const debt = await owed(house, customerId, sar(300))
  const { id, number } = await ask(customerId)
  const [lineId = '', second = ''] = await taken(
    ['2026-11-19', `حوالة ${number}`, 100],
    ['2026-11-20', `SARIE ${number}`, 250],
  )
  const { proposals } = await showLine(house.session(), { id: lineId })
  expect(proposals[0]).toMatchObject({ depositId: id, depositNumber: number, customerId })
  const match = (line: string) =>
    matchLine(house.session(), { id: line, customerId, newPaymentId: newId(), depositId: id })
  await match(lineId)
  expect(await showDeposit(house.session(), { id })).toMatchObject({
    ...{ state: 'requested', paid: sar(100) },
  })
  await match(second)
  expect(await showDeposit(house.session(), { id })).toMatchObject({
    ...{ state: 'paid', paid: sar(300), unapplied: sar(300) },
  })
  expect(await left(house, debt)).toBe(30_000)
  await undoLine(house.session(), { id: second })
  expect(await showDeposit(house.session(), { id })).toMatchObject({
    ...{ state: 'requested', paid: sar(100) },
  })
  const other = await customerOf(house)
  await expect(
    matchLine(house.session(), {
      ...{ id: second, customerId: other, newPaymentId: newId(), depositId: id },
    }),
  ).rejects.toMatchObject({ code: 'payments.deposit_not_found' })
})

test('a line that comes to what is due of an advance is ticked where it says whose it is', async () => {
  const customerId = await customerOf(house)
  const { id, number } = await ask(customerId, { amount: sar(77_123) })
  const [lineId = ''] = await taken(['2026-11-19', `ADVANCE ${number}`, 77_123])
  expect(await matchSure(house.session(), { lines: [{ lineId, newPaymentId: newId() }] })).toEqual({
    ...{ matched: [lineId], left: [] },
  })
  expect((await showDeposit(house.session(), { id })).state).toBe('paid')
})
