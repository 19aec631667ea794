import { expect, test } from 'vitest'
import { recordPayment } from '#modules/payments/record-payment.ts'
import { client } from '#test/browserless.ts'
import { openChase } from '#test/chase.ts'
import { newId, sar } from '#test/house.ts'
import { linkFor } from '#test/pay-online.ts'
import { listPromises } from './promise-queries.ts'
import { makePromise } from './promises.ts'

const { the, debtor } = openChase()

const promisesOf = async (customerId: string) =>
  (
    await listPromises(the.session(), {
      ...{ customerId, limit: 9, sort: 'made_at', direction: 'asc' },
    })
  ).rows

async function page() {
  const late = await debtor([
    { due: '2026-11-17', riyals: 300 },
    { due: '2026-11-18', riyals: 500 },
  ])
  const [, second = ''] = late.invoices
  const { token } = await linkFor(the, late.id, [{ id: second, itemId: '', number: '' }])
  const call = client(the)
  return {
    late,
    second,
    see: () => call('GET', `/pay/${token}/promise`),
    give: (riyals: number, dueOn: string, id = newId()) =>
      call('POST', `/pay/${token}/promises`, { id, amount: sar(riyals), dueOn }),
  }
}

test('whoever holds the link promises, once a click, and only for what the link asks', async () => {
  const { late, second, see, give } = await page()
  expect((await see()).body).toEqual({ graceDays: 3, daysAhead: 90, open: null })
  const id = newId()
  const answers = await Promise.all([1, 2, 3].map(() => give(400, '2026-11-26', id)))
  expect(answers.map(({ status }) => status)).toEqual([200, 200, 200])
  const [made, ...more] = await promisesOf(late.id)
  expect(more).toEqual([])
  expect(made).toMatchObject({
    ...{ source: 'pay_page', amount: sar(400), dueOn: '2026-11-26', state: 'open' },
    items: [{ invoiceId: second, amount: sar(400) }],
  })
  expect((await see()).body).toMatchObject({
    open: { amount: sar(400), dueOn: '2026-11-26' },
  })
})

test('of a promise for more than the link shows, the page tells what it shows', async () => {
  const { late, see } = await page()
  await makePromise(the.session(), {
    ...{ id: newId(), customerId: late.id, amount: sar(800), dueOn: '2026-11-26' },
    ...{ invoiceIds: [], source: 'call' as const, note: '', saidBy: '' },
  })
  expect((await see()).body).toMatchObject({ open: { amount: sar(500), dueOn: '2026-11-26' } })
})

test('more than the link asks, a day that is over and a foreign token are refused', async () => {
  const { give } = await page()
  expect((await give(501, '2026-11-26')).body).toMatchObject({
    code: 'collections.promise_of_more_than_owed',
  })
  expect((await give(500, '2026-11-20')).body).toMatchObject({
    code: 'collections.promise_in_the_past',
  })
  const call = client(the)
  expect(await call('GET', `/pay/${'x'.repeat(43)}/promise`)).toMatchObject({ status: 404 })
})

test('another day given on the page takes the place of the first; what is paid is not promised', async () => {
  const { late, give } = await page()
  await give(500, '2026-11-24')
  await give(500, '2026-11-30')
  const [first, again] = await promisesOf(late.id)
  expect([first?.state, again?.state, again?.replaces]).toEqual(['renegotiated', 'open', first?.id])
  await recordPayment(the.session(), {
    ...{ id: newId(), customerId: late.id, amount: sar(800), method: 'cash' as const },
    ...{ paidOn: '2026-11-22', sendReceipt: false },
  })
  await the.drain()
  expect((await promisesOf(late.id)).map(({ state }) => state)).toEqual(['renegotiated', 'kept'])
  expect((await give(1, '2026-11-30')).status).toBe(409)
})

test('a second word on the page stands, and so does what was agreed with a person', async () => {
  const { late, give, see } = await page()
  await give(500, '2026-11-24')
  await give(500, '2026-11-26')
  expect((await see()).body).toMatchObject({ open: { mayChange: false } })
  expect((await give(1, '2026-11-30')).body).toMatchObject({ code: 'collections.promise_stands' })

  const other = await page()
  await makePromise(the.session(), {
    ...{ id: newId(), customerId: other.late.id, amount: sar(500), dueOn: '2026-11-26' },
    ...{ invoiceIds: [], source: 'call' as const, note: '', saidBy: '' },
  })
  expect((await other.give(1, '2026-12-30')).body).toMatchObject({
    code: 'collections.promise_stands',
  })
  const states = async (id: string) => (await promisesOf(id)).map(({ state }) => state)
  expect(await states(late.id)).toEqual(['renegotiated', 'open'])
  expect(await states(other.late.id)).toEqual(['open'])
})
