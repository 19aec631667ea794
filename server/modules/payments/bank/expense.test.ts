import { afterEach, beforeAll, expect, test } from 'vitest'
import { lockPeriod } from '#modules/ledger/periods.ts'
import { bankOf } from '#test/bank.ts'
import { newId, openHouse } from '#test/house.ts'
import { customerOf, problemsOf } from '#test/invoicing.ts'
import { bookExpense } from './expense.ts'
import { listLines, showLine } from './lines.ts'
import { matchLine } from './match-line.ts'
import { removeStatement } from './remove-statement.ts'
import { ignoreLines, undoLine } from './undo-line.ts'

const house = openHouse({ now: '2026-11-21T09:00:00+03:00' })
// The chart of accounts is laid by a job after the founding.
beforeAll(() => house.drain())
afterEach(async () => expect(await problemsOf(house)).toEqual([]))

const { account, fileOf, take, taken } = bankOf(house)
const show = (id: string) => showLine(house.session(), { id })
const book = (id: string, accountId: string) => bookExpense(house.session(), { id, accountId })
const undo = (id: string) => undoLine(house.session(), { id })

/** What stands on the accounts of the ledger, by their codes. */
async function standing(...codes: string[]): Promise<number[]> {
  const rows = await house.sql<{ code: string; amount: number }>(
    `select a.code, coalesce(sum(l.base_amount), 0)::bigint as amount from account a
     left join journal_line l on l.company_id = a.company_id and l.account_id = a.id
     where a.code = any($1) group by a.code`,
    [codes],
  )
  return codes.map((code) => Number(rows.find((row) => row.code === code)?.amount ?? 0))
}
async function feeLine(words: string, riyals = -35) {
  const [id = ''] = await taken(['2026-11-19', words, riyals])
  const { expenses } = await show(id)
  const of = (code: string) => expenses?.accounts.find((each) => each.code === code)?.id ?? ''
  return { id, of, likely: expenses?.likely }
}

// Fees could only be put aside: the bank in the books never came to what the bank says.
test('a fee of the bank is booked as an expense of its day, and the line says what it is', async () => {
  const before = await standing('5340', '1120')
  const { id, of, likely } = await feeLine('رسوم حوالة 1')
  expect(likely).toBe(of('5340'))
  const line = await book(id, of('5340'))
  expect(line).toMatchObject({
    state: 'matched',
    match: null,
    expenses: null,
    expense: { accountCode: '5340', accountNameAr: 'رسوم بنكية', by: 'نورة السبيعي' },
  })
  const [charges = 0, bank = 0] = before
  expect(await standing('5340', '1120')).toEqual([charges + 3500, bank - 3500])
  const [entry] = await house.sql<{ posted_on: string; kind: string; memo: string }>(
    'select posted_on, kind, memo from journal_entry where id = $1',
    [line.expense?.entryId],
  )
  expect(entry).toMatchObject({
    posted_on: '2026-11-19',
    kind: 'bank_expense',
    memo: 'رسوم حوالة 1',
  })
  const audited = await house.sql<{ after: object }>(
    "select after from audit where action = 'payments.line_booked' and about_id = $1",
    [id],
  )
  expect(audited).toMatchObject([{ after: { account: '5340', entry: line.expense?.entryNumber } }])
})

test('undoing reverses the entry, and the line may be booked on another account', async () => {
  const before = await standing('5340', '5330', '1120')
  const { id, of } = await feeLine('رسوم كشف')
  await book(id, of('5340'))
  expect(await undo(id)).toMatchObject({ state: 'open', expense: null })
  expect(await standing('5340', '5330', '1120')).toEqual(before)
  await book(id, of('5330'))
  const [charges = 0, general = 0, bank = 0] = before
  expect(await standing('5340', '5330', '1120')).toEqual([charges, general + 3500, bank - 3500])
  // The same words go where they went last.
  const next = await feeLine('رسوم كشف')
  expect(next.likely).toBe(of('5330'))
})

test('of two at once, one books the line', async () => {
  const { id, of } = await feeLine('رسوم بطاقة')
  const done = await Promise.allSettled([book(id, of('5340')), book(id, of('5340'))])
  expect(done.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected'])
  await expect(ignoreLines(house.session(), { ids: [id], reason: 'رسوم' })).rejects.toMatchObject({
    code: 'payments.bank_line_not_found',
  })
})

test('VAT on a fee goes to recoverable VAT; an account that documents keep takes no expense', async () => {
  const { id, of } = await feeLine('ضريبة الرسوم', -5)
  expect([of('5215'), of('1210'), of('4110')]).toEqual(['', '', ''])
  const [kept] = await house.sql<{ id: string }>("select id from account where code = '5215'")
  await expect(book(id, kept?.id ?? '')).rejects.toMatchObject({
    code: 'ledger.account_no_expense',
  })
  await expect(book(id, newId())).rejects.toMatchObject({ code: 'ledger.account_no_expense' })
  expect(await book(id, of('1220'))).toMatchObject({ expense: { accountCode: '1220' } })
})

test('money that came in is no expense, and a matched line is not booked again', async () => {
  const { of } = await feeLine('رسوم')
  const [id = ''] = await taken(['2026-11-19', 'وارد', 90])
  await expect(book(id, of('5340'))).rejects.toMatchObject({ code: 'payments.line_comes_in' })
  const customerId = await customerOf(house)
  await matchLine(house.session(), { id, customerId, newPaymentId: newId() })
  await expect(book(id, of('5340'))).rejects.toMatchObject({ code: 'payments.line_taken' })
})

test('a statement with a booked fee stays; undone, it goes with what was booked and reversed', async () => {
  const accountId = await account()
  const { id } = await take(
    accountId,
    fileOf([
      ['2026-11-18', 'وارد', 40],
      ['2026-11-19', 'رسوم خطأ', -12],
    ]),
  )
  const { rows } = await listLines(house.session(), { accountId, limit: 5 })
  const line = rows[0]?.id ?? ''
  const charges = (await show(line)).expenses?.likely ?? ''
  await book(line, charges)
  const remove = () => removeStatement(house.session(), { id })
  await expect(remove()).rejects.toMatchObject({ code: 'payments.statement_matched' })
  await undo(line)
  await remove()
  expect((await listLines(house.session(), { accountId, limit: 5 })).rows).toEqual([])
})

test('the expense of a month that is locked is refused, and nothing of it is left', async () => {
  const [id = ''] = await taken(['2026-09-10', 'رسوم قديمة', -20])
  const charges = (await show(id)).expenses?.likely ?? ''
  await lockPeriod(house.session(), { id: newId(), through: '2026-09-30' })
  await expect(book(id, charges)).rejects.toMatchObject({ code: 'ledger.period_locked' })
  expect((await show(id)).state).toBe('open')
})
