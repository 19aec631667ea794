import { expect, test } from 'vitest'
import type { MakePromise } from '#core/collections/promise.ts'
import { allocatePayment, unallocatePayment } from '#modules/payments/allocate-payment.ts'
import { listPayable } from '#modules/payments/payable.ts'
import { recordPayment } from '#modules/payments/record-payment.ts'
import { reversePayment } from '#modules/payments/reverse-payment.ts'
import { systemSession } from '#platform/jobs.ts'
import { type Debtor, now, openChase } from '#test/chase.ts'
import { newId, sar } from '#test/house.ts'
import { openDispute } from './disputes.ts'
import { judgePromisesJob } from './promise-judge.ts'
import { listPromises, promiseGround, showKeepRate, showPromise } from './promise-queries.ts'
import { cancelPromise, makePromise } from './promises.ts'

const { the, debtor, mailsTo, run, rowsOf, codes, on } = openChase()

const word = (of: Debtor, riyals: number, change: Partial<MakePromise> = {}): MakePromise => ({
  ...{ id: newId(), customerId: of.id, amount: sar(riyals), dueOn: '2026-11-26' },
  ...{ invoiceIds: [], source: 'call', note: '', saidBy: 'أبو سعد' },
  ...change,
})
const give = (...asked: Parameters<typeof word>) => makePromise(the.session(), word(...asked))
const paid = async (of: Debtor, riyals: number, change: { paidOn?: string; shares?: [] } = {}) => {
  const id = newId()
  await recordPayment(the.session(), {
    ...{ id, customerId: of.id, amount: sar(riyals), method: 'transfer' as const },
    ...{ paidOn: '2026-11-22', sendReceipt: false, ...change },
  })
  await the.drain()
  return id
}
const stateOf = async ({ id }: { id: string }) => {
  const { state, kept } = await showPromise(the.session(), { id })
  return [state, kept.minor / 100]
}
const judge = async (day: string) => {
  the.setNow(`${day}T08:00:00Z`)
  await judgePromisesJob.run(systemSession(the.house, the.company.companyId), {})
  await the.drain()
}
const told = async (of: Debtor) =>
  (
    await the.sql<{ name: string }>(
      `select name from event where customer_id = $1 and name like 'collections.promise%'
       order by seq`,
      [of.id],
    )
  ).map(({ name }) => name.replace('collections.promise_', ''))

test('a promise keeps what it covers from being asked for, and the rest is asked', async () => {
  await on()
  const late = await debtor([
    { due: '2026-11-17', riyals: 300 },
    { due: '2026-11-18', riyals: 500 },
  ])
  const made = await give(late, 400)
  expect(made.items.map(({ amount }) => amount.minor)).toEqual([300_00, 100_00])
  expect(made.lastDay).toBe('2026-11-29')
  await run()
  const [mail] = mailsTo(late)
  expect(mail?.text).toContain('400.00')
  expect(mail?.text).not.toContain('800.00')
  const [row] = await rowsOf(late)
  expect([row?.state, row?.amount.minor]).toEqual(['sent', 400_00])
})

test('promised whole, a reminder waits for the day after, and goes when the word is broken', async () => {
  await on()
  const late = await debtor([{ due: '2026-11-18', riyals: 500 }])
  const made = await give(late, 500)
  await run()
  const [held] = await rowsOf(late)
  // The last day of grace is a Sunday.
  expect([held?.state, codes(held), held?.reviewOn]).toEqual([
    'held',
    ['promise_open'],
    '2026-11-30',
  ])
  expect(held?.reasons[0]?.facts).toMatchObject({ until: '2026-11-29', amount: 500_00 })
  await judge('2026-11-30')
  expect(await stateOf(made)).toEqual(['broken', 0])
  await run()
  expect(mailsTo(late)).toHaveLength(1)
  expect(await told(late)).toEqual(['made', 'broken'])
  the.setNow(now)
})

