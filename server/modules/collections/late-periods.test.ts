import { expect, test } from 'vitest'
import { recordPayment } from '#modules/payments/record-payment.ts'
import { openChase } from '#test/chase.ts'
import { sar } from '#test/house.ts'
import { paid } from '#test/payments.ts'
import { listLatePayments } from './late-periods.ts'

const { the, debtor, run, on } = openChase()
const periods = async (customerId: string) => {
  const asked = { customerId, limit: 50, sort: 'due_on', direction: 'asc' } as const
  const { rows } = await listLatePayments(the.session(), asked)
  return rows.map(({ dueOn, endedOn, daysLate }) => [dueOn, endedOn, daysLate])
}
const pays = async (customerId: string, riyals: number, paidOn: string) => {
  await recordPayment(the.session(), paid(customerId, sar(riyals), { paidOn }))
  await the.drain()
}

test('a payment that is told late counts by the day it was paid', async () => {
  await on()
  const { id } = await debtor([{ due: '2026-11-05' }])
  await run()
  expect(await periods(id)).toEqual([['2026-11-05', null, 17]])
  await pays(id, 500, '2026-11-10')
  expect(await periods(id)).toEqual([['2026-11-05', '2026-11-10', 5]])
})

test('what was paid in time, though told late, leaves no lateness behind', async () => {
  await on()
  const { id } = await debtor([{ due: '2026-11-05' }])
  await run()
  await pays(id, 500, '2026-11-04')
  expect(await periods(id)).toEqual([])
})

test('of two payments the later day counts, whichever was told last', async () => {
  await on()
  const { id } = await debtor([{ due: '2026-11-05' }])
  await run()
  await pays(id, 300, '2026-11-15')
  await pays(id, 200, '2026-11-08')
  expect(await periods(id)).toEqual([['2026-11-05', '2026-11-15', 10]])
})
