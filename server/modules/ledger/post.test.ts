import { randomUUID } from 'node:crypto'
import { afterEach, expect, test } from 'vitest'
import { nextNumber, postEntry, reverseEntry } from '#modules/ledger/index.ts'
import { openHouse } from '#test/house.ts'
import { bill, brokenRules, pay, place, within } from '#test/ledger/books.ts'

const house = openHouse({ now: '2026-11-21T09:00:00+03:00' })
afterEach(async () => expect(await brokenRules(house.session())).toEqual([]))

test('an invoice is an open item and a sale, and the chart is there without waiting for a job', async () => {
  const party = randomUUID()
  const { entryId } = await within(house.session(), (work) =>
    bill(work, { party, minor: 11500, on: '2026-11-01', dueOn: '2026-12-01' }),
  )
  const lines = await house.sql(
    `select a.key, l.amount, l.base_amount, l.due_on from journal_line l join account a on a.id = l.account_id
     where l.entry_id = $1 order by l.place`,
    [entryId],
  )
  expect(lines).toEqual([
    { key: 'receivable', amount: 11500, base_amount: 11500, due_on: '2026-12-01' },
    { key: 'sales', amount: -11500, base_amount: -11500, due_on: null },
  ])
})

test('the database itself refuses an entry that does not balance, and a line added to a posted one', async () => {
  const party = randomUUID()
  const { entryId } = await within(house.session(), (work) =>
    bill(work, { party, minor: 100, on: '2026-11-01' }),
  )
  const add = (amount: number, reset: boolean) =>
    within(house.session(), async (work) => {
      await work.run(
        `insert into journal_line (company_id, id, entry_id, place, account_id, posted_on, recorded_at,
           currency, amount, base_amount)
         select company_id, $2, $1, 9, account_id, posted_on, recorded_at, currency, $3, $3
         from journal_line where company_id = $4 and entry_id = $1 and place = 1`,
        [entryId, work.newId(), amount, work.companyId],
      )
      // The trigger runs at the commit: what the setting says by then must not blind it.
      if (reset) await work.run("select set_config('app.company_id', '', true)", [])
    })
  await expect(add(5, false)).rejects.toThrow('does not balance')
  await expect(add(5, true)).rejects.toThrow('does not balance')
})

test('what is posted is not altered nor deleted by the application', async () => {
  for (const text of [
    'update journal_line set amount = 1 where company_id = $1',
    'delete from journal_line where company_id = $1',
    'update journal_entry set memo = null where company_id = $1',
    'delete from settlement where company_id = $1',
    'update issued_number set number = null where company_id = $1',
    'update period_lock set locked_through = null where company_id = $1',
  ])
    await expect(
      within(house.session(), (work) => work.run(text, [work.companyId])),
    ).rejects.toThrow('permission denied')
})

test('a reversal leaves nothing of either entry, and comes once', async () => {
  const party = randomUUID()
  const posted = await within(house.session(), (work) =>
    bill(work, { party, minor: 700, on: '2026-11-01' }),
  )
  await within(house.session(), (work) => reverseEntry(work, posted.entryId, '2026-11-10'))
  const open = await house.sql(
    'select 1 from journal_line where party_id = $1 and settled < abs(amount)',
    [party],
  )
  expect(open).toEqual([])
  await expect(
    within(house.session(), (work) => reverseEntry(work, posted.entryId, '2026-11-11')),
  ).rejects.toMatchObject({ code: 'ledger.entry_reversed' })
})

test('an entry with money against it is not reversed before the money is taken back', async () => {
  const party = randomUUID()
  const posted = await within(house.session(), async (work) => {
    const invoice = await bill(work, { party, minor: 700, on: '2026-11-01' })
    const payment = await pay(work, { party, minor: 200, on: '2026-11-05' })
    await place(work, payment.creditId, invoice.itemId, 200, '2026-11-05')
    return invoice
  })
  await expect(
    within(house.session(), (work) => reverseEntry(work, posted.entryId, '2026-11-10')),
  ).rejects.toMatchObject({ code: 'ledger.entry_settled' })
})

test('a foreign entry is carried in riyals at its rate, and without a rate it is refused', async () => {
  const party = randomUUID()
  const sale = { party, minor: 10_000, on: '2026-11-01', currency: 'USD' as const }
  await expect(within(house.session(), (work) => bill(work, sale))).rejects.toMatchObject({
    code: 'ledger.rate_missing',
  })
  const { entryId } = await within(house.session(), (work) => bill(work, { ...sale, rate: '3.75' }))
  const lines = await house.sql(
    'select base_amount from journal_line where entry_id = $1 order by place',
    [entryId],
  )
  expect(lines).toEqual([{ base_amount: 37_500 }, { base_amount: -37_500 }])
})

test('eight writers, one in five failing after it took its number, leave no gap', async () => {
  const session = house.session()
  const write = async (at: number) => {
    try {
      await within(session, async (work) => {
        await nextNumber(work, 'receipt', '2025-03-01')
        if (at % 5 === 0) throw new Error('changed its mind')
      })
      return 1
    } catch {
      return 0
    }
  }
  let kept = 0
  await Promise.all(
    Array.from({ length: 8 }, async (_, writer) => {
      for (let at = 0; at < 25; at++) {
        const one = await write(writer + at)
        kept += one
      }
    }),
  )
  const rows = await house.sql<{ sequence: number; number: string }>(
    "select sequence, number from issued_number where series = 'receipt' and year = 2025 order by 1",
  )
  expect(kept).toBe(160)
  expect(rows.map(({ sequence }) => sequence)).toEqual(Array.from({ length: 160 }, (_, n) => n + 1))
  expect(rows.at(-1)?.number).toBe('RC-2025-000160')
})

test('a number starts again with the year, and cannot be skipped even by a raw statement', async () => {
  const next = (on: string) => within(house.session(), (work) => nextNumber(work, 'refund', on))
  expect((await next('2026-12-31')).number).toBe('RF-2026-000001')
  expect((await next('2027-01-01')).number).toBe('RF-2027-000001')
  expect((await next('2026-12-31')).number).toBe('RF-2026-000002')
  await expect(
    within(house.session(), (work) =>
      work.run(
        "update number_series set last = last + 2 where company_id = $1 and series = 'refund'",
        [work.companyId],
      ),
    ),
  ).rejects.toThrow('not issued')
})

test('a line of the receivable account without a customer is our own mistake', async () => {
  await expect(
    within(house.session(), (work) =>
      postEntry(work, {
        kind: 'invoice',
        document: { kind: 'invoice', id: randomUUID(), number: 'X' },
        postedOn: '2026-11-01',
        currency: 'SAR',
        lines: [
          { account: 'receivable', amount: 1 },
          { account: 'sales', amount: -1 },
        ],
      }),
    ),
  ).rejects.toThrow('have a party')
})
