import { afterEach, expect, test } from 'vitest'
import { saveRate } from '#modules/ledger/rates.ts'
import { command } from '#platform/command.ts'
import { newId, openHouse, sar } from '#test/house.ts'
import { customerOf, problemsOf } from '#test/invoicing.ts'
import { left, owed, paid } from '#test/payments.ts'
import { bookAgencyPayment } from './agency-payment.ts'
import { allocatePayment, unallocatePayment } from './allocate-payment.ts'
import { listPayable } from './payable.ts'
import { listPayments, showPayment } from './queries.ts'
import { recordPayment } from './record-payment.ts'
import { refundPayment } from './refund-payment.ts'
import { reversePayment } from './reverse-payment.ts'

const house = openHouse({ now: '2026-11-21T09:00:00+03:00' })
afterEach(async () => expect(await problemsOf(house)).toEqual([]))

test('settles the oldest invoice, puts the rest on the next, and tells the house', async () => {
  const customer = await customerOf(house)
  const old = await owed(house, customer, sar(300), '2026-09-01')
  const recent = await owed(house, customer, sar(500), '2026-11-01')

  const recorded = await recordPayment(house.session(), paid(customer, sar(400)))

  expect(recorded).toMatchObject({
    number: expect.stringMatching(/^RC-2026-\d{6}$/),
    unapplied: sar(0),
    allocations: [
      { number: old.number, amount: sar(300), left: sar(0) },
      { number: recent.number, amount: sar(100), left: sar(400) },
    ],
  })
  expect([await left(house, old), await left(house, recent)]).toEqual([0, 400_00])
  const told = await house.sql(
    "select facts ->> 'settled' as settled from event where name = 'payments.recorded' and about_id = $1",
    [recorded.id],
  )
  expect(told).toEqual([
    { settled: JSON.stringify([old.itemId, recent.itemId]).replace(',', ', ') },
  ])
})

test('records once, however often the same payment is sent, even all at once', async () => {
  const customer = await customerOf(house)
  const invoice = await owed(house, customer, sar(1000))
  const payment = paid(customer, sar(400))

  const replies = await Promise.all([1, 2, 3].map(() => recordPayment(house.session(), payment)))

  expect(new Set(replies.map(({ number }) => number)).size).toBe(1)
  expect(await left(house, invoice)).toBe(600_00)
})

test('fifty payments of one invoice at the same moment place exactly its balance', async () => {
  const customer = await customerOf(house)
  const invoice = await owed(house, customer, sar(100))

  const replies = await Promise.all(
    Array.from({ length: 50 }, () => recordPayment(house.session(), paid(customer, sar(100)))),
  )

  const placed = replies.flatMap(({ allocations }) => allocations)
  expect(placed).toHaveLength(1)
  expect(await left(house, invoice)).toBe(0)
  const page = await listPayable(house.session(), { customerId: customer })
  expect(page).toEqual({ rows: [], credits: [sar(4900)], promised: [] })
  const numbers = new Set(replies.map(({ number }) => number))
  expect(numbers.size).toBe(50)
})

