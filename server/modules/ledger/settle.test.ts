import { randomUUID } from 'node:crypto'
import fc from 'fast-check'
import { afterEach, expect, test } from 'vitest'
import { ItemSettled } from '#core/ledger/events.ts'
import { lockCredits, lockOpenItems, unsettle } from '#modules/ledger/index.ts'
import { openHouse } from '#test/house.ts'
import { bill, brokenRules, pay, place, within } from '#test/ledger/books.ts'

const house = openHouse({ now: '2026-11-21T09:00:00+03:00' })
afterEach(async () => expect(await brokenRules(house.session())).toEqual([]))

const balances = async (party: string) => {
  const rows = await house.sql<{ left: number; base: number }>(
    `select abs(amount) - settled as left, abs(base_amount) - settled_base as base
     from journal_line where party_id = $1 and amount <> 0 order by recorded_at, id`,
    [party],
  )
  return rows.map(({ left, base }) => [left, base])
}

test('a payment is placed in parts, and the rest stays on account', async () => {
  const party = randomUUID()
  await within(house.session(), async (work) => {
    const invoice = await bill(work, { party, minor: 300_00, on: '2026-11-01' })
    const payment = await pay(work, { party, minor: 400_00, on: '2026-11-10' })
    const { settledItemIds } = await place(
      work,
      payment.creditId,
      invoice.itemId,
      300_00,
      '2026-11-10',
    )
    expect(settledItemIds).toEqual([invoice.itemId])
    expect(await lockOpenItems(work, [party], 'SAR')).toEqual([])
    const [credit] = await lockCredits(work, [party], 'SAR')
    expect(credit?.balance).toEqual({ minor: 100_00, currency: 'SAR' })
  })
  const told = await house.sql('select facts from event where name = $1 and customer_id = $2', [
    ItemSettled.name,
    party,
  ])
  expect(told).toMatchObject([{ facts: { left: { minor: 0, currency: 'SAR' } } }])
})

test('fifty who settle one invoice at once place exactly its balance', async () => {
  const party = randomUUID()
  const invoice = await within(house.session(), (work) =>
    bill(work, { party, minor: 100_00, on: '2026-11-01' }),
  )
  const credits = await within(house.session(), async (work) => {
    const made = []
    for (let n = 0; n < 50; n++)
      made.push(await pay(work, { party, minor: 30_00, on: '2026-11-02' }))
    return made
  })
  const outcomes = await Promise.allSettled(
    credits.map(({ creditId }) =>
      within(house.session(), async (work) => {
        const [item] = await lockOpenItems(work, [party], 'SAR')
        const minor = Math.min(30_00, item?.balance.minor ?? 30_00)
        return place(work, creditId, invoice.itemId, minor, '2026-11-02')
      }),
    ),
  )
  const refused = outcomes.filter(({ status }) => status === 'rejected')
  expect(refused).toHaveLength(46)
  for (const each of refused)
    expect(each).toMatchObject({ reason: { code: 'ledger.over_settled' } })
  const [row] = await house.sql<{ placed: number; settled: number }>(
    `select (select sum(amount)::bigint from settlement where item_id = $1) as placed,
       (select settled from journal_line where id = $1) as settled`,
    [invoice.itemId],
  )
  expect(row).toEqual({ placed: 100_00, settled: 100_00 })
})

test('one payment offered to fifty invoices at once is spent once', async () => {
  const party = randomUUID()
  const { creditId, items } = await within(house.session(), async (work) => {
    const ids = []
    for (let n = 0; n < 50; n++)
      ids.push((await bill(work, { party, minor: 100_00, on: '2026-11-01' })).itemId)
    return { ...(await pay(work, { party, minor: 100_00, on: '2026-11-02' })), items: ids }
  })
  const outcomes = await Promise.allSettled(
    items.map((itemId) =>
      within(house.session(), (work) => place(work, creditId, itemId, 40_00, '2026-11-02')),
    ),
  )
  const [row] = await house.sql<{ placed: number }>(
    'select coalesce(sum(amount), 0)::bigint as placed from settlement where credit_id = $1',
    [creditId],
  )
  expect(row?.placed).toBe(80_00)
  for (const each of outcomes)
    if (each.status === 'rejected')
      expect(each.reason).toMatchObject({ code: 'ledger.over_settled' })
})

