import { beforeAll, expect, test } from 'vitest'
import { takeInstrument } from '#modules/payments/instruments/take.ts'
import { now, openChase } from '#test/chase.ts'
import { newId, sar } from '#test/house.ts'
import { openDispute } from '../disputes.ts'
import { showCard } from './card.ts'

const { the, debtor, on } = openChase()

beforeAll(async () => {
  the.setNow(now)
  await on()
})

// The card asked for a disputed invoice, and the talk began with it.
test('the card says what of the late amount is asked for, and talks about that alone', async () => {
  const late = await debtor([
    { due: '2026-08-15', riyals: 800 },
    { due: '2026-11-12', riyals: 200 },
  ])
  await openDispute(the.session(), {
    id: newId(),
    invoiceId: late.invoices[0] ?? '',
    reason: 'quality',
    note: '',
    source: 'staff',
  })
  await the.drain()
  const card = await showCard(the.session(), { id: late.id })
  expect([card.late, card.asked, card.promisable]).toEqual([sar(1000), sar(200), sar(200)])
  expect(card.covers).toEqual([{ by: 'dispute', minor: 800_00, on: null }])
  expect(card.talkFacts).toMatchObject({ late_minor: 200_00, days: 10, invoices: 1 })
  expect(card.row).toMatchObject({ late: sar(1000), daysLate: 10, invoices: 1 })
})

// A cheque was laid on the disputed invoice, and the one that could be asked for was asked for again.
test('a cheque that names no invoice is for those that nobody objects to', async () => {
  const late = await debtor([
    { due: '2026-08-15', riyals: 800 },
    { due: '2026-11-12', riyals: 200 },
  ])
  await openDispute(the.session(), {
    id: newId(),
    invoiceId: late.invoices[0] ?? '',
    amount: sar(600),
    reason: 'quality',
    note: '',
    source: 'staff',
  })
  const id = newId()
  const cheque = await takeInstrument(the.session(), {
    ...{ id, kind: 'cheque', customerId: late.id, number: '4471', issuer: 'بنك البلاد' },
    ...{ amount: sar(700), dueOn: '2026-12-01' },
  })
  expect(cheque.items.map(({ amount }) => amount)).toEqual([sar(200), sar(200)])
})
