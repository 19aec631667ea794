import { afterEach, beforeAll, expect, test } from 'vitest'
import type { Currency } from '#core/money.ts'
import { reverseWritten, writeEntry } from '#modules/ledger/journal.ts'
import { saveRate } from '#modules/ledger/rates.ts'
import { bankOf, type Movement } from '#test/bank.ts'
import { newId, openHouse, sar } from '#test/house.ts'
import { customerOf, problemsOf } from '#test/invoicing.ts'
import { owed, paid } from '#test/payments.ts'
import { payDeposit } from '../deposits/pay.ts'
import { requestDeposit } from '../deposits/request.ts'
import { undoDeposit } from '../deposits/undo-step.ts'
import { recordPayment } from '../record-payment.ts'
import { refundPayment } from '../refund-payment.ts'
import { saveAccount } from './accounts.ts'
import { listLines, showLine } from './lines.ts'
import { linkEntry } from './link-entry.ts'
import { matchSure } from './match-line.ts'
import { removeStatement } from './remove-statement.ts'
import { takeStatement } from './take-statement.ts'
import { undoLine } from './undo-line.ts'

const house = openHouse({ now: '2026-11-21T09:00:00+03:00' })
// The chart of accounts is laid by a job after the founding.
beforeAll(() => house.drain())
afterEach(async () => expect(await problemsOf(house)).toEqual([]))

/** Two lines prove each other by their balances. */
const before: Movement[] = [['2026-11-18', 'رصيد', 3]]
const { account, fileOf, take, taken } = bankOf(house)
const show = (id: string, session = house.session()) => showLine(session, { id })
const link = (id: string, entryId: string, session = house.session()) =>
  linkEntry(session, { id, entryId })
const undo = (id: string) => undoLine(house.session(), { id })
const accountOf = async (key: string) =>
  (await house.sql<{ id: string }>('select id from account where key = $1', [key]))[0]?.id ?? ''

/** Money that somebody wrote to the bank by hand, against the till. */
async function byHand(riyals: number, postedOn = '2026-11-19', currency: Currency = 'SAR') {
  const [bank, cash] = [await accountOf('bank'), await accountOf('cash')]
  return writeEntry(house.session(), {
    ...{ id: newId(), postedOn, currency, memo: 'إيداع الصندوق' },
    lines: [
      { accountId: bank, amount: riyals * 100 },
      { accountId: cash, amount: -riyals * 100 },
    ],
  })
}

/** A customer who paid, and got some of it back by transfer: the entry of that. */
async function refunded(riyals: number) {
  const customerId = await customerOf(house)
  const payment = paid(customerId, sar(riyals + 1))
  await recordPayment(house.session(), payment)
  await refundPayment(house.session(), {
    ...{ id: newId(), paymentId: payment.id, amount: sar(riyals), way: 'transfer' as const },
  })
  const [entry] = await house.sql<{ id: string; number: string }>(
    `select id, document_number as number from journal_entry
     where kind = 'refund' and party_id = $1`,
    [customerId],
  )
  return { customerId, id: entry?.id ?? '', number: entry?.number ?? '' }
}

/** The step of a security that is in the books. */
const stepOf = async (id: string) =>
  (
    await house.sql<{ seq: number }>(
      'select seq from deposit_step where deposit_id = $1 and entry_id is not null',
      [id],
    )
  )[0]?.seq ?? 0

const entriesOfBooks = async () => (await house.sql('select 1 from journal_entry')).length

// Such a line could only be an expense again, or be put aside.
test('money that went back to a customer is known by its entry, and nothing is booked again', async () => {
  const refund = await refunded(340)
  const [line = ''] = await taken(['2026-11-20', 'حوالة صادرة', -340])
  const { entries } = await show(line)
  const [name] = await house.sql<{ name: string }>('select name from customer where id = $1', [
    refund.customerId,
  ])
  expect(entries).toEqual([
    {
      ...{ entryId: refund.id, entryNumber: refund.number, documentKind: 'refund' },
      ...{ name: name?.name, memo: null, postedOn: '2026-11-21', amount: sar(-340) },
    },
  ])
  const before = await entriesOfBooks()
  expect(await link(line, refund.id)).toMatchObject({
    ...{ state: 'matched', match: null, expense: null, entries: [] },
    entry: { entryId: refund.id, name: name?.name, by: 'نورة السبيعي' },
  })
  expect(await entriesOfBooks()).toBe(before)
  const { rows } = await listLines(house.session(), { state: 'matched', limit: 5 })
  expect(rows.find(({ id }) => id === line)?.entry).toMatchObject({ entryNumber: refund.number })
  const audited = await house.sql<{ after: object }>(
    "select after from audit where action = 'payments.line_linked' and about_id = $1",
    [line],
  )
  expect(audited).toEqual([{ after: { entry: refund.number, amount: sar(-340) } }])
})

