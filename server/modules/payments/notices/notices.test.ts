import { afterEach, expect, test } from 'vitest'
import type { OpenNotice } from '#core/payments/api.ts'
import { look } from '#platform/query.ts'
import { newId, openHouse, sar } from '#test/house.ts'
import { customerOf, problemsOf } from '#test/invoicing.ts'
import { linkFor, page } from '#test/pay-online.ts'
import { left, owed, paid } from '#test/payments.ts'
import { recordPayment } from '../record-payment.ts'
import { reversePayment } from '../reverse-payment.ts'
import { confirmNotice, linkNotice, refuseNotice, withdrawNotice } from './decide-notice.ts'
import { listNotices, showNotice } from './list-notices.ts'
import { openNotices } from './open.ts'
import { openNotice } from './open-notice.ts'

const house = openHouse({ now: '2026-11-21T09:00:00+03:00' })
afterEach(async () => expect(await problemsOf(house)).toEqual([]))

const picture = Buffer.from('\xff\xd8\xff receipt', 'latin1').toString('base64')
const said = (customerId: string, change: Partial<OpenNotice> = {}): OpenNotice => ({
  id: newId(),
  customerId,
  amount: sar(400),
  paidOn: '2026-11-20',
  bank: 'الراجحي',
  reference: 'FT26325ABC',
  ...change,
})
const resting = async (customerId: string) =>
  (await look(house.session(), (from) => openNotices(from, [customerId]))).get(customerId)
const confirming = (id: string, change = {}) => ({
  ...{ id, paymentId: newId(), amount: sar(400), paidOn: '2026-11-20' },
  ...change,
})

test('while a notice waits its customer rests; confirmed, it is a payment of the oldest invoice', async () => {
  const customer = await customerOf(house)
  const old = await owed(house, customer, sar(300), '2026-09-01')
  const recent = await owed(house, customer, sar(500), '2026-11-01')
  const notice = await openNotice(
    house.session(),
    said(customer, { file: { name: 'receipt.jpg', content: picture } }),
  )
  expect(notice).toMatchObject({
    state: 'open',
    source: 'staff',
    file: { name: 'receipt.jpg', mime: 'image/jpeg' },
  })
  expect(await resting(customer)).toEqual({ since: '2026-11-21' })

  const done = await confirmNotice(house.session(), confirming(notice.id))

  expect(done).toMatchObject({ state: 'confirmed', endedBy: 'نورة السبيعي' })
  expect(done.paymentNumber).toMatch(/^RC-2026-/)
  expect([await left(house, old), await left(house, recent)]).toEqual([0, 400_00])
  expect(await resting(customer)).toBeUndefined()
})