test('what is taken back is open again, and what was known before stays known', async () => {
  const party = randomUUID()
  const settled = await within(house.session(), async (work) => {
    const invoice = await bill(work, { party, minor: 500, on: '2026-11-01' })
    const payment = await pay(work, { party, minor: 500, on: '2026-11-05' })
    return place(work, payment.creditId, invoice.itemId, 500, '2026-11-05')
  })
  const take = () =>
    within(house.session(), (work) =>
      unsettle(work, settled.settlementIds, { effectiveOn: '2026-11-20', reason: 'شيك مرتجع' }),
    )
  await take()
  expect(await balances(party)).toEqual([
    [500, 500],
    [500, 500],
  ])
  await expect(take()).rejects.toMatchObject({ code: 'ledger.settlement_taken_back' })
  const rows = await house.sql(
    'select amount, effective_on, reason from settlement where item_id in (select id from journal_line where party_id = $1) order by recorded_at, id',
    [party],
  )
  expect(rows).toEqual([
    { amount: 500, effective_on: '2026-11-05', reason: null },
    { amount: -500, effective_on: '2026-11-20', reason: 'شيك مرتجع' },
  ])
})

test('two who take the same back at once take it back once', async () => {
  const party = randomUUID()
  const settled = await within(house.session(), async (work) => {
    const invoice = await bill(work, { party, minor: 500, on: '2026-11-01' })
    const payment = await pay(work, { party, minor: 500, on: '2026-11-05' })
    return place(work, payment.creditId, invoice.itemId, 500, '2026-11-05')
  })
  const outcomes = await Promise.allSettled(
    [1, 2, 3, 4].map(() =>
      within(house.session(), (work) =>
        unsettle(work, settled.settlementIds, { effectiveOn: '2026-11-20', reason: 'مكرر' }),
      ),
    ),
  )
  expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
  for (const each of outcomes)
    if (each.status === 'rejected')
      expect(each.reason).toMatchObject({ code: 'ledger.settlement_taken_back' })
})

test('whatever the rates, an invoice paid in any parts leaves exactly nothing in riyals', async () => {
  const rate = fc.integer({ min: 1, max: 9_000_000 }).map((n) => (n / 1_000_000).toFixed(6))
  const parts = fc.array(fc.record({ minor: fc.integer({ min: 1, max: 5_000 }), rate }), {
    minLength: 1,
    maxLength: 5,
  })
  await fc.assert(
    fc.asyncProperty(rate, parts, fc.boolean(), async (saleRate, payments, wavering) => {
      const party = randomUUID()
      const whole = payments.reduce((sum, { minor }) => sum + minor, 0)
      const usd = { party, on: '2026-11-02', currency: 'USD' as const }
      await within(house.session(), async (work) => {
        const invoice = await bill(work, { ...usd, minor: whole, rate: saleRate })
        for (const { minor, rate: paidRate } of payments) {
          const { creditId } = await pay(work, { ...usd, minor, rate: paidRate })
          const first = await place(work, creditId, invoice.itemId, minor, '2026-11-03', 'USD')
          if (!wavering) continue
          const back = { effectiveOn: '2026-11-04', reason: 'تجربة' }
          await unsettle(work, first.settlementIds, back)
          await place(work, creditId, invoice.itemId, minor, '2026-11-05', 'USD')
        }
      })
      for (const each of await balances(party)) expect(each).toEqual([0, 0])
      const [control] = await house.sql<{ amount: number; base: number }>(
        'select sum(amount)::bigint as amount, sum(base_amount)::bigint as base from journal_line where party_id = $1',
        [party],
      )
      expect(control).toEqual({ amount: 0, base: 0 })
    }),
    { numRuns: 25 },
  )
})

test('a realised gain and a realised loss are booked on their accounts', async () => {
  const key = async (account: string) => {
    const [row] = await house.sql<{ sum: number }>(
      `select coalesce(sum(l.base_amount), 0)::bigint as sum from journal_line l
       join account a on a.id = l.account_id where a.key = $1`,
      [account],
    )
    return row?.sum ?? 0
  }
  const before = { gain: await key('fx_gain'), loss: await key('fx_loss') }
  const settleAt = (sold: string, paid: string) =>
    within(house.session(), async (work) => {
      const usd = { party: randomUUID(), minor: 100_00, on: '2026-11-02', currency: 'USD' as const }
      const invoice = await bill(work, { ...usd, rate: sold })
      const { creditId } = await pay(work, { ...usd, rate: paid })
      await place(work, creditId, invoice.itemId, 100_00, '2026-11-03', 'USD')
    })
  await settleAt('3.70', '3.75')
  await settleAt('3.75', '3.72')
  expect(await key('fx_gain')).toBe(before.gain - 5_00)
  expect(await key('fx_loss')).toBe(before.loss + 3_00)
})

test('a payment of one customer does not settle the invoice of another', async () => {
  const attempt = within(house.session(), async (work) => {
    const invoice = await bill(work, { party: randomUUID(), minor: 500, on: '2026-11-01' })
    const payment = await pay(work, { party: randomUUID(), minor: 500, on: '2026-11-05' })
    return place(work, payment.creditId, invoice.itemId, 500, '2026-11-05')
  })
  await expect(attempt).rejects.toMatchObject({ code: 'ledger.parties_differ' })
})
