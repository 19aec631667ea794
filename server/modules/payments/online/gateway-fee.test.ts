import { afterEach, beforeAll, expect, test } from 'vitest'
import { systemSession } from '#platform/jobs.ts'
import { openHouse, sar } from '#test/house.ts'
import { problemsOf } from '#test/invoicing.ts'
import { atTheGateway, check, openGateway, payAt } from '#test/pay-online.ts'
import { showPayment } from '../queries.ts'
import { settleAttempt } from './settle-attempt.ts'

const house = openHouse({ now: '2026-11-21T09:00:00+03:00' })
beforeAll(async () => {
  await openGateway(house)
})
afterEach(async () => expect(await problemsOf(house)).toEqual([]))

const balances = async () => {
  const rows = await house.sql<{ key: string; amount: number }>(
    `select a.key, sum(l.amount)::int as amount from journal_line l
     join account a on a.company_id = l.company_id and a.id = l.account_id
     where a.key in ('card_clearing', 'gateway_fees') group by a.key`,
  )
  return Object.fromEntries(rows.map(({ key, amount }) => [key, amount]))
}

test('what the gateway keeps is an expense, and it has that much less to pay out', async () => {
  const { token, attemptId, url } = await atTheGateway(house)
  await payAt(house, url)
  await Promise.all([1, 2, 3].map(() => check(house, token, attemptId)))
  const { paymentId } = await settleAttempt(
    systemSession(house.house, house.company.companyId),
    attemptId,
  )

  expect(await balances()).toEqual({ card_clearing: 297_00, gateway_fees: 3_00 })
  const payment = await showPayment(house.session(), { id: paymentId ?? '' })
  expect([payment.amount, payment.provider?.fee]).toEqual([sar(300), sar(3)])
  const lines = await house.sql("select 1 from audit where action = 'payments.fee_booked'")
  expect(lines).toHaveLength(1)
})

test('a fee that is not what was booked is found', async () => {
  const change = (by: number) => house.sql('update gateway_fee set amount = amount + $1', [by])
  await change(1)
  expect(await problemsOf(house)).toMatchObject([
    { invariant: 'gateway_fees_are_in_the_books', found: 1 },
  ])
  await change(-1)
})