test('the nearest day comes first, and only what fits the line is proposed or taken', async () => {
  const far = await byHand(812, '2026-11-14')
  const near = await byHand(812, '2026-11-18')
  const others = [
    await byHand(812, '2026-11-11'),
    await byHand(813, '2026-11-19'),
    await byHand(-812, '2026-11-19'),
  ]
  const customerId = await customerOf(house)
  await recordPayment(house.session(), paid(customerId, sar(812), { paidOn: '2026-11-19' }))
  const [line = ''] = await taken(['2026-11-19', 'إيداع', 812])
  const { entries } = await show(line)
  expect(entries.map(({ entryId }) => entryId)).toEqual([near.id, far.id])
  const [payment] = await house.sql<{ entry_id: string }>(
    'select entry_id from payment where customer_id = $1',
    [customerId],
  )
  for (const id of [...others.map((entry) => entry.id), payment?.entry_id ?? ''])
    await expect(link(line, id)).rejects.toMatchObject({ code: 'payments.entry_other' })
  await expect(link(line, newId())).rejects.toMatchObject({ code: 'ledger.entry_not_found' })
})

test('of two at once, one links; an entry is one line’s', async () => {
  const entry = await byHand(77)
  const [first = '', second = ''] = await taken(
    ['2026-11-19', 'إيداع أول', 77],
    ['2026-11-20', 'إيداع ثان', 77],
  )
  const twice = await Promise.allSettled([link(first, entry.id), link(first, entry.id)])
  expect(twice.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected'])
  expect((await show(second)).entries).toEqual([])
  await expect(link(second, entry.id)).rejects.toMatchObject({ code: 'payments.entry_taken' })

  expect(await undo(first)).toMatchObject({ state: 'open', entry: null })
  const both = await Promise.allSettled([link(first, entry.id), link(second, entry.id)])
  expect(both.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected'])
})

test('undone, the entry stays in the books, and the statement goes with what was linked once', async () => {
  const entry = await byHand(-66)
  const accountId = await account()
  const { id } = await take(accountId, fileOf([...before, ['2026-11-19', 'سحب', -66]]))
  const { rows } = await listLines(house.session(), { accountId, limit: 5 })
  const line = rows[0]?.id ?? ''
  await link(line, entry.id)
  await expect(removeStatement(house.session(), { id })).rejects.toMatchObject({
    code: 'payments.statement_matched',
  })
  await undo(line)
  expect(await house.sql('select 1 from journal_entry where reverses = $1', [entry.id])).toEqual([])
  expect((await show(line)).entries).toMatchObject([{ entryId: entry.id }])
  await removeStatement(house.session(), { id })
})

test('an entry that is reversed gives its line back, and is not proposed again', async () => {
  const entry = await byHand(91)
  const [line = ''] = await taken(['2026-11-19', 'إيداع خطأ', 91])
  await link(line, entry.id)
  await reverseWritten(house.session(), {
    ...{ id: entry.id, requestId: newId(), on: '2026-11-20' },
  })
  await house.drain()
  expect(await show(line)).toMatchObject({ state: 'open', entry: null, entries: [] })
  const [out = ''] = await taken(['2026-11-20', 'عكس', -91])
  expect((await show(out)).entries).toEqual([])
  await expect(link(line, entry.id)).rejects.toMatchObject({ code: 'payments.entry_other' })
})

// The same money would have been booked a second time, unseen.
test('a line that may be in the books is never accepted for a customer by itself', async () => {
  const customer = await customerOf(house)
  const invoice = await owed(house, customer, sar(531))
  const [line = ''] = await taken(['2026-11-19', `حوالة ${invoice.number}`, 531])
  const sure = async () => {
    const { rows } = await listLines(house.session(), { state: 'open', limit: 50 })
    return rows.find(({ id }) => id === line)?.best?.sure
  }
  const accept = () =>
    matchSure(house.session(), { lines: [{ lineId: line, newPaymentId: newId() }] })
  expect(await sure()).toBe(true)
  const entry = await byHand(531)
  expect(await sure()).toBe(false)
  expect(await accept()).toEqual({ matched: [], left: [line] })
  await reverseWritten(house.session(), {
    ...{ id: entry.id, requestId: newId(), on: '2026-11-20' },
  })
  expect(await accept()).toEqual({ matched: [line], left: [] })
})

test('a line in another currency is an entry of that currency', async () => {
  const id = newId()
  await saveAccount(house.session(), { id, name: 'حساب الدولار', currency: 'USD' })
  await saveRate(house.session(), { currency: 'USD', day: '2026-11-18', rate: '3.75' })
  const riyals = await byHand(44)
  const dollars = await byHand(44, '2026-11-19', 'USD')
  await takeStatement(house.session(), {
    ...{ id: newId(), accountId: id, sure: false },
    ...fileOf([...before, ['2026-11-19', 'incoming', 44]]),
  })
  const { rows } = await listLines(house.session(), { accountId: id, limit: 5 })
  const line = rows[0]?.id ?? ''
  expect((await show(line)).entries).toMatchObject([
    { entryId: dollars.id, amount: { minor: 4400, currency: 'USD' } },
  ])
  await expect(link(line, riyals.id)).rejects.toMatchObject({ code: 'payments.entry_other' })
  expect(await link(line, dollars.id)).toMatchObject({ state: 'matched' })
})

test('the entry of a customer out of reach is neither shown nor taken, nor its link undone', async () => {
  const refund = await refunded(219)
  const [line = '', other = ''] = await taken(
    ['2026-11-20', 'حوالة صادرة', -219],
    ['2026-11-20', 'سحب', -218],
  )
  const narrow = house.session({
    ...{ 'payments.bank': 'own', 'payments.see_bank': 'own' },
  })
  expect((await show(line, narrow)).entries).toEqual([])
  await expect(link(line, refund.id, narrow)).rejects.toMatchObject({
    code: 'payments.entry_other',
  })
  await link(line, refund.id)
  expect(await show(line, narrow)).toMatchObject({ state: 'matched', entry: null })
  await expect(undoLine(narrow, { id: line })).rejects.toMatchObject({
    code: 'payments.bank_line_not_found',
  })
  // What is nobody's in particular is for whoever works on the bank.
  const entry = await byHand(-218)
  const memos = [await show(other), await show(other, narrow)].map(
    ({ entries }) => entries[0]?.memo,
  )
  expect(memos).toEqual(['إيداع الصندوق', null])
  expect(await link(other, entry.id, narrow)).toMatchObject({ entry: { name: null } })
})

test('an entry out of reach keeps the line from being sure, though it is not shown', async () => {
  const [mine, theirs] = [await customerOf(house), await customerOf(house)]
  await house.sql('update customer set owner_id = $2 where id = $1', [mine, house.company.ownerId])
  const invoice = await owed(house, mine, sar(447))
  const id = newId()
  await requestDeposit(house.session(), {
    ...{ id, kind: 'security', customerId: theirs, subject: 'تأمين', note: '' },
    ...{ amount: sar(447), dueOn: '2026-11-30' },
  })
  await payDeposit(house.session(), {
    ...{ id, newPaymentId: newId(), method: 'transfer', paidOn: '2026-11-19', reference: '' },
  })
  const [line = ''] = await taken(['2026-11-19', `حوالة ${invoice.number}`, 447])
  const narrow = house.session({ 'payments.bank': 'own', 'payments.see_bank': 'own' })
  const shown = await show(line, narrow)
  expect([shown.entries, shown.proposals[0]?.customerId]).toEqual([[], mine])
  const { rows } = await listLines(narrow, { state: 'open', limit: 50 })
  expect(rows.find((row) => row.id === line)?.best).toMatchObject({ sure: false })
  const lines = [{ lineId: line, newPaymentId: newId() }]
  expect(await matchSure(narrow, { lines })).toEqual({ matched: [], left: [line] })
  const [security] = (await show(line)).entries
  expect(security).toMatchObject({ documentKind: 'security_deposit' })
  await link(line, security?.entryId ?? '')
  await undoDeposit(house.session(), { id, step: await stepOf(id), reason: 'لم يصل' })
  expect(await show(line)).toMatchObject({ state: 'open', entries: [] })
})

test('the books say it when a line and its entry are not of one amount', async () => {
  const entry = await byHand(58)
  const [line = ''] = await taken(['2026-11-19', 'إيداع', 58])
  await link(line, entry.id)
  await house.sql('update bank_line set amount = 5900 where id = $1', [line])
  const found = JSON.stringify(await problemsOf(house))
  await house.sql('update bank_line set amount = 5800 where id = $1', [line])
  expect(found).toContain('bank_entries_are_of_one_amount')
})

test('another company’s entry is none', async () => {
  const stranger = await house.anotherCompany()
  const theirs = house.session(undefined, stranger)
  const [line = ''] = await taken(['2026-11-19', 'إيداع', 61])
  const entry = await byHand(61)
  await expect(link(line, entry.id, theirs)).rejects.toMatchObject({
    code: 'ledger.entry_not_found',
  })
  await expect(show(line, theirs)).rejects.toMatchObject({ code: 'payments.bank_line_not_found' })
})
