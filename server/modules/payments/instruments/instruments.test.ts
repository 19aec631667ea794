import { afterEach, expect, test } from 'vitest'
import type { TakeInstrument } from '#core/payments/instrument-api.ts'
import { systemSession } from '#platform/jobs.ts'
import { look } from '#platform/query.ts'
import { newId, openHouse, sar } from '#test/house.ts'
import { customerOf, problemsOf } from '#test/invoicing.ts'
import { left, owed, paid } from '#test/payments.ts'
import { pdfFile } from '#test/pdf-file.ts'
import { saveAccount } from '../bank/accounts.ts'
import { listLines, showLine } from '../bank/lines.ts'
import { matchLine, matchSure } from '../bank/match-line.ts'
import { takeStatement } from '../bank/take-statement.ts'
import { undoLine } from '../bank/undo-line.ts'
import { recordPayment } from '../record-payment.ts'
import { reversePayment } from '../reverse-payment.ts'
import { instrumentsDueJob } from './alerts.ts'
import { bouncedCheques, instrumentCovers } from './due.ts'
import { moveInstrument } from './move.ts'
import { listInstruments, showInstrument, showWeeks } from './queries.ts'
import { mendInstrument, takeInstrument } from './take.ts'

const house = openHouse({ now: '2026-11-22T09:00:00+03:00' })
afterEach(async () => expect(await problemsOf(house)).toEqual([]))

const cheque = (customerId: string, riyals: number, change: Partial<TakeInstrument> = {}) => {
  const id = newId()
  return takeInstrument(house.session(), {
    ...{ id, kind: 'cheque', customerId, number: id.slice(-8), issuer: 'بنك البلاد' },
    ...{ amount: sar(riyals), dueOn: '2026-11-22' },
    ...change,
  })
}
type Move = Parameters<typeof moveInstrument>[1]
const move = (id: string, what: Move['move'], change: Partial<Move> = {}) =>
  moveInstrument(house.session(), { id, move: what, ...change })
const clear = (id: string) => move(id, 'clear', { newPaymentId: newId() })
const coversOf = (customerId: string) =>
  look(house.session(), (from) => instrumentCovers(from, [customerId]))
const standing = async (customerId: string) => {
  const [row] = await house.sql<{ count: string }>(
    `select count(*) from payment p where p.customer_id = $1 and not exists (
       select 1 from payment_reversal r where r.payment_id = p.id)`,
    [customerId],
  )
  return Number(row?.count)
}

test('a cheque leaves the debt whole and keeps it from being asked for, until it is money', async () => {
  const customerId = await customerOf(house)
  const debt = await owed(house, customerId, sar(300))
  const { id, moves, coversUntil } = await cheque(customerId, 300)
  expect({ moves, coversUntil }).toEqual({
    moves: ['deposit', 'give_back', 'replace', 'cancel'],
    coversUntil: '2026-11-27',
  })
  expect(await left(house, debt)).toBe(30_000)
  expect((await coversOf(customerId)).get(debt.itemId)).toEqual([
    { minor: 30_000, until: '2026-11-27', by: 'instrument', on: '2026-11-22' },
  ])
  await move(id, 'deposit')
  expect((await coversOf(customerId)).size).toBe(1)

  const cleared = await clear(id)
  expect(cleared).toMatchObject({ state: 'cleared', coversUntil: null })
  expect(await left(house, debt)).toBe(0)
  expect((await coversOf(customerId)).size).toBe(0)
})

test('a bounce takes the payment back and asks again; presented anew it is booked anew', async () => {
  const customerId = await customerOf(house)
  const debt = await owed(house, customerId, sar(500))
  const { id } = await cheque(customerId, 500)
  await move(id, 'deposit')
  await clear(id)
  const bounced = await move(id, 'bounce', { reason: 'لا رصيد' })
  expect(bounced).toMatchObject({ state: 'bounced', payment: null })
  expect(bounced.history[0]).toMatchObject({ move: 'bounce', reason: 'لا رصيد' })
  expect([await left(house, debt), await standing(customerId)]).toEqual([50_000, 0])
  expect((await coversOf(customerId)).size).toBe(0)

  await move(id, 'deposit')
  await clear(id)
  expect([await left(house, debt), await standing(customerId)]).toEqual([0, 1])
})

