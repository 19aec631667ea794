import { afterEach, beforeAll, expect, test } from 'vitest'
import { look } from '#platform/query.ts'
import { depositsOf, tokenOf } from '#test/deposits.ts'
import { newId, openHouse, sar } from '#test/house.ts'
import { customerOf, problemsOf } from '#test/invoicing.ts'
import { check, openGateway, page, payAt, receiptsOf, start } from '#test/pay-online.ts'
import { owed } from '#test/payments.ts'
import { payable } from '../online/pay-page.ts'
import { settleAttempt } from '../online/settle-attempt.ts'
import { saveSettings } from '../settings.ts'
import { showDeposit } from './queries.ts'
import { cancelDeposit } from './request.ts'

const house = openHouse({ now: '2026-11-22T09:00:00+03:00' })
beforeAll(async () => void (await openGateway(house)))
afterEach(async () => expect(await problemsOf(house)).toEqual([]))

const { ask, pay } = depositsOf(house)

// The link asked for all that the customer owed where the settings let links show everything.
test('its link asks for it alone, whole, and the gateway pays it', async () => {
  const customerId = await customerOf(house)
  await owed(house, customerId, sar(900))
  await saveSettings(house.session(), {
    ...{ linkShowsAllOpen: true, partAllowed: true, linkDays: 30, receiptsByMail: false },
  })
  const { id, link, number } = await ask(customerId)
  const token = tokenOf(link?.url)
  const { body } = await page(house, token)
  expect(body.invoices).toEqual([])
  expect(body.deposit).toMatchObject({ number, amount: sar(300), state: 'requested' })
  expect(await start(house, token, { invoiceIds: [], amount: sar(100) })).toMatchObject({
    body: { code: 'payments.part_not_allowed' },
  })

  const begun = await start(house, token, { invoiceIds: [] })
  await payAt(house, begun.body.url)
  const checked = await check(house, token, begun.body.attemptId)
  expect(checked.body).toMatchObject({ state: 'paid', receipt: { onAccount: sar(300) } })
  const [receipt] = await receiptsOf(house, customerId)
  expect(await showDeposit(house.session(), { id })).toMatchObject({
    ...{ state: 'paid', unapplied: sar(300), payments: [{ id: receipt?.id }], link: null },
  })
  expect(await start(house, token, { invoiceIds: [] })).toMatchObject({
    body: { code: 'payments.nothing_to_pay' },
  })
})

test('the link of a request never shows a debt, nor is an invoice payable through it', async () => {
  const customerId = await customerOf(house)
  await owed(house, customerId, sar(900))
  const link = { id: newId(), customerId, invoiceIds: [], depositId: newId() }
  expect(await look(house.session(), (from) => payable(from, link))).toEqual([])
})

test('a cancelled request keeps its number, and its link is over', async () => {
  const customerId = await customerOf(house)
  const { id, number, link } = await ask(customerId)
  const over = await cancelDeposit(house.session(), { id, reason: 'عدل عن الطلب' })
  expect(over).toMatchObject({ state: 'cancelled', number, link: null, moves: [] })
  expect((await page(house, tokenOf(link?.url))).status).toBe(410)
  await expect(pay(id)).rejects.toMatchObject({ code: 'payments.deposit_cannot' })
})

// Money that the gateway took for a cancelled request was tagged to it, and nobody looked at it.
test('a request that is cancelled while it is paid stays cancelled, and its money is marked', async () => {
  const customerId = await customerOf(house)
  const { id, link } = await ask(customerId)
  const token = tokenOf(link?.url)
  const begun = await start(house, token, { invoiceIds: [] })
  await cancelDeposit(house.session(), { id })
  house.setNow('2026-11-22T09:10:00+03:00')
  await payAt(house, begun.body.url)
  await settleAttempt(house.session(), begun.body.attemptId)
  expect(await showDeposit(house.session(), { id })).toMatchObject({
    ...{ state: 'cancelled', paid: sar(0) },
  })
  expect(await receiptsOf(house, customerId)).toMatchObject([{ flag: 'late' }])
})

test('what comes through the link after a part was paid by hand is its rest, the other lies over', async () => {
  const customerId = await customerOf(house)
  const { id, link } = await ask(customerId)
  const token = tokenOf(link?.url)
  const begun = await start(house, token, { invoiceIds: [] })
  await pay(id, 100)
  await payAt(house, begun.body.url)
  await check(house, token, begun.body.attemptId)
  expect(await showDeposit(house.session(), { id })).toMatchObject({
    ...{ state: 'paid', paid: sar(300), payments: [{ amount: sar(100) }, { amount: sar(200) }] },
  })
})

test('cancelled at the very moment of its payment, it is one or the other', async () => {
  for (let round = 0; round < 5; round += 1) {
    const customerId = await customerOf(house)
    const { id, link } = await ask(customerId)
    const token = tokenOf(link?.url)
    const begun = await start(house, token, { invoiceIds: [] })
    await payAt(house, begun.body.url)
    await Promise.allSettled([
      settleAttempt(house.session(), begun.body.attemptId),
      cancelDeposit(house.session(), { id }),
      settleAttempt(house.session(), begun.body.attemptId),
    ])
    const { state, paid } = await showDeposit(house.session(), { id })
    expect([state, paid.minor]).toEqual(paid.minor > 0 ? ['paid', 30_000] : ['cancelled', 0])
    expect(await receiptsOf(house, customerId)).toHaveLength(1)
  }
})