test('it is kept the moment the amount has come, however it is told', async () => {
  const late = await debtor([{ due: '2026-11-18', riyals: 500 }])
  const made = await give(late, 500)
  await paid(late, 200)
  expect(await stateOf(made)).toEqual(['open', 200])
  await paid(late, 300)
  expect(await stateOf(made)).toEqual(['kept', 500])
  await judge('2026-11-30')
  expect(await stateOf(made)).toEqual(['kept', 500])
  expect(await told(late)).toEqual(['made', 'kept'])
  the.setNow(now)
})

test('a payment that bounces opens it again in time, and breaks it afterwards', async () => {
  const late = await debtor([{ due: '2026-11-18', riyals: 500 }])
  const made = await give(late, 500)
  const first = await paid(late, 500)
  await reversePayment(the.session(), { id: first, reason: 'bounced' })
  await the.drain()
  expect(await stateOf(made)).toEqual(['open', 0])
  const second = await paid(late, 500)
  expect(await stateOf(made)).toEqual(['kept', 500])
  the.setNow('2026-12-05T08:00:00Z')
  await reversePayment(the.session(), { id: second, reason: 'bounced' })
  await the.drain()
  expect(await stateOf(made)).toEqual(['broken', 0])
  expect(await told(late)).toEqual(['made', 'kept', 'reopened', 'kept', 'broken'])
  the.setNow(now)
})

test('money taken from its invoice un-keeps it, and money told late still keeps it', async () => {
  const late = await debtor([{ due: '2026-11-18', riyals: 500 }])
  const made = await give(late, 500)
  const payment = await paid(late, 500)
  const [share] = await the.sql<{ id: string }>(
    `select s.id from settlement s join promise_item i on i.item_id = s.item_id
     where i.promise_id = $1`,
    [made.id],
  )
  await unallocatePayment(the.session(), { id: payment, allocationIds: [share?.id ?? ''] })
  await the.drain()
  expect(await stateOf(made)).toEqual(['open', 0])
  await judge('2026-12-01')
  expect(await stateOf(made)).toEqual(['broken', 0])
  await allocatePayment(the.session(), { id: payment, requestId: newId() })
  await the.drain()
  // It is put against the invoice only now, and that is the day from which it counts.
  expect((await stateOf(made))[0]).toBe('broken')
  const other = await debtor([{ due: '2026-11-18', riyals: 500 }])
  the.setNow(now)
  const told = await give(other, 500)
  await judge('2026-12-01')
  expect(await stateOf(told)).toEqual(['broken', 0])
  await paid(other, 500, { paidOn: '2026-11-25' })
  expect(await stateOf(told)).toEqual(['kept', 500])
  the.setNow(now)
})

test('a part that came in time is a part kept', async () => {
  const late = await debtor([{ due: '2026-11-18', riyals: 500 }])
  const made = await give(late, 500)
  await paid(late, 120)
  await judge('2026-11-30')
  expect(await stateOf(made)).toEqual(['partly_kept', 120])
  const { rates } = await showKeepRate(the.session(), { customerId: late.id })
  expect(rates).toEqual([{ kept: 0, partlyKept: 1, broken: 0, promised: sar(500), came: sar(120) }])
  the.setNow(now)
})

test('a second promise over the same invoice takes the place of the first; over another, it stands beside it', async () => {
  const late = await debtor([
    { due: '2026-11-17', riyals: 300 },
    { due: '2026-11-18', riyals: 500 },
  ])
  const [first = '', second = ''] = late.invoices
  const one = await give(late, 300, { invoiceIds: [first] })
  const two = await give(late, 500, { invoiceIds: [second] })
  const again = await give(late, 200, { invoiceIds: [first], dueOn: '2026-11-30' })
  expect(again.replaces).toBe(one.id)
  expect([(await stateOf(one))[0], (await stateOf(two))[0]]).toEqual(['renegotiated', 'open'])
  const open = await listPromises(the.session(), {
    ...{ customerId: late.id, state: ['open'], limit: 9, sort: 'due_on', direction: 'asc' },
  })
  expect(open.rows.map(({ id }) => id)).toEqual([two.id, again.id])
  expect(open.sums).toEqual([{ promised: sar(700), kept: sar(0) }])
  expect(await told(late)).toEqual(['made', 'made', 'replaced', 'made'])
})

