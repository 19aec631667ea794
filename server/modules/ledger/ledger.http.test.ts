import { afterEach, beforeAll, expect, test } from 'vitest'
import { booksRules } from '#core/ledger/books-rules.ts'
import { newId, openHouse } from '#test/house.ts'
import { addParty, bill, brokenRules, pay, place, within } from '#test/ledger/books.ts'
import {
  archiveAccount,
  listAccounts,
  saveAccount,
  showAccount,
  showTrialBalance,
} from './accounts.ts'
import { listAging, listAgingItems, showCustomerAging } from './aging-lists.ts'
import { checkBooksNow, hourlyCheck, showBooksHealth } from './books.ts'
import { listJournal, reverseWritten, showEntry, writeEntry } from './journal.ts'
import { listRates, saveRate } from './rates.ts'
import { showStatement, statementPdf, statementXlsx } from './show-statement.ts'

const house = openHouse({ now: '2026-11-21T09:00:00+03:00' })
afterEach(async () => expect(await brokenRules(house.session())).toEqual([]))

const page = { limit: 50 }
const byCustomer = { ...page, sort: 'overdue' as const, direction: 'desc' as const }
const byItem = { ...page, sort: 'due' as const, direction: 'asc' as const, credits: true }
const najd = newId()
const sahel = newId()

beforeAll(async () => {
  await within(house.session(), async (work) => {
    const owner = house.company.ownerId
    await addParty(work, { id: najd, name: 'مؤسسة نجد للمقاولات', ownerId: owner })
    await addParty(work, { id: sahel, name: 'شركة الساحل' })
    const old = await bill(work, {
      party: najd,
      minor: 900_00,
      on: '2026-07-01',
      dueOn: '2026-07-31',
    })
    await bill(work, { party: najd, minor: 100_00, on: '2026-11-10', dueOn: '2026-12-10' })
    await bill(work, { party: sahel, minor: 50_00, on: '2026-10-01', dueOn: '2026-11-01' })
    const { creditId } = await pay(work, { party: najd, minor: 400_00, on: '2026-09-01' })
    await place(work, creditId, old.itemId, 300_00, '2026-09-01')
  })
})

test('aging names the customers, spreads what they owe, and sums over all of them', async () => {
  const { rows, sums, total } = await listAging(house.session(), byCustomer)
  expect(total).toBe(2)
  expect(rows[0]).toMatchObject({
    customer: { name: 'مؤسسة نجد للمقاولات' },
    buckets: {
      not_due: { minor: 100_00 },
      days_over_90: { minor: 600_00 },
      days_61_90: { minor: -100_00 },
    },
    total: { minor: 600_00 },
    overdue: { minor: 600_00 },
    oldestDueOn: '2026-07-31',
  })
  expect(sums).toMatchObject([
    { currency: 'SAR', total: { minor: 650_00 }, overdue: { minor: 650_00 } },
  ])
  const found = await listAging(house.session(), { ...byCustomer, search: 'الساحل' })
  expect(found.rows.map(({ customer }) => customer.id)).toEqual([sahel])
  const { rows: one } = await showCustomerAging(house.session(), { id: najd })
  expect(one).toMatchObject([{ total: { minor: 600_00 } }])
})

test('the items behind a bucket are that bucket, and their sums are the page’s foot', async () => {
  const all = await listAgingItems(house.session(), byItem)
  expect(all.rows.map(({ balance }) => balance.minor)).toEqual([600_00, -100_00, 50_00, 100_00])
  expect(all.sums).toMatchObject([{ total: { minor: 650_00 } }])
  const late = await listAgingItems(house.session(), { ...byItem, bucket: 'days_over_90' })
  expect(late.rows).toMatchObject([
    { daysLate: 113, bucket: 'days_over_90', customer: { id: najd } },
  ])
  const debts = await listAgingItems(house.session(), {
    ...byItem,
    credits: false,
    customerId: najd,
  })
  expect(debts.total).toBe(2)
  const past = await listAgingItems(house.session(), { ...byItem, asOf: '2026-08-15' })
  expect(past.rows).toMatchObject([{ balance: { minor: 900_00 } }])
  const first = await listAgingItems(house.session(), { ...byItem, limit: 1 })
  expect(first).toMatchObject({ total: 4, nextCursor: '1' })
  const second = await listAgingItems(house.session(), { ...byItem, limit: 1, cursor: '1' })
  expect(second.rows[0]?.balance.minor).toBe(-100_00)
})