test('one payment given by hand to fifty invoices at once is never given twice', async () => {
  const customer = await customerOf(house)
  const invoices = await Promise.all(
    Array.from({ length: 50 }, () => owed(house, customer, sar(100))),
  )
  const { id } = await recordPayment(house.session(), paid(customer, sar(100), { shares: [] }))

  const tries = await Promise.allSettled(
    invoices.map(({ itemId }) =>
      allocatePayment(house.session(), {
        id,
        requestId: newId(),
        shares: [{ itemId, amount: sar(100) }],
      }),
    ),
  )

  expect(tries.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
  const owing = await Promise.all(invoices.map((invoice) => left(house, invoice)))
  expect(owing.reduce((sum, minor) => sum + minor, 0)).toBe(4900_00)
})

test('a collector puts the money where the customer meant it, and the foot must add up', async () => {
  const customer = await customerOf(house)
  const old = await owed(house, customer, sar(300), '2026-09-01')
  const recent = await owed(house, customer, sar(500), '2026-11-01')
  const shares = [{ itemId: recent.itemId, amount: sar(450) }]

  const recorded = await recordPayment(house.session(), paid(customer, sar(500), { shares }))

  expect(recorded.unapplied).toEqual(sar(50))
  expect([await left(house, old), await left(house, recent)]).toEqual([300_00, 50_00])
  const tooMuch = paid(customer, sar(500), { shares: [{ itemId: old.itemId, amount: sar(301) }] })
  await expect(recordPayment(house.session(), tooMuch)).rejects.toMatchObject({
    code: 'payments.share_above_balance',
    facts: { number: old.number },
  })
})

test('refuses money that is said to arrive tomorrow, and that of another customer’s invoice', async () => {
  const customer = await customerOf(house)
  const stranger = await owed(house, await customerOf(house), sar(10))
  const tomorrow = paid(customer, sar(1), { paidOn: '2026-11-22' })
  await expect(recordPayment(house.session(), tomorrow)).rejects.toMatchObject({
    code: 'payments.paid_in_the_future',
  })
  const shares = [{ itemId: stranger.itemId, amount: sar(10) }]
  await expect(
    recordPayment(house.session(), paid(customer, sar(10), { shares })),
  ).rejects.toMatchObject({ code: 'payments.share_unknown_item' })
  expect(await left(house, stranger)).toBe(10_00)
})

test('what was on account settles a later invoice, and comes back when it was the wrong one', async () => {
  const customer = await customerOf(house)
  const { id } = await recordPayment(house.session(), paid(customer, sar(700)))
  const invoice = await owed(house, customer, sar(500))

  const allocated = await allocatePayment(house.session(), { id, requestId: newId() })
  expect(allocated).toMatchObject({ unapplied: sar(200), allocations: [{ amount: sar(500) }] })
  expect(await left(house, invoice)).toBe(0)

  const allocationIds = allocated.allocations.map((row) => row.id)
  const back = await unallocatePayment(house.session(), { id, allocationIds })
  expect(back).toMatchObject({ unapplied: sar(700), allocations: [] })
  expect(await left(house, invoice)).toBe(500_00)
  await expect(unallocatePayment(house.session(), { id, allocationIds })).rejects.toMatchObject({
    code: 'payments.allocation_not_found',
  })
})

test('a cheque that came back opens its invoices again and keeps its number', async () => {
  const customer = await customerOf(house)
  const invoice = await owed(house, customer, sar(500))
  const recorded = await recordPayment(
    house.session(),
    paid(customer, sar(600), { method: 'cheque', reference: '000417' }),
  )

  const reversed = await reversePayment(house.session(), {
    id: recorded.id,
    reason: 'bounced',
    note: 'لا يوجد رصيد',
  })

  expect(reversed).toMatchObject({
    number: recorded.number,
    unapplied: sar(0),
    allocations: [],
    reversal: { on: '2026-11-21', reason: 'bounced' },
  })
  expect(await left(house, invoice)).toBe(500_00)
  await expect(
    reversePayment(house.session(), { id: recorded.id, reason: 'mistake' }),
  ).rejects.toMatchObject({ code: 'payments.already_reversed' })
  await expect(
    allocatePayment(house.session(), { id: recorded.id, requestId: newId() }),
  ).rejects.toMatchObject({ code: 'payments.already_reversed' })
})

test('only what lies on the account can be given back, even if asked for twice at once', async () => {
  const customer = await customerOf(house)
  await owed(house, customer, sar(500))
  const { id } = await recordPayment(house.session(), paid(customer, sar(800)))
  const back = () =>
    refundPayment(house.session(), {
      id: newId(),
      paymentId: id,
      amount: sar(200),
      way: 'transfer',
    })

  const tries = await Promise.allSettled([back(), back()])

  expect(tries.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected'])
  expect(tries.find(({ status }) => status === 'rejected')).toMatchObject({
    reason: { code: 'payments.refund_above_unallocated' },
  })
  const payment = await showPayment(house.session(), { id })
  expect(payment).toMatchObject({
    unapplied: sar(100),
    allocations: [{ amount: sar(500) }],
    refunds: [{ number: expect.stringMatching(/^RF-2026-/), amount: sar(200), state: 'done' }],
  })
  await expect(reversePayment(house.session(), { id, reason: 'mistake' })).rejects.toMatchObject({
    code: 'payments.has_refunds',
  })
})

test('dollars settle dollars, and the difference of the rates is booked', async () => {
  const customer = await customerOf(house)
  const usd = (units: number) => ({ minor: units * 100, currency: 'USD' as const })
  await expect(recordPayment(house.session(), paid(customer, usd(10)))).rejects.toMatchObject({
    code: 'payments.rate_needed',
  })
  const invoice = await owed(house, customer, usd(10), '2026-11-01', '3.70')
  const recorded = await recordPayment(house.session(), paid(customer, usd(10), { rate: '3.75' }))
  expect(recorded.unapplied).toEqual(usd(0))
  expect(await left(house, invoice)).toBe(0)
  const gained = await house.sql<{ base: number }>(
    `select l.base_amount as base from journal_line l join account a on a.id = l.account_id
     join journal_entry e on e.id = l.entry_id where a.key = 'fx_gain' and e.document_id = $1`,
    [recorded.id],
  )
  expect(gained).toEqual([{ base: -50 }])
})

test('what an agency tells of is booked at the rate of its day, never without one', async () => {
  const customerId = await customerOf(house)
  const tell = command('payments.confirm', (work, paidOn: string) =>
    bookAgencyPayment(work, {
      ...{ id: work.newId(), customerId, amount: { minor: 1_000, currency: 'EUR' }, paidOn },
      ...{ reference: '', itemIds: [], withAgency: false },
    }),
  )
  await saveRate(house.session(), { currency: 'EUR', day: '2026-11-10', rate: '4.10' })
  await expect(tell(house.session(), '2026-11-09')).rejects.toMatchObject({
    code: 'ledger.rate_missing',
  })
  const { id } = await tell(house.session(), '2026-11-12')
  const [row] = await house.sql<{ rate: string }>(
    'select trim_scale(rate::numeric)::text as rate from payment where id = $1',
    [id],
  )
  expect(row).toEqual({ rate: '4.1' })
})

test('the list adds up over all pages, reversed money left out, and keeps to the reader’s reach', async () => {
  const customer = await customerOf(house, { ownerId: house.company.ownerId })
  for (const [n, riyals] of [10, 20, 30, 40, 50].entries())
    await recordPayment(
      house.session(),
      paid(customer, sar(riyals), { paidOn: `2026-10-0${n + 1}` }),
    )
  const all = { customerId: customer, limit: 2, sort: 'amount', direction: 'asc' } as const
  const first = await listPayments(house.session(), all)
  expect(first).toMatchObject({
    total: 5,
    sums: [{ currency: 'SAR', amount: 150_00, unapplied: 150_00, count: 5 }],
  })
  const seen: number[] = []
  for (let cursor: string | undefined; ; ) {
    const page = await listPayments(house.session(), { ...all, ...(cursor && { cursor }) })
    seen.push(...page.rows.map(({ amount }) => amount.minor / 100))
    if (page.nextCursor === null) break
    cursor = page.nextCursor
  }
  expect(seen).toEqual([10, 20, 30, 40, 50])

  const [bounced] = first.rows
  await reversePayment(house.session(), { id: bounced?.id ?? '', reason: 'bounced' })
  const after = await listPayments(house.session(), all)
  expect(after).toMatchObject({ total: 5, sums: [{ amount: 140_00, unapplied: 140_00 }] })
  const onAccount = await listPayments(house.session(), { ...all, unallocated: true })
  expect(onAccount.total).toBe(4)

  const stranger = { ...house.session({ 'payments.read': 'own' }) }
  const actor = { ...stranger.actor, id: newId() }
  const { customerId: _, ...everyone } = all
  for (const asked of [all, everyone])
    expect(await listPayments({ ...stranger, actor }, asked)).toMatchObject({ rows: [], total: 0 })
  await expect(
    showPayment({ ...stranger, actor }, { id: bounced?.id ?? '' }),
  ).rejects.toMatchObject({ code: 'payments.payment_not_found' })
})

test('another company finds nothing', async () => {
  const { id } = await recordPayment(house.session(), paid(await customerOf(house), sar(5)))
  const other = house.session(undefined, await house.anotherCompany())
  await expect(showPayment(other, { id })).rejects.toMatchObject({
    code: 'payments.payment_not_found',
  })
  expect((await listPayments(other, { limit: 10, sort: 'paidOn', direction: 'desc' })).total).toBe(
    0,
  )
})