test('a kept promise that a bounce opens again stands beside the newer one, and both are spared', async () => {
  await on()
  const late = await debtor([{ due: '2026-11-18', riyals: 1000 }])
  const first = await give(late, 400)
  const payment = await paid(late, 400)
  await give(late, 300)
  await reversePayment(the.session(), { id: payment, reason: 'bounced' })
  await the.drain()
  expect((await stateOf(first))[0]).toBe('open')
  await run()
  const [row] = await rowsOf(late)
  expect([row?.state, row?.amount.minor]).toEqual(['sent', 300_00])
})

test('a word whose grace is over is judged, though a new one is given before the morning', async () => {
  const late = await debtor([{ due: '2026-11-18', riyals: 500 }])
  const made = await give(late, 500)
  the.setNow('2026-11-29T22:00:00Z')
  const again = await give(late, 500, { dueOn: '2026-12-03' })
  expect(again.replaces).toBeNull()
  await judge('2026-11-30')
  expect([await stateOf(made), await stateOf(again)]).toEqual([
    ['broken', 0],
    ['open', 0],
  ])
  the.setNow(now)
})

test('who promises too much over a promise that stands is told all that they owe', async () => {
  const late = await debtor([{ due: '2026-11-18', riyals: 500 }])
  await give(late, 200)
  await expect(give(late, 600)).rejects.toMatchObject({ facts: { owed: 500_00, currency: 'SAR' } })
})

test('nobody promises more than is owed, a day that is over, or one too far ahead', async () => {
  const late = await debtor([{ due: '2026-11-18', riyals: 500 }])
  const strange = await debtor([{ due: '2026-11-18', riyals: 500 }])
  const refused = async (...asked: Parameters<typeof word>) =>
    give(...asked).then(
      () => 'taken',
      (error: { code: string }) => error.code.replace('collections.', ''),
    )
  expect(await refused(late, 501)).toBe('promise_of_more_than_owed')
  expect(await refused(late, 100, { dueOn: '2026-11-21' })).toBe('promise_in_the_past')
  expect(await refused(late, 100, { dueOn: '2027-02-21' })).toBe('promise_too_far')
  expect(await refused(late, 100, { dueOn: '2027-02-20' })).toBe('taken')
  expect(await refused(late, 100, { invoiceIds: strange.invoices })).toBe('invoice_not_found')
  await paid(strange, 200, { shares: [] })
  expect(await refused(strange, 301)).toBe('promise_of_more_than_owed')
  expect(await refused(strange, 300)).toBe('taken')
  await paid(late, 500)
  expect(await refused(late, 1)).toBe('nothing_to_promise')
})

test('cancelled with a reason, it covers nothing any more, and is not cancelled twice', async () => {
  await on()
  const late = await debtor([{ due: '2026-11-18', riyals: 500 }])
  const made = await give(late, 500)
  await run()
  expect(mailsTo(late)).toEqual([])
  const gone = await cancelPromise(the.session(), { id: made.id, reason: 'سُجّل خطأ' })
  expect([gone.state, gone.cancelReason]).toEqual(['cancelled', 'سُجّل خطأ'])
  await run()
  expect(mailsTo(late)).toHaveLength(1)
  await expect(
    cancelPromise(the.session(), { id: made.id, reason: 'مرة أخرى' }),
  ).rejects.toMatchObject({ code: 'collections.promise_ended' })
})

test('one request noted twice at once is one promise', async () => {
  const late = await debtor([{ due: '2026-11-18', riyals: 500 }])
  const asked = word(late, 500)
  await Promise.all([1, 2, 3].map(() => makePromise(the.session(), asked)))
  const { total } = await listPromises(the.session(), {
    ...{ customerId: late.id, limit: 9, sort: 'due_on', direction: 'asc' },
  })
  expect(total).toBe(1)
})

