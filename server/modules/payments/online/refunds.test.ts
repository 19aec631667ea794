import { afterEach, beforeAll, expect, test } from 'vitest'
import { systemSession } from '#platform/jobs.ts'
import { newId, openHouse, sar } from '#test/house.ts'
import { problemsOf } from '#test/invoicing.ts'
import {
  askProvider,
  atTheGateway as atTheGatewayOf,
  check,
  deliver,
  eventOf,
  type Online,
  openGateway,
  payAt,
  providerPayments,
  receiptsOf,
} from '#test/pay-online.ts'
import { left, paid } from '#test/payments.ts'
import { showPayment } from '../queries.ts'
import { recordPayment } from '../record-payment.ts'
import { refundPayment } from '../refund-payment.ts'
import { sendRefund } from './send-refund.ts'
import { settleAttempt } from './settle-attempt.ts'

const house = openHouse({ now: '2026-11-21T09:00:00+03:00' })
let online: Online
beforeAll(async () => {
  online = await openGateway(house)
})
afterEach(async () => expect(await problemsOf(house)).toEqual([]))

const system = () => systemSession(house.house, house.company.companyId)
const atTheGateway = () => atTheGatewayOf(house)

test('a refund goes out once, and money given back at the gateway lowers the books', async () => {
  const { customer, old, token, attemptId, url } = await atTheGateway()
  await recordPayment(house.session(), paid(customer, sar(300)))
  await payAt(house, url)
  await check(house, token, attemptId)
  const [receipt] = await receiptsOf(house, customer)
  const id = receipt?.id ?? ''

  await refundPayment(house.session(), {
    id: newId(),
    paymentId: id,
    amount: sar(100),
    way: 'gateway',
  })
  await house.drain()
  expect((await showPayment(house.session(), { id })).refunds).toMatchObject([
    { amount: sar(100), state: 'done', way: 'gateway' },
  ])
  const [there] = await providerPayments(house, url)
  expect(there).toMatchObject({ refunded: 100_00 })

  await askProvider(house, `/v1/payments/${there?.id}/refund`, { amount: 50_00 })
  await Promise.all([settleAttempt(system(), attemptId), settleAttempt(system(), attemptId)])
  expect(await showPayment(house.session(), { id })).toMatchObject({
    unapplied: sar(150),
    flag: 'refunded_outside',
    refunds: [{ amount: sar(100) }, { amount: sar(50), state: 'done' }],
  })
  expect(await left(house, old)).toBe(0)
})

test('money given back outside opens the invoice that it had paid', async () => {
  const { customer, old, token, attemptId, url } = await atTheGateway()
  await payAt(house, url)
  await check(house, token, attemptId)
  const [there] = await providerPayments(house, url)
  await askProvider(house, `/v1/payments/${there?.id}/refund`, {})
  const raw = eventOf(there ?? {}, online.secret, { type: 'payment_refunded' })
  await deliver(house, online.webhookPath, raw)
  await house.drain()
  expect(await left(house, old)).toBe(300_00)
  const [receipt] = await receiptsOf(house, customer)
  expect(receipt).toMatchObject({ flag: 'refunded_outside' })
})

test('a refund that the gateway refuses lies on the account again', async () => {
  const { customer, token, attemptId, url } = await atTheGateway()
  await recordPayment(house.session(), paid(customer, sar(300)))
  await payAt(house, url)
  await check(house, token, attemptId)
  const [receipt] = await receiptsOf(house, customer)
  const [there] = await providerPayments(house, url)
  const id = receipt?.id ?? ''
  await refundPayment(house.session(), {
    id: newId(),
    paymentId: id,
    amount: sar(200),
    way: 'gateway',
  })
  expect((await showPayment(house.session(), { id })).unapplied).toEqual(sar(100))
  await house.sql('update gateway_effect set provider_payment_id = $2 where payment_id = $1', [
    id,
    newId(),
  ])
  await house.drain()
  expect(await showPayment(house.session(), { id })).toMatchObject({
    unapplied: sar(300),
    refunds: [{ state: 'failed' }],
  })
  expect(there).toBeDefined()
})

test('a refund whose answer was lost is not sent again, and no other overtakes it', async () => {
  const { customer, token, attemptId, url } = await atTheGateway()
  await recordPayment(house.session(), paid(customer, sar(300)))
  await payAt(house, url)
  await check(house, token, attemptId)
  const [receipt] = await receiptsOf(house, customer)
  const paymentId = receipt?.id ?? ''
  const refund = (riyals: number, id = newId()) =>
    refundPayment(house.session(), { id, paymentId, amount: sar(riyals), way: 'gateway' })
  const state = async () => (await showPayment(house.session(), { id: paymentId })).refunds

  const id = newId()
  await refund(200, id)
  // The look at the payment is answered, the refund is carried out, and its answer is lost.
  const { answers } = house.simulators.moyasar.faults
  answers.push(null, 504)
  await sendRefund(system(), id)
  expect(await state()).toMatchObject([{ state: 'unknown' }])
  await expect(refund(50)).rejects.toMatchObject({ code: 'payments.refund_under_way' })

  await Promise.all([sendRefund(system(), id), sendRefund(system(), id)])
  expect(await state()).toMatchObject([{ amount: sar(200), state: 'done' }])
  expect((await providerPayments(house, url))[0]).toMatchObject({ refunded: 200_00 })
  await refund(50)
  await house.drain()
  expect(await state()).toMatchObject([{ state: 'done' }, { amount: sar(50), state: 'done' }])
  expect((await providerPayments(house, url))[0]).toMatchObject({ refunded: 250_00 })
})
