import { afterEach, expect, test } from 'vitest'
import { look } from '#platform/query.ts'
import { bankOf } from '#test/bank.ts'
import { client } from '#test/browserless.ts'
import { depositsOf, tokenOf } from '#test/deposits.ts'
import { newId, openHouse, sar } from '#test/house.ts'
import { customerOf, problemsOf } from '#test/invoicing.ts'
import { page } from '#test/pay-online.ts'
import { left, owed, paid } from '#test/payments.ts'
import { pdfFile } from '#test/pdf-file.ts'
import { showLine } from '../bank/lines.ts'
import { matchSure } from '../bank/match-line.ts'
import { confirmNotice, linkNotice } from '../notices/decide-notice.ts'
import { showNotice } from '../notices/list-notices.ts'
import { openNotices } from '../notices/open.ts'
import { recordPayment } from '../record-payment.ts'
import { reversePayment } from '../reverse-payment.ts'
import { exportDeposits } from './export.ts'
import { showDeposit } from './queries.ts'
import { cancelDeposit } from './request.ts'

const house = openHouse({ now: '2026-11-22T09:00:00+03:00' })
afterEach(async () => expect(await problemsOf(house)).toEqual([]))

const { ask } = depositsOf(house)
const { taken } = bankOf(house)

const tell = (token: string, riyals: number, id = newId()) =>
  client(house)('POST', `/pay/${token}/notices`, {
    ...{ id, amount: sar(riyals), paidOn: '2026-11-22', reference: 'FT2632600042' },
    file: pdfFile('receipt.pdf'),
  })
const confirming = (id: string, riyals: number) => ({
  ...{ id, paymentId: newId(), amount: sar(riyals), paidOn: '2026-11-22' },
})

// Only the link of an invoice took «I transferred»: who paid an advance by transfer wrote to somebody.
test('what a customer says they transferred for an advance is confirmed into it, and settles no debt', async () => {
  const customerId = await customerOf(house)
  const debt = await owed(house, customerId, sar(900))
  const { id, link, number } = await ask(customerId)
  const token = tokenOf(link?.url)
  const notice = newId()
  expect((await tell(token, 300, notice)).status).toBe(200)
  expect((await page(house, token)).body.notice).toMatchObject({ amount: sar(300) })
  const asked = await showDeposit(house.session(), { id })
  expect(asked.notices).toEqual([{ id: notice, amount: sar(300), paidOn: '2026-11-22' }])
  const resting = await look(house.session(), (from) => openNotices(from, [customerId]))
  expect(resting.size).toBe(0)
  expect((await showNotice(house.session(), { id: notice })).deposit).toEqual({
    ...{ id, number, due: sar(300), waits: true },
  })

  const done = await confirmNotice(house.session(), confirming(notice, 350))
  const after = await showDeposit(house.session(), { id })
  expect(after).toMatchObject({ state: 'paid', paid: sar(300), notices: [] })
  expect(after.payments.map((each) => each.id)).toEqual([done.paymentId])
  expect(await left(house, debt)).toBe(900_00)

  await reversePayment(house.session(), { id: done.paymentId ?? '', reason: 'mistake' })
  expect(await showDeposit(house.session(), { id })).toMatchObject({ state: 'requested' })
})

test('a notice that is linked to a payment in the books pays its advance with what no invoice took', async () => {
  const customerId = await customerOf(house)
  const { id, link } = await ask(customerId)
  const notice = newId()
  await tell(tokenOf(link?.url), 200, notice)
  const payment = await recordPayment(house.session(), paid(customerId, sar(200)))
  await linkNotice(house.session(), { id: notice, paymentId: payment.id })
  expect(await showDeposit(house.session(), { id })).toMatchObject({
    ...{ state: 'requested', paid: sar(200) },
  })
})

test('what was said for an advance that was cancelled meanwhile lies on the account', async () => {
  const customerId = await customerOf(house)
  const debt = await owed(house, customerId, sar(900))
  const { id, link } = await ask(customerId)
  const notice = newId()
  await tell(tokenOf(link?.url), 300, notice)
  await cancelDeposit(house.session(), { id, reason: 'عدل عن الطلب' })
  await confirmNotice(house.session(), confirming(notice, 300))
  expect(await left(house, debt)).toBe(900_00)
  expect(await showDeposit(house.session(), { id })).toMatchObject({ paid: sar(0) })
})

test('a line of the bank that is what was said for an advance is proposed for it, and answers the notice', async () => {
  const customerId = await customerOf(house)
  await owed(house, customerId, sar(120))
  const { id, link } = await ask(customerId)
  const notice = newId()
  await tell(tokenOf(link?.url), 120, notice)
  const [line = ''] = await taken(['2026-11-21', 'حوالة واردة FT2632600042', 120])
  const { proposals } = await showLine(house.session(), { id: line })
  const [best] = proposals
  expect(best).toMatchObject({ depositId: id, noticeId: notice, customerId })
  await matchSure(house.session(), { lines: [{ lineId: line, newPaymentId: newId() }] })
  expect(await showDeposit(house.session(), { id })).toMatchObject({ paid: sar(120), notices: [] })
  expect((await showNotice(house.session(), { id: notice })).state).toBe('confirmed')
})

test('the list of requests is a file of what it shows, for whoever may take lists away', async () => {
  const customerId = await customerOf(house)
  const { number } = await ask(customerId)
  const other = await ask(await customerOf(house))
  const filter = { customerId, direction: 'desc' as const }
  const text = await (await exportDeposits(house.session(), filter)).text()
  expect(text.split('\r\n')).toHaveLength(3)
  expect(text).toContain(`${number},دفعة مقدمة,`)
  expect(text).toContain(',SAR,300.00,0.00,0.00,0.00,0.00,2026-11-29,2026-11-22,بانتظار السداد,')
  expect(text).not.toContain(other.number)
  await expect(exportDeposits(house.session(['payments.read']), filter)).rejects.toMatchObject({
    code: 'access.forbidden',
  })
})
