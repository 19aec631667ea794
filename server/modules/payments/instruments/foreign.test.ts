import { afterEach, expect, test } from 'vitest'
import type { Money } from '#core/money.ts'
import type { TakeInstrument } from '#core/payments/instrument-api.ts'
import { Refusal } from '#core/refusal.ts'
import { newId, openHouse, sar } from '#test/house.ts'
import { customerOf, problemsOf } from '#test/invoicing.ts'
import { left, owed } from '#test/payments.ts'
import { saveAccount } from '../bank/accounts.ts'
import { listLines } from '../bank/lines.ts'
import { matchLine } from '../bank/match-line.ts'
import { takeStatement } from '../bank/take-statement.ts'
import { reversePayment } from '../reverse-payment.ts'
import { moveInstrument } from './move.ts'
import { showInstrument } from './queries.ts'
import { takeInstrument } from './take.ts'

const house = openHouse({ now: '2026-11-22T09:00:00+03:00' })
afterEach(async () => expect(await problemsOf(house)).toEqual([]))

const usd = (whole: number): Money => ({ minor: whole * 100, currency: 'USD' })
const taken = (customerId: string, amount: Money, change: Partial<TakeInstrument> = {}) => {
  const id = newId()
  return takeInstrument(house.session(), {
    ...{ id, kind: 'cheque', customerId, number: id.slice(-8), issuer: 'بنك البلاد' },
    ...{ amount, dueOn: '2026-11-22' },
    ...change,
  })
}
type Move = Parameters<typeof moveInstrument>[1]
const move = (id: string, what: Move['move'], change: Partial<Move> = {}) =>
  moveInstrument(house.session(), { id, move: what, ...change })
const clear = (id: string, rate?: string) =>
  move(id, 'clear', { newPaymentId: newId(), ...(rate && { rate }) })
/** What the customer is carried at in riyals, and what the rates made real, all told. */
const carried = async (customerId: string) => {
  const [row] = await house.sql<{ owed: number; made: number; bank: number }>(
    `select coalesce(sum(l.base_amount) filter (where a.key = 'receivable'), 0)::bigint as owed,
       coalesce(sum(l.base_amount) filter (where a.key in ('fx_gain', 'fx_loss')), 0)::bigint as made,
       coalesce(sum(l.base_amount) filter (where a.key = 'bank'), 0)::bigint as bank
     from journal_line l
     join journal_entry e on e.company_id = l.company_id and e.id = l.entry_id
     join account a on a.company_id = l.company_id and a.id = l.account_id
     where e.party_id = $1`,
    [customerId],
  )
  return row
}

test('a cheque in dollars is money at the rate of its day, and bounced nothing of it is left', async () => {
  const customerId = await customerOf(house)
  const debt = await owed(house, customerId, usd(100), '2026-11-01', '3.75')
  const before = await carried(customerId)
  const { id } = await taken(customerId, usd(100))
  await move(id, 'deposit')
  await expect(clear(id)).rejects.toMatchObject({ code: 'payments.rate_needed' })
  await clear(id, '3.80')
  expect(await carried(customerId)).toEqual({ owed: 0, made: -500, bank: 38_000 })
  expect(await left(house, debt)).toBe(0)
  await move(id, 'bounce', { reason: 'لا رصيد' })
  expect(await carried(customerId)).toEqual(before)
  expect(await left(house, debt)).toBe(100_00)
  await move(id, 'deposit')
  const { payment } = await clear(id, '3.70')
  expect(await carried(customerId)).toEqual({ owed: 0, made: 500, bank: 37_000 })
  await reversePayment(house.session(), { id: payment?.id ?? '', reason: 'mistake' })
  expect(await showInstrument(house.session(), { id })).toMatchObject({ state: 'deposited' })
  expect(await carried(customerId)).toEqual(before)
})

test('a cheque in dollars larger than its debts pays those alone, in their own currency', async () => {
  const customerId = await customerOf(house)
  const first = await owed(house, customerId, usd(60), '2026-11-01', '3.75')
  const second = await owed(house, customerId, usd(30), '2026-11-05', '3.71')
  const riyals = await owed(house, customerId, sar(500), '2026-10-01')
  const { id } = await taken(customerId, usd(100))
  await move(id, 'deposit')
  await clear(id, '3.78')
  expect([await left(house, first), await left(house, second)]).toEqual([0, 0])
  expect(await left(house, riyals)).toBe(500_00)
  await move(id, 'bounce', { reason: 'لا رصيد' })
  expect(await left(house, first)).toBe(60_00)
  expect((await carried(customerId))?.made).toBe(0)
})

test('a cheque for invoices of two currencies is refused, and nothing of it is kept', async () => {
  const customerId = await customerOf(house)
  const dollars = await owed(house, customerId, usd(60), '2026-11-01', '3.75')
  const riyals = await owed(house, customerId, sar(500))
  const shares = [
    { itemId: dollars.itemId, amount: usd(40) },
    { itemId: riyals.itemId, amount: usd(20) },
  ]
  await expect(taken(customerId, usd(60), { shares })).rejects.toThrow(Refusal)
  const mixed = shares.map((share, n) => (n === 0 ? share : { ...share, amount: sar(20) }))
  await expect(taken(customerId, usd(60), { shares: mixed })).rejects.toThrow(Refusal)
  const kept = 'select id from instrument where customer_id = $1'
  expect(await house.sql(kept, [customerId])).toEqual([])
})

test('the same request with another currency is another cheque', async () => {
  const customerId = await customerOf(house)
  const { id, number } = await taken(customerId, sar(100))
  await expect(taken(customerId, usd(100), { id, number })).rejects.toMatchObject({
    code: 'request.id_reused',
  })
})

test('a line of the bank in riyals is not the money of a cheque in dollars', async () => {
  const customerId = await customerOf(house)
  const debt = await owed(house, customerId, usd(77), '2026-11-01', '3.75')
  const { id } = await taken(customerId, usd(77))
  const accountId = newId()
  await saveAccount(house.session(), { id: accountId, name: 'الراجحي', currency: 'SAR' })
  await move(id, 'deposit', { on: '2026-11-18', accountId })
  const text = 'Date,Description,Debit,Credit,Balance\n2026-11-19,CHQ,,77.00,77.00'
  const file = { fileName: 'c.csv', content: Buffer.from(text).toString('base64') }
  await takeStatement(house.session(), { id: newId(), accountId, ...file, sure: true })
  const { rows } = await listLines(house.session(), { accountId, limit: 5 })
  expect(rows[0]?.state).toBe('open')
  const said = { customerId, newPaymentId: newId(), chequeId: id, rate: '3.75' }
  await expect(
    matchLine(house.session(), { id: rows[0]?.id ?? '', ...said }),
  ).rejects.toMatchObject({ code: 'payments.line_other_amount' })
  expect(await left(house, debt)).toBe(77_00)
  expect(await showInstrument(house.session(), { id })).toMatchObject({ state: 'deposited' })
})

test('a cheque of another currency takes the place of one, and its own debts alone are covered', async () => {
  const customerId = await customerOf(house)
  await owed(house, customerId, sar(300))
  const dollars = await owed(house, customerId, usd(80), '2026-11-01', '3.75')
  const first = await taken(customerId, sar(300))
  const second = await taken(customerId, usd(80), { replaces: first.id })
  expect(await showInstrument(house.session(), { id: first.id })).toMatchObject({
    state: 'replaced',
  })
  await move(second.id, 'deposit')
  await clear(second.id, '3.75')
  expect(await left(house, dollars)).toBe(0)
})