test('who clears it twice, or at once, books it once', async () => {
  const customerId = await customerOf(house)
  await owed(house, customerId, sar(80))
  const { id } = await cheque(customerId, 80)
  await move(id, 'deposit')
  const newPaymentId = newId()
  await Promise.all([1, 2, 3].map(() => move(id, 'clear', { newPaymentId })))
  await expect(clear(id)).rejects.toMatchObject({ code: 'payments.instrument_cannot' })
  const other = await cheque(customerId, 80)
  await move(other.id, 'deposit')
  const both = await Promise.allSettled([clear(other.id), clear(other.id)])
  expect(both.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected'])
  expect(await standing(customerId)).toBe(2)
})

test('a cheque came back on the day it did, whatever is noted on it later', async () => {
  const customerId = await customerOf(house)
  const { id } = await cheque(customerId, 90)
  await move(id, 'deposit', { on: '2026-11-18' })
  await move(id, 'bounce', { on: '2026-11-20' })
  const bounced = async () =>
    (await look(house.session(), (from) => bouncedCheques(from, [customerId]))).get(customerId)
  const before = await bounced()
  expect([before?.on, before?.at.toISOString().slice(0, 10)]).toEqual(['2026-11-20', '2026-11-22'])
  house.setNow('2026-11-24T09:00:00+03:00')
  await mendInstrument(house.session(), { id, note: 'وعد بشيك بديل' })
  expect(await bounced()).toEqual(before)
  house.setNow('2026-11-22T09:00:00+03:00')
})

test('a payment that was reversed as a mistake leaves its cheque at the bank', async () => {
  const customerId = await customerOf(house)
  await owed(house, customerId, sar(60))
  const { id } = await cheque(customerId, 60)
  await move(id, 'deposit')
  const { payment } = await clear(id)
  await reversePayment(house.session(), { id: payment?.id ?? '', reason: 'mistake' })
  expect(await showInstrument(house.session(), { id })).toMatchObject({
    ...{ state: 'deposited', payment: null },
  })
})

test('two cheques are never taken for the same money, unless one takes the place of the other', async () => {
  const customerId = await customerOf(house)
  const debt = await owed(house, customerId, sar(100))
  const first = await cheque(customerId, 70)
  const second = await cheque(customerId, 70)
  expect([first, second].map(({ items }) => items.map(({ amount }) => amount.minor))).toEqual([
    [7000],
    [3000],
  ])
  await expect(
    cheque(customerId, 50, { shares: [{ itemId: debt.itemId, amount: sar(50) }] }),
  ).rejects.toMatchObject({ code: 'payments.share_unknown_item' })
  const third = await cheque(customerId, 70, { replaces: first.id })
  expect(third.items.map(({ amount }) => amount.minor)).toEqual([7000])
  expect(await showInstrument(house.session(), { id: first.id })).toMatchObject({
    ...{ state: 'replaced', moves: [], replacedBy: { id: third.id } },
  })
  await expect(cheque(customerId, 70, { number: third.number })).rejects.toMatchObject({
    code: 'payments.instrument_known',
  })
})

test('what was paid in another way meanwhile stays on the account when the cheque is cleared', async () => {
  const customerId = await customerOf(house)
  const debt = await owed(house, customerId, sar(100))
  const { id } = await cheque(customerId, 100)
  await recordPayment(house.session(), paid(customerId, sar(80)))
  await move(id, 'deposit')
  await clear(id)
  expect(await left(house, debt)).toBe(0)
  const list = await listInstruments(house.session(), {
    ...{ customerId, limit: 10, direction: 'asc' },
  })
  expect(list).toMatchObject({ total: 1, sums: [sar(100)], underCollection: [] })
})

test('the same click takes one, and another paper under its id is refused', async () => {
  const customerId = await customerOf(house)
  const id = newId()
  const file = pdfFile('c.pdf')
  await Promise.all([1, 2].map(() => cheque(customerId, 10, { id, number: '77', file })))
  await expect(cheque(customerId, 11, { id, number: '77' })).rejects.toMatchObject({
    code: 'request.id_reused',
  })
  const seen = await showInstrument(house.session(), { id })
  expect(seen.file?.name).toBe('c.pdf')
  expect(seen.history).toHaveLength(1)
})

test('the line of the bank that pays a deposited cheque clears it, and undoing it gives both back', async () => {
  const customerId = await customerOf(house)
  const debt = await owed(house, customerId, sar(417.35))
  const { id, number } = await cheque(customerId, 417.35, { dueOn: '2026-11-18' })
  const accountId = newId()
  await saveAccount(house.session(), { id: accountId, name: 'الجاري', currency: 'SAR' })
  await move(id, 'deposit', { on: '2026-11-18', accountId })
  const text = [
    'Date,Description,Debit,Credit,Balance',
    `2026-11-19,CHQ CLEARING ${number},,417.35,1417.35`,
  ].join('\n')
  const file = { fileName: 'a.csv', content: Buffer.from(text).toString('base64') }
  await takeStatement(house.session(), { id: newId(), accountId, ...file, sure: true })
  const { rows } = await listLines(house.session(), { accountId, limit: 5 })
  const lineId = rows[0]?.id ?? ''
  const { proposals } = await showLine(house.session(), { id: lineId })
  expect(proposals[0]).toMatchObject({ chequeId: id, chequeNumber: number, customerId })
  expect(proposals[0]?.why.map(({ code }) => code)).toContain('deposited_cheque')

  expect(await matchSure(house.session(), { lines: [{ lineId, newPaymentId: newId() }] })).toEqual({
    ...{ matched: [lineId], left: [] },
  })
  expect(await showInstrument(house.session(), { id })).toMatchObject({ state: 'cleared' })
  expect([await left(house, debt), await standing(customerId)]).toEqual([0, 1])
  await undoLine(house.session(), { id: lineId })
  expect(await showInstrument(house.session(), { id })).toMatchObject({ state: 'deposited' })
  expect([await left(house, debt), await standing(customerId)]).toEqual([41_735, 0])
  await matchLine(house.session(), { id: lineId, customerId, newPaymentId: newId(), chequeId: id })
  expect(await showInstrument(house.session(), { id })).toMatchObject({ state: 'cleared' })
})

test('a note is made ready for execution step by step, and books nothing', async () => {
  const customerId = await customerOf(house)
  const id = newId()
  const taken = await takeInstrument(house.session(), {
    ...{ id, kind: 'note', customerId, number: 'S-1', amount: sar(900), dueOn: '2026-11-20' },
    party: 'سعد',
  })
  expect(taken.missing).toEqual(['place', 'nafith', 'document'])
  const mended = await mendInstrument(house.session(), {
    ...{ id, place: 'الرياض', nafithRef: '1234567' },
    file: pdfFile('s.pdf'),
  })
  expect(mended).toMatchObject({ missing: [], party: 'سعد' })
  await move(id, 'execute', { reference: '443' })
  const paidNote = await move(id, 'pay')
  expect(paidNote).toMatchObject({ state: 'paid', executionNumber: '443', moves: [] })
  expect(await standing(customerId)).toBe(0)
})

test('each paper is told of once when its day comes near, and a guarantee ends by itself', async () => {
  const customerId = await customerOf(house)
  const due = await cheque(customerId, 10, { dueOn: '2026-11-22' })
  await cheque(customerId, 10, { dueOn: '2026-12-22' })
  const guarantee = (dueOn: string) =>
    takeInstrument(house.session(), {
      ...{ id: newId(), kind: 'guarantee', customerId, number: dueOn, amount: sar(50) },
      ...{ guaranteeKind: 'bank', issuer: 'البنك الأهلي', dueOn },
    })
  const near = await guarantee('2026-12-10')
  const over = await guarantee('2026-11-21')
  const told = async () => {
    const rows = await house.sql<{ about_id: string }>(
      "select about_id from notification where kind = 'instrument_due' and customer_id = $1",
      [customerId],
    )
    return rows.map((row) => row.about_id).toSorted()
  }
  for (let day = 0; day < 2; day += 1) {
    await instrumentsDueJob.run(systemSession(house.house, house.company.companyId), {})
    await house.drain()
    expect(await told()).toEqual([due.id, near.id].toSorted())
  }
  expect(await showInstrument(house.session(), { id: over.id })).toMatchObject({
    ...{ state: 'expired', moves: ['extend'] },
  })
  await expect(move(over.id, 'extend', { dueOn: '2026-11-22' })).rejects.toMatchObject({
    code: 'payments.instrument_day',
  })
  expect(await move(over.id, 'extend', { dueOn: '2027-11-22' })).toMatchObject({ state: 'active' })
  const { rows } = await showWeeks(house.session(), {})
  expect(rows[0]?.from).toBe('2026-11-22')
})

test('whoever may not touch money neither clears nor bounces, and strangers see nothing', async () => {
  const customerId = await customerOf(house)
  const { id } = await cheque(customerId, 40)
  await move(id, 'deposit')
  const clerk = house.session(['payments.read', 'payments.instruments'])
  expect((await showInstrument(clerk, { id })).moves).toEqual(['recall', 'bounce'])
  await expect(
    moveInstrument(clerk, { id, move: 'clear', newPaymentId: newId() }),
  ).rejects.toMatchObject({ code: 'access.forbidden' })
  await clear(id)
  await expect(moveInstrument(clerk, { id, move: 'bounce' })).rejects.toMatchObject({
    code: 'access.forbidden',
  })
  const own = house.session({ 'payments.read': 'own', 'payments.instruments': 'own' })
  for (const act of [
    () => showInstrument(own, { id }),
    () => moveInstrument(own, { id, move: 'bounce' }),
    () => mendInstrument(own, { id, note: 'x' }),
  ])
    await expect(act()).rejects.toMatchObject({ code: 'payments.instrument_not_found' })
  const { total } = await listInstruments(own, { limit: 10, direction: 'asc' })
  expect(total).toBe(0)
})

test('nothing happens in the future, and a cheque is not paid before it was deposited', async () => {
  const customerId = await customerOf(house)
  const { id } = await cheque(customerId, 40)
  await expect(move(id, 'deposit', { on: '2026-11-23' })).rejects.toMatchObject({
    code: 'payments.instrument_day',
  })
  await move(id, 'deposit', { on: '2026-11-20' })
  await expect(
    move(id, 'clear', { on: '2026-11-19', newPaymentId: newId() }),
  ).rejects.toMatchObject({ code: 'payments.instrument_day' })
})

test('a line of the bank from before a cheque was deposited is not its money', async () => {
  const customerId = await customerOf(house)
  await owed(house, customerId, sar(61))
  const { id } = await cheque(customerId, 61)
  const accountId = newId()
  await saveAccount(house.session(), { id: accountId, name: 'الراجحي', currency: 'SAR' })
  await move(id, 'deposit', { on: '2026-11-20', accountId })
  const text = 'Date,Description,Debit,Credit,Balance\n2026-11-19,DEPOSIT,,61.00,61.00'
  const file = { fileName: 'b.csv', content: Buffer.from(text).toString('base64') }
  await takeStatement(house.session(), { id: newId(), accountId, ...file, sure: true })
  const { rows } = await listLines(house.session(), { accountId, limit: 5 })
  const said = { customerId, newPaymentId: newId(), chequeId: id }
  await expect(
    matchLine(house.session(), { id: rows[0]?.id ?? '', ...said }),
  ).rejects.toMatchObject({ code: 'payments.instrument_day', facts: { on: '2026-11-19' } })
})
