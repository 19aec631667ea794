import { afterEach, expect, test } from 'vitest'
import { bankOf, type Movement } from '#test/bank.ts'
import { newId, openHouse, sar } from '#test/house.ts'
import { customerOf, problemsOf } from '#test/invoicing.ts'
import { left, owed, paid } from '#test/payments.ts'
import { showNotice } from '../notices/list-notices.ts'
import { openNotice } from '../notices/open-notice.ts'
import { recordPayment } from '../record-payment.ts'
import { reversePayment } from '../reverse-payment.ts'
import { listLines, showLine } from './lines.ts'
import { listStatements } from './list-statements.ts'
import { matchLine, matchSure } from './match-line.ts'
import { removeStatement } from './remove-statement.ts'
import { listRules } from './rules.ts'
import { previewBank } from './take-statement.ts'
import { undoLine } from './undo-line.ts'

const house = openHouse({ now: '2026-11-21T09:00:00+03:00' })
afterEach(async () => expect(await problemsOf(house)).toEqual([]))

const { account, fileOf, mt940Of, take, taken } = bankOf(house)
const book = (id: string, customerId: string, change = {}) =>
  matchLine(house.session(), { id, customerId, newPaymentId: newId(), ...change })
const linesOf = async (accountId: string) =>
  (await listLines(house.session(), { accountId, limit: 50 })).rows
const said = (customerId: string, riyals: number) =>
  openNotice(house.session(), {
    ...{ id: newId(), customerId, amount: sar(riyals), paidOn: '2026-11-19' },
  })
const stateOf = async (id: string) => (await showNotice(house.session(), { id })).state
const payments = (customerId: string) =>
  house.sql('select 1 from payment where customer_id = $1', [customerId])

test('money that is recorded by hand answers the notice that said it', async () => {
  const [customer, other] = [await customerOf(house), await customerOf(house)]
  const notice = await said(customer, 410)
  const strangers = await said(other, 410)
  const recording = paid(customer, sar(410), { paidOn: '2026-11-20', noticeId: strangers.id })
  await expect(recordPayment(house.session(), recording)).rejects.toMatchObject({
    code: 'payments.notice_not_found',
  })
  await recordPayment(house.session(), { ...recording, id: newId(), noticeId: notice.id })
  expect([await stateOf(notice.id), await stateOf(strangers.id)]).toEqual(['confirmed', 'open'])
  expect(await payments(customer)).toHaveLength(1)
})

test('a line that is linked to a known payment answers the notice of the same money', async () => {
  const customer = await customerOf(house)
  const known = await recordPayment(
    house.session(),
    paid(customer, sar(413), { paidOn: '2026-11-19' }),
  )
  const notice = await said(customer, 413)
  const [line = ''] = await taken(['2026-11-19', 'said and recorded', 413])
  const { proposals } = await showLine(house.session(), { id: line })
  expect(proposals.find(({ paymentId }) => paymentId === known.id)?.noticeId).toBe(notice.id)
  await matchLine(house.session(), {
    ...{ id: line, customerId: customer, knownPaymentId: known.id, noticeId: notice.id },
  })
  expect(await stateOf(notice.id)).toBe('confirmed')
  await undoLine(house.session(), { id: line })
  expect(await stateOf(notice.id)).toBe('open')
})

test('two sure lines at once over one invoice: the second finds it paid, and is left to a person', async () => {
  const customer = await customerOf(house)
  const invoice = await owed(house, customer, sar(512))
  const lines = await taken(
    ['2026-11-18', `${invoice.number} first`, 512],
    ['2026-11-19', `${invoice.number} second`, 512],
  )
  const done = await Promise.all(
    lines.map((lineId) =>
      matchSure(house.session(), { lines: [{ lineId, newPaymentId: newId() }] }),
    ),
  )
  expect(done.flatMap(({ matched }) => matched)).toHaveLength(1)
  expect(await payments(customer)).toHaveLength(1)
})

test('many sure lines are each decided by what is left when their turn comes', async () => {
  const customer = await customerOf(house)
  const first = await owed(house, customer, sar(521))
  const second = await owed(house, customer, sar(522))
  const lines = await taken(
    ['2026-11-17', `${first.number} a`, 521],
    ['2026-11-18', `${second.number} b`, 522],
    ['2026-11-19', `${first.number} c`, 521],
  )
  const [a = '', b = '', c = ''] = lines
  const done = await matchSure(house.session(), {
    lines: lines.map((lineId) => ({ lineId, newPaymentId: newId() })),
  })
  expect(done).toEqual({ matched: [a, b], left: [c] })
  expect([await left(house, first), await left(house, second)]).toEqual([0, 0])
})

test('a statement of the wrong account is taken back whole, unless one of its lines is matched', async () => {
  const [wrong, right] = [await account(), await account()]
  const file = fileOf([
    ['2026-11-18', 'wrongly taken', 91],
    ['2026-11-19', 'wrongly taken too', 92],
  ])
  const { id } = await take(wrong, file)
  const [later] = await linesOf(wrong)
  const line = later?.id ?? ''
  await book(line, await customerOf(house))
  const remove = () => removeStatement(house.session(), { id })
  await expect(remove()).rejects.toMatchObject({ code: 'payments.statement_matched' })
  await undoLine(house.session(), { id: line })
  await remove()
  expect(await linesOf(wrong)).toEqual([])
  await expect(remove()).rejects.toMatchObject({ code: 'payments.statement_not_found' })
  expect(await take(right, file)).toMatchObject({ lines: 2, fresh: 2 })
  const [audited] = await house.sql<{ before: object }>(
    "select before from audit where action = 'payments.statement_removed' and about_id = $1",
    [id],
  )
  expect(audited?.before).toMatchObject({ fileName: 'statement.csv', lines: 2 })
})