test('whoever reaches only their own customers sees no other, in a list or by id', async () => {
  const own = house.session({ 'ledger.statement': 'own' })
  expect((await listAging(own, byCustomer)).rows.map(({ customer }) => customer.id)).toEqual([najd])
  expect((await listAgingItems(own, byItem)).total).toBe(3)
  await expect(showStatement(own, { id: sahel, kind: 'activity' })).rejects.toMatchObject({
    code: 'ledger.customer_not_found',
  })
  const stranger = await house.anotherCompany()
  await expect(
    showStatement(house.session(undefined, stranger), { id: najd, kind: 'activity' }),
  ).rejects.toMatchObject({ code: 'ledger.customer_not_found' })
})

test('a statement is shown, printed and saved as a sheet', async () => {
  const shown = await showStatement(house.session(), {
    id: najd,
    kind: 'activity',
    from: '2026-08-01',
    to: '2026-11-21',
  })
  expect(shown.sections).toMatchObject([
    {
      opening: { minor: 900_00 },
      debit: { minor: 100_00 },
      credit: { minor: 400_00 },
      closing: { minor: 600_00 },
    },
  ])
  const pdf = await statementPdf(house.session(), { id: najd, kind: 'open' })
  expect(pdf.bytes.subarray(0, 5).toString()).toBe('%PDF-')
  const sheet = await statementXlsx(house.session(), { id: najd, kind: 'activity' })
  expect(sheet.bytes.subarray(0, 2).toString()).toBe('PK')
  expect(sheet.fileName).toMatch(/^statement-.+-2026-11-21\.xlsx$/)
})

test('an entry by hand posts once, shows in the journal and the accounts, and is reversed once', async () => {
  const { rows } = await listAccounts(house.session(), {})
  const idOf = (code: string) => rows.find((row) => row.code === code)?.id ?? ''
  const id = newId()
  const input = {
    id,
    postedOn: '2026-11-15',
    currency: 'SAR' as const,
    memo: 'إيجار نوفمبر',
    lines: [
      { accountId: idOf('5320'), amount: 5000_00 },
      { accountId: idOf('1120'), amount: -5000_00 },
    ],
  }
  const [entry] = await Promise.all([1, 2, 3].map(() => writeEntry(house.session(), input)))
  expect(entry).toMatchObject({ number: 'JV-2026-000001', amount: { minor: 5000_00 } })
  const order = { sort: 'posted' as const, direction: 'desc' as const }
  const listed = await listJournal(house.session(), { ...page, ...order, manual: true })
  expect(listed.rows.map((row) => row.number)).toEqual(['JV-2026-000001'])
  const rent = await showAccount(house.session(), { ...page, id: idOf('5320') })
  expect(rent.sums.balance.minor).toBe(5000_00)
  const { sums } = await showTrialBalance(house.session(), {})
  expect(sums.debit).toEqual(sums.credit)

  const reverse = () =>
    reverseWritten(house.session(), { id, requestId: newId(), on: '2026-11-20' })
  const mirror = await reverse()
  expect(mirror.reverses).toBe(id)
  expect((await showEntry(house.session(), { id })).reversedBy).toBe(mirror.id)
  await expect(reverse()).rejects.toMatchObject({ code: 'ledger.entry_reversed' })
})

test('an entry by hand is refused when it is off, or on the customers’ account', async () => {
  const { rows } = await listAccounts(house.session(), {})
  const idOf = (code: string) => rows.find((row) => row.code === code)?.id ?? ''
  const write = (debit: string, amount: number) =>
    writeEntry(house.session(), {
      id: newId(),
      postedOn: '2026-11-15',
      currency: 'SAR',
      memo: 'تجربة',
      lines: [
        { accountId: idOf(debit), amount },
        { accountId: idOf('1120'), amount: -100 },
      ],
    })
  await expect(write('5320', 99)).rejects.toMatchObject({ code: 'ledger.entry_unbalanced' })
  await expect(write('1210', 100)).rejects.toMatchObject({ code: 'ledger.control_account' })
})