test('a notice is booked once, by however many at once', async () => {
  const customer = await customerOf(house)
  const invoice = await owed(house, customer, sar(1000))
  const { id } = await openNotice(house.session(), said(customer))

  const tries = await Promise.allSettled(
    [1, 2, 3, 4].map(() => confirmNotice(house.session(), confirming(id))),
  )

  expect(tries.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
  expect(await left(house, invoice)).toBe(600_00)
  expect(await house.sql('select 1 from payment where customer_id = $1', [customer])).toHaveLength(
    1,
  )
})

test('the same confirmation sent twice gets the same answer', async () => {
  const customer = await customerOf(house)
  const { id } = await openNotice(house.session(), said(customer))
  const input = confirming(id)
  const [first, second] = await Promise.all([1, 2].map(() => confirmNotice(house.session(), input)))
  expect(second?.paymentId).toBe(first?.paymentId)
})

test('what arrived may be another amount, and go to a named invoice', async () => {
  const customer = await customerOf(house)
  const old = await owed(house, customer, sar(300), '2026-09-01')
  const recent = await owed(house, customer, sar(500), '2026-11-01')
  const { id } = await openNotice(house.session(), said(customer))
  const shares = [{ itemId: recent.itemId, amount: sar(350) }]
  await confirmNotice(house.session(), confirming(id, { amount: sar(390), shares }))
  expect([await left(house, old), await left(house, recent)]).toEqual([300_00, 150_00])
})

test('refused, the customer is told politely and in their language; without the tick they are not', async () => {
  const customer = await customerOf(house)
  const other = await customerOf(house)
  const first = await openNotice(house.session(), said(customer))
  const second = await openNotice(house.session(), said(other))
  const reason = 'لم نجد حوالة بهذا المبلغ'
  const done = await refuseNotice(house.session(), { id: first.id, reason, tell: true })
  await refuseNotice(house.session(), { id: second.id, reason, tell: false })

  expect(done).toMatchObject({ state: 'refused', reason, paymentId: null })
  const messages = await house.sql<{ about_id: string; body: string }>(
    "select about_id, body from message where about_kind = 'payment_notice'",
  )
  expect(messages.map(({ about_id: about }) => about)).toEqual([first.id])
  expect(messages[0]?.body).toContain(reason)
  expect(await resting(customer)).toBeUndefined()
})

test('what has ended cannot end again', async () => {
  const { id } = await openNotice(house.session(), said(await customerOf(house)))
  await withdrawNotice(house.session(), { id })
  for (const again of [
    () => withdrawNotice(house.session(), { id }),
    () => refuseNotice(house.session(), { id, reason: 'لا', tell: false }),
    () => confirmNotice(house.session(), confirming(id)),
  ])
    await expect(again()).rejects.toMatchObject({ code: 'payments.notice_ended' })
})

test('a payment that was a mistake opens its notice again', async () => {
  const customer = await customerOf(house)
  const { id } = await openNotice(house.session(), said(customer))
  const { paymentId } = await confirmNotice(house.session(), confirming(id))
  await reversePayment(house.session(), { id: paymentId ?? '', reason: 'mistake' })
  expect(await showNotice(house.session(), { id })).toMatchObject({
    state: 'open',
    paymentId: null,
  })
  expect(await resting(customer)).toBeDefined()
})

test('a notice speaks of money that was sent, and brings a picture or a PDF', async () => {
  const customer = await customerOf(house)
  const tries = [
    [{ paidOn: '2026-11-22' }, 'payments.paid_in_the_future'],
    [
      { file: { name: 'a.html', content: Buffer.from('<html>').toString('base64') } },
      'file.kind_refused',
    ],
    [{ messageId: newId() }, 'payments.notice_message'],
  ] as const
  for (const [change, code] of tries)
    await expect(openNotice(house.session(), said(customer, change))).rejects.toMatchObject({
      code,
    })
})

test('a collector sees and notes those of their own customers alone', async () => {
  const customer = await customerOf(house)
  const { id } = await openNotice(house.session(), said(customer))
  const stranger = house.session({ 'payments.read': 'own', 'payments.notice': 'own' })
  const mine = {
    ...stranger,
    actor: { ...stranger.actor, id: newId() },
  }
  expect((await listNotices(mine, { limit: 50 })).rows).toEqual([])
  await expect(showNotice(mine, { id })).rejects.toMatchObject({
    code: 'payments.notice_not_found',
  })
  await expect(withdrawNotice(mine, { id })).rejects.toMatchObject({
    code: 'payments.notice_not_found',
  })
})

const tell = (token: string, body: object) =>
  house.http.request(`/api/v1/pay/${token}/notices`, {
    method: 'POST',
    body: JSON.stringify(body),
    headers: { 'content-type': 'application/json', 'content-length': '1' },
  })

test('the holder of a pay link says that they paid: once for a double click, and the page knows it', async () => {
  const customer = await customerOf(house)
  const { token } = await linkFor(house, customer, [await owed(house, customer, sar(400))])
  const { customerId: _, ...body } = said(customer, {
    file: { name: 'إيصال.jpg', content: picture },
  })
  const replies = await Promise.all([1, 2].map(() => tell(token, body)))
  expect(replies.map(({ status }) => status)).toEqual([200, 200])

  const { rows } = await listNotices(house.session(), { customerId: customer, limit: 10 })
  expect(rows).toMatchObject([{ source: 'pay_page', hasFile: true, amount: sar(400) }])
  expect((await page(house, token)).body.notice).toEqual({ amount: sar(400), paidOn: '2026-11-20' })
  expect(await resting(customer)).toBeDefined()
  const [files] = await house.sql<{ count: number }>(
    "select count(*)::int as count from file where name = 'إيصال.jpg'",
  )
  expect(files?.count).toBe(1)
})

test('a page that keeps telling is braked, and only so many wait', async () => {
  const customer = await customerOf(house)
  const { token } = await linkFor(house, customer, [await owed(house, customer, sar(400))])
  const codes: number[] = []
  for (let count = 0; count < 12; count++) {
    const { customerId: _, ...body } = said(customer)
    codes.push((await tell(token, body)).status)
  }
  expect(codes.filter((code) => code === 200)).toHaveLength(5)
  expect(codes.slice(-2)).toEqual([429, 429])
})

test('a notice whose money is in the books already says so, and is ended by that payment', async () => {
  const customer = await customerOf(house)
  await owed(house, customer, sar(900))
  const { id } = await openNotice(house.session(), said(customer))
  const known = await recordPayment(
    house.session(),
    paid(customer, sar(400), { paidOn: '2026-11-19' }),
  )
  const stranger = await customerOf(house)
  const other = await recordPayment(
    house.session(),
    paid(stranger, sar(400), { paidOn: '2026-11-19' }),
  )
  const seen = await showNotice(house.session(), { id })
  expect(seen.payments).toMatchObject([{ id: known.id, number: known.number, amount: sar(400) }])
  await expect(linkNotice(house.session(), { id, paymentId: other.id })).rejects.toMatchObject({
    code: 'payments.payment_not_found',
  })
  const done = await linkNotice(house.session(), { id, paymentId: known.id })
  expect(done).toMatchObject({ state: 'confirmed', paymentNumber: known.number, payments: [] })
  const again = await openNotice(house.session(), said(customer))
  expect(again.payments).toEqual([])
  await expect(
    linkNotice(house.session(), { id: again.id, paymentId: known.id }),
  ).rejects.toMatchObject({ code: 'payments.payment_answers' })
})

test('who guesses a pay link is turned away before a file is read', async () => {
  let pulled = 0
  const body = new ReadableStream({
    pull: (flow) => {
      pulled += 1
      if (pulled > 60) flow.close()
      else flow.enqueue(new Uint8Array(100_000))
    },
  })
  const reply = await house.http.request(`/api/v1/pay/${'x'.repeat(43)}/notices`, {
    ...{ method: 'POST', body, duplex: 'half' },
    headers: { 'content-type': 'application/json', 'content-length': '6000000' },
  })
  expect([reply.status, ((await reply.json()) as { code: string }).code]).toEqual([
    404,
    'payments.link_not_found',
  ])
  expect(pulled).toBeLessThan(5)
})