test('a line that two files hold stays when one of them is taken back', async () => {
  const accountId = await account()
  const both: Movement = ['2026-11-18', 'in both files', 93]
  const first = await take(accountId, fileOf([['2026-11-17', 'only first', 9], both], 700))
  await take(accountId, fileOf([both, ['2026-11-19', 'only second', 8]], 709))
  const of = (words: string) => (rows: Awaited<ReturnType<typeof linesOf>>) =>
    rows.find(({ description }) => description === words)?.id
  const line = of('in both files')(await linesOf(accountId)) ?? ''
  await book(line, await customerOf(house))
  await removeStatement(house.session(), { id: first.id })
  const rows = await linesOf(accountId)
  expect(rows.map(({ description }) => description)).toEqual(['only second', 'in both files'])
  expect(of('in both files')(rows)).toBe(line)
  const { rows: files } = await listStatements(house.session(), { accountId, limit: 5 })
  expect(files).toMatchObject([{ lines: 2, fresh: 2 }])
})

const twice: readonly Movement[] = [
  ['2026-11-17', 'SARIE incoming ALPHA TRADING', 150],
  ['2026-11-18', 'POS settlement 4471', 60],
  ['2026-11-18', 'POS settlement 4471', 60],
  ['2026-11-19', 'SARIE incoming BETA FOODS', 150],
]

test('the same days in another format are the same lines, twins included', async () => {
  const accountId = await account()
  await take(accountId, fileOf(twice, 900))
  const longer: Movement[] = [
    ...twice.map(([day, words, riyals]) => [day, `${words} REF 7781`, riyals] as const),
    ['2026-11-20', 'SARIE incoming GAMMA', 150],
  ]
  const file = mt940Of(longer, 900)
  const seen = await previewBank(house.session(), { accountId, ...file })
  expect(seen.statement).toMatchObject({ lines: 5, known: 4 })
  expect(seen.lines.map(({ known }) => known)).toEqual([true, true, true, true, false])
  expect(await take(accountId, file)).toMatchObject({ lines: 5, fresh: 1 })
  expect(await linesOf(accountId)).toHaveLength(5)
  // A longer file of the same bank brings the same marks again.
  const more = mt940Of([...longer, ['2026-11-20', 'one more', 3]], 900)
  expect(await take(accountId, more)).toMatchObject({ lines: 6, fresh: 1 })
})

test('another movement of the same day and amount is another line, whatever the format', async () => {
  const accountId = await account()
  const fee: Movement = ['2026-11-19', 'monthly fee 2026', -5]
  await take(accountId, fileOf([['2026-11-18', 'SARIE ALPHA TRADING', 150], fee], 900))
  const file = mt940Of([['2026-11-18', 'TRANSFER FROM BETA', 150], fee], 2000)
  expect(await take(accountId, file)).toMatchObject({ lines: 2, fresh: 1 })
})

test('the line of a payment that bounced can be undone, and the notice that it answered waits again', async () => {
  const customer = await customerOf(house)
  const notice = await said(customer, 415)
  const [line = ''] = await taken(['2026-11-19', 'came and went', 415])
  const { match } = await book(line, customer, { noticeId: notice.id })
  await reversePayment(house.session(), { id: match?.paymentId ?? '', reason: 'bounced' })
  expect(await undoLine(house.session(), { id: line })).toMatchObject({
    state: 'open',
    match: null,
  })
  expect(await stateOf(notice.id)).toBe('open')
  const reversals = await house.sql('select 1 from payment_reversal where payment_id = $1', [
    match?.paymentId,
  ])
  expect(reversals).toHaveLength(1)
  expect(await book(line, customer)).toMatchObject({ state: 'matched' })
})

test('what was learned of a customer out of reach is not overwritten', async () => {
  const theirs = await customerOf(house)
  const mine = await customerOf(house)
  const [first = '', second = ''] = await taken(
    ['2026-11-18', 'HAIL MARBLE WORKS 1', 66],
    ['2026-11-19', 'HAIL MARBLE WORKS 2', 67],
  )
  await book(first, theirs, { remember: 'Hail Marble Works' })
  await house.sql('update customer set owner_id = $2 where id = $1', [mine, house.company.ownerId])
  const narrow = house.session({ 'payments.bank': 'own', 'payments.see_bank': 'own' })
  const input = { id: second, customerId: mine, newPaymentId: newId() }
  await expect(
    matchLine(narrow, { ...input, remember: 'Hail Marble Works' }),
  ).rejects.toMatchObject({ code: 'payments.rule_known' })
  const { rows } = await listRules(house.session(), {})
  expect(rows.find(({ words }) => words === 'hail marble works')?.customerId).toBe(theirs)
})