test('two colleagues who note a word at once take turns: one promise is open', async () => {
  const late = await debtor([{ due: '2026-11-18', riyals: 500 }])
  await Promise.all([200, 500].map((riyals) => give(late, riyals)))
  const { rows } = await listPromises(the.session(), {
    ...{ customerId: late.id, limit: 9, sort: 'due_on', direction: 'asc' },
  })
  expect(rows.map(({ state }) => state).toSorted()).toEqual(['open', 'renegotiated'])
})

test('the ground of a promise says what is owed and what is promised of it already', async () => {
  const late = await debtor([
    { due: '2026-11-17', riyals: 300 },
    { due: '2026-12-30', riyals: 500 },
  ])
  await give(late, 300)
  const { offers, graceDays, daysAhead } = await promiseGround(the.session(), { id: late.id })
  expect([graceDays, daysAhead]).toEqual([3, 90])
  const [offer] = offers
  expect([offer?.owed, offer?.overdue]).toEqual([sar(800), sar(300)])
  expect(offer?.items.map(({ promise }) => promise?.amount ?? null)).toEqual([sar(300), null])
})

// A promise lay on the disputed invoice, and the one that could be asked for was asked for again.
test('a promise lies on what may be asked for: not on what is disputed or promised already', async () => {
  const late = await debtor([
    { due: '2026-11-15', riyals: 300 },
    { due: '2026-11-16', riyals: 500 },
    { due: '2026-11-17', riyals: 200 },
  ])
  const [disputed = '', second = '', third = ''] = late.invoices
  await openDispute(the.session(), {
    id: newId(),
    invoiceId: disputed,
    reason: 'quality',
    note: '',
    source: 'staff',
  })
  const one = await give(late, 500)
  expect(one.items.map(({ invoiceId }) => invoiceId)).toEqual([second])
  const two = await give(late, 200)
  expect(two.items.map(({ invoiceId }) => invoiceId)).toEqual([third])
  expect((await stateOf(one))[0]).toBe('open')
  await expect(give(late, 701)).rejects.toMatchObject({ facts: { owed: 700_00 } })
  await expect(give(late, 300, { invoiceIds: [disputed] })).rejects.toMatchObject({
    code: 'collections.nothing_askable',
  })
})

// A transfer of last week, allocated today, kept a promise of today.
test('money that lay on the account before the promise does not keep it', async () => {
  const late = await debtor([{ due: '2026-11-18', riyals: 500 }])
  const made = await give(late, 500)
  await paid(late, 500, { paidOn: '2026-11-21' })
  expect(await stateOf(made)).toEqual(['open', 0])
})

test('a broken promise is told to those who collect', async () => {
  const late = await debtor([{ due: '2026-11-18', riyals: 500 }])
  const made = await give(late, 500)
  await judge('2026-11-30')
  const news = await the.sql<{ about_id: string }>(
    "select about_id from notification where company_id = $1 and kind = 'promise_broken'",
    [the.company.companyId],
  )
  expect(news.map(({ about_id: id }) => id)).toContain(made.id)
  the.setNow(now)
})

test('cancelling a promise of a customer out of reach names nobody: it is not there', async () => {
  const late = await debtor([{ due: '2026-11-18', riyals: 500 }])
  const made = await give(late, 500)
  const session = the.session({ 'collections.promise': 'own' })
  await expect(cancelPromise(session, { id: made.id, reason: 'لا شيء' })).rejects.toMatchObject({
    code: 'collections.promise_not_found',
    facts: { id: made.id },
  })
})

// The oldest invoice took the money, and a word that was kept to the halala was judged broken.
test('money of just what was promised goes to what was promised, and the word is kept', async () => {
  const customer = await debtor([
    { due: '2026-10-01', riyals: 900 },
    { due: '2026-11-18', riyals: 300 },
  ])
  const promise = await give(customer, 300, { invoiceIds: [customer.invoices[1] ?? ''] })
  await paid(customer, 300)
  expect(await stateOf(promise)).toEqual(['kept', 300])
  // What is another amount is nobody's word, and pays the oldest.
  await give(customer, 400)
  await paid(customer, 100)
  const { rows } = await listPayable(the.session(), { customerId: customer.id })
  expect(rows.map(({ balance }) => balance.minor)).toEqual([80_000])
})