test('an account is made, renamed and archived; one that documents post to stays', async () => {
  const id = newId()
  const made = {
    id,
    code: '5350',
    nameAr: 'القرطاسية',
    nameEn: 'Stationery',
    kind: 'expense' as const,
  }
  await saveAccount(house.session(), made)
  await expect(saveAccount(house.session(), { ...made, id: newId() })).rejects.toMatchObject({
    code: 'ledger.account_code_taken',
  })
  expect(await archiveAccount(house.session(), { id })).toMatchObject({ archived: true })
  const { rows } = await listAccounts(house.session(), {})
  const bank = rows.find(({ key }) => key === 'bank')?.id ?? ''
  await expect(archiveAccount(house.session(), { id: bank })).rejects.toMatchObject({
    code: 'ledger.account_in_use',
  })
})

test('a rate entered for a day serves the days after it', async () => {
  await saveRate(house.session(), { currency: 'USD', day: '2026-11-01', rate: '3.751' })
  expect((await listRates(house.session(), {})).rows).toMatchObject([{ rate: '3.751' }])
  const usd = { party: sahel, minor: 100_00, currency: 'USD' as const }
  const { entryId } = await within(house.session(), (work) =>
    bill(work, { ...usd, on: '2026-11-05' }),
  )
  expect((await showEntry(house.session(), { id: entryId })).lines[0]?.base.minor).toBe(375_10)
  await expect(
    within(house.session(), (work) => bill(work, { ...usd, on: '2026-10-31' })),
  ).rejects.toMatchObject({ code: 'ledger.rate_missing' })
})

test('the check is kept and shown, and a broken rule is found by name with an example', async () => {
  expect(await showBooksHealth(house.session(), {})).toMatchObject({ checkedAt: null })
  await hourlyCheck.run(house.session(), {})
  const clean = await showBooksHealth(house.session(), {})
  expect(clean.rows.every(({ found }) => found === 0)).toBe(true)
  // A rule that is not listed had no words: the page showed its key.
  expect(clean.rows.map(({ invariant }) => invariant).toSorted()).toEqual(booksRules.toSorted())
  expect(clean.cleanSince).toBe(clean.checkedAt)
  await house.sql(
    'update journal_line set settled = settled + 1 where party_id = $1 and amount > 0 and settled > 0',
    [najd],
  )
  const broken = await checkBooksNow(house.session(), {})
  expect(
    broken.rows
      .filter(({ found }) => found > 0)
      .map(({ invariant }) => invariant)
      .sort(),
  ).toEqual(['control_is_open_items', 'settled_is_settlements'])
  await house.sql(
    'update journal_line set settled = settled - 1 where party_id = $1 and amount > 0 and settled > 0',
    [najd],
  )
})

test('a day until which a line was settled is held against its settlements', async () => {
  const [line] = await house.sql<{ id: string; settled_through: string }>(
    'select id, settled_through from journal_line where party_id = $1 and settled > 0 limit 1',
    [najd],
  )
  const move = (day: string | undefined) =>
    house.sql('update journal_line set settled_through = $2 where id = $1', [line?.id, day])
  await move('2020-01-01')
  const { rows } = await checkBooksNow(house.session(), {})
  expect(rows.filter(({ found }) => found > 0)).toMatchObject([
    { invariant: 'settled_through_is_the_last_day', found: 1, sample: { id: line?.id } },
  ])
  await move(line?.settled_through)
})

test('the addresses answer over HTTP only to who is signed in', async () => {
  for (const path of [
    '/aging',
    '/aging/items',
    '/journal',
    '/accounts',
    '/trial-balance',
    '/periods',
    '/books/health',
    `/customers/${najd}/statement.pdf`,
  ]) {
    const reply = await house.http.request(`/api/v1${path}`)
    expect(reply.status, path).toBe(401)
  }
})
