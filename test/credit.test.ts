import { expect, test } from 'vitest'
import type { PaymentTerms } from '#core/contacts/terms.ts'
import { GrantCredit } from '#core/credit/api.ts'
import { ApplyForCredit } from '#core/credit/application.ts'
import { type CreditPolicy, defaultCreditPolicy } from '#core/credit/policy.ts'
import { eraseCustomer } from '#modules/contacts/erase-customer.ts'
import { lockCustomer } from '#modules/contacts/index.ts'
import {
  applyForCredit,
  changeApplication,
  withdrawApplication,
} from '#modules/credit/applications.ts'
import { attachDocument, removeDocument } from '#modules/credit/documents.ts'
import {
  approveApplication,
  grantCredit,
  holdCredit,
  refuseApplication,
  releaseCredit,
} from '#modules/credit/grant.ts'
import { exportCredit, listCredit } from '#modules/credit/list.ts'
import { mayBuy } from '#modules/credit/may-buy.ts'
import { reviewCreditJob } from '#modules/credit/review.ts'
import { changeSettings } from '#modules/credit/settings.ts'
import { checkCredit, showCredit } from '#modules/credit/standing.ts'
import { createInvoice, postInvoice } from '#modules/invoicing/create-invoice.ts'
import { recordPayment } from '#modules/payments/record-payment.ts'
import { reversePayment } from '#modules/payments/reverse-payment.ts'
import { command } from '#platform/command.ts'
import { systemSession } from '#platform/jobs.ts'
import { pdfFile } from '#test/pdf-file.ts'
import { newId, openHouse, sar } from './house.ts'
import { customerOf, registerSeller, written } from './invoicing.ts'
import { owed, paid } from './payments.ts'

const house = openHouse({ now: '2026-11-22T09:00:00+03:00' })

const rule = (change: Partial<CreditPolicy> = {}) =>
  changeSettings(house.session(), { ...defaultCreditPolicy, enforcement: 'refuse', ...change })
const days = (count: number) => ({ kind: 'days_from_invoice' as const, days: count })
const grant = (customerId: string, riyals: number, change: object = {}) =>
  grantCredit(
    house.session(),
    GrantCredit.parse({
      ...{ customerId, limit: sar(riyals), terms: days(30), reviewOn: '2027-05-22' },
      ...{ reason: 'تعامل حسن', ...change },
    }),
  )
const asked = (customerId: string, change: object = {}) =>
  ApplyForCredit.parse({
    ...{ id: newId(), customerId, limit: sar(50_000), terms: days(60) },
    ...{ note: 'موسم رمضان', references: [{ name: 'مورّد سابق', said: 'يسدد في موعده' }] },
    ...{ checks: [{ kind: 'registration', outcome: 'good', note: 'ساري' }], ...change },
  })
/** An invoice of 1,150 riyals on the customer's own terms. */
const sell = (customerId: string, change: object = {}) =>
  createInvoice(house.session(), written(customerId, change))
const codeOf = (attempt: Promise<unknown>) =>
  attempt.then(
    () => 'done',
    (error: { code?: string }) => error.code,
  )
const newsOf = async (customerId: string) =>
  (
    await house.sql<{ name: string }>(
      `select name from event where customer_id = $1 and name like 'credit.%' order by seq`,
      [customerId],
    )
  ).map(({ name }) => name)

test('before a company has a policy it sells as it always did', async () => {
  await registerSeller(house)
  const customer = await customerOf(house)
  expect(await codeOf(sell(customer))).toBe('done')
  expect(await checkCredit(house.session(), { id: customer, minor: 100 })).toMatchObject({
    ruled: false,
    enforcement: 'warn',
    allowed: false,
    reasons: [{ code: 'cash_only' }],
  })
})

test('a new customer buys for cash until a limit is granted, and then up to it', async () => {
  await rule()
  const customer = await customerOf(house)
  expect(await codeOf(sell(customer))).toBe('credit.on_hold')
  expect(await codeOf(sell(customer, { terms: { kind: 'immediate' } }))).toBe('done')
  await grant(customer, 2_500)
  expect(await codeOf(sell(customer))).toBe('done')
  await expect(sell(customer)).rejects.toMatchObject({
    code: 'credit.on_hold',
    facts: { reason: 'over_limit', amount: 950_00, limit: 2_500_00, headroom: 200_00 },
  })
})

test('what is granted becomes the customer’s terms, and its end ends it', async () => {
  await rule()
  const customer = await customerOf(house, { terms: null })
  await grant(customer, 9_000, { terms: days(45), validUntil: '2026-12-01' })
  const invoice = await sell(customer, { issuedOn: '2026-11-22' })
  expect([invoice.terms, invoice.dueOn]).toEqual([days(45), '2027-01-06'])
  house.setNow('2026-12-02T09:00:00+03:00')
  expect(await codeOf(sell(customer))).toBe('credit.on_hold')
  house.setNow('2026-11-22T09:00:00+03:00')
})

test('a grant begins with the customer’s own terms, and with the policy’s where they have none', async () => {
  await rule()
  const own = { kind: 'end_of_month' as const, days: 15, early: { basisPoints: 200, days: 10 } }
  const first = async (terms: PaymentTerms | null) =>
    (await checkCredit(house.session(), { id: await customerOf(house, { terms }), minor: 0 })).first
      .terms
  expect(await first(own)).toEqual(own)
  expect(await first(null)).toEqual(days(30))
  expect(await first({ kind: 'immediate' })).toEqual(days(30))
})

test('a draft is posted by the same door, and a bulk of old balances by none', async () => {
  await rule()
  const customer = await customerOf(house)
  const draft = await sell(customer, { post: false })
  const post = (session = house.session(), creditOverride?: string) =>
    postInvoice(session, { id: draft.id, creditOverride })
  expect(await codeOf(post())).toBe('credit.on_hold')
  await owed(house, customer, sar(7_000))
  const clerk = house.session(['invoicing.post'])
  expect(await codeOf(post(clerk, 'طلب المدير'))).toBe('access.forbidden')
  expect(await codeOf(post(house.session(), 'وعد بالسداد غدًا'))).toBe('done')
  const [kept] = await house.sql<{ because: string[]; reason: string; amount: number }>(
    'select because, reason, amount from credit_override where about_id = $1',
    [draft.id],
  )
  expect(kept).toEqual({
    because: ['cash_only'],
    reason: 'وعد بالسداد غدًا',
    amount: 1_150_00,
  })
  expect(await newsOf(customer)).toEqual(['credit.overridden'])
})

test('what was delivered already is invoiced whatever the credit says', async () => {
  await rule()
  const customer = await customerOf(house)
  expect(await codeOf(sell(customer, { deliveredOn: '2026-11-21' }))).toBe('done')
})

test('an old debt stops the credit, a release opens it until its day, a hold closes it', async () => {
  await rule({ graceDays: 5, overdueDays: 30 })
  const customer = await customerOf(house)
  await grant(customer, 90_000)
  await owed(house, customer, sar(400), '2026-10-01')
  await expect(sell(customer)).rejects.toMatchObject({
    facts: { reason: 'overdue_age', days: 52, headroom: 0 },
  })
  await releaseCredit(house.session(), {
    customerId: customer,
    reason: 'دفع نصف الدين',
    until: '2026-11-30',
  })
  expect(await codeOf(sell(customer))).toBe('done')
  await holdCredit(house.session(), { customerId: customer, reason: 'قضية قائمة' })
  await expect(sell(customer)).rejects.toMatchObject({ facts: { reason: 'held' } })
  expect(
    await codeOf(holdCredit(house.session(), { customerId: customer, reason: 'مرة أخرى' })),
  ).toBe('credit.already_held')
  await releaseCredit(house.session(), { customerId: customer, reason: 'انتهت', until: null })
  await expect(sell(customer)).rejects.toMatchObject({ facts: { reason: 'overdue_age' } })
  expect(await newsOf(customer)).toEqual([
    'credit.granted',
    'credit.released',
    'credit.held',
    'credit.released',
  ])
})

test('a cheque that bounced stops the credit for some time and asks for a review', async () => {
  await rule({ breachDays: 30 })
  const customer = await customerOf(house)
  await grant(customer, 90_000)
  const { id } = await recordPayment(house.session(), paid(customer, sar(100)))
  await reversePayment(house.session(), { id, reason: 'bounced' })
  await house.drain()
  await expect(sell(customer)).rejects.toMatchObject({ facts: { reason: 'cheque_bounced' } })
  expect(await newsOf(customer)).toEqual(['credit.granted', 'credit.review_due'])
  const { rows } = await listCredit(house.session(), list('review'))
  expect(rows.map((row) => row.customerId)).toEqual([customer])
  house.setNow('2026-12-23T09:00:00+03:00')
  expect(await codeOf(sell(customer))).toBe('done')
  house.setNow('2026-11-22T09:00:00+03:00')
})

const list = (view: 'all' | 'held' | 'over' | 'review' | 'applied') => ({
  ...{ view, limit: 50, sort: 'headroom' as const, direction: 'asc' as const },
})

/** A sales order as its module will make one: its own book of what is ordered, behind the door. */
function orderBook() {
  const book = new Map<string, number>()
  return command(
    'invoicing.draft',
    async (
      work,
      { id, customerId, riyals }: { id: string; customerId: string; riyals: number },
    ) => {
      await lockCustomer(work, customerId)
      const ordersMinor = [...book.values()].reduce((sum, minor) => sum + minor, 0)
      await mayBuy(work, { kind: 'order', id, customerId, amount: sar(riyals), ordersMinor })
      book.set(id, sar(riyals).minor)
      return ordersMinor + sar(riyals).minor
    },
    { name: `test.order_${newId().slice(-6)}` },
  )
}

test('twenty orders at once never come to more than the limit together', async () => {
  await rule()
  const customer = await customerOf(house)
  await grant(customer, 1_000)
  const order = orderBook()
  const ends = await Promise.allSettled(
    Array.from({ length: 20 }, () =>
      order(house.session(), { id: newId(), customerId: customer, riyals: 300 }),
    ),
  )
  const sums = ends.flatMap((end) => (end.status === 'fulfilled' ? [end.value] : []))
  expect(sums.toSorted((a, b) => a - b)).toEqual([300_00, 600_00, 900_00])
  const why = ends.flatMap((end) => (end.status === 'rejected' ? [end.reason.code] : []))
  expect(new Set(why)).toEqual(new Set(['credit.on_hold']))
})

test('an order that is paid ahead needs no credit', async () => {
  await rule()
  const customer = await customerOf(house)
  const prepaid = command(
    'invoicing.draft',
    (work, id: string) =>
      mayBuy(work, { kind: 'order', id, customerId: customer, amount: sar(500), prepaid: true }),
    { name: 'test.prepaid' },
  )
  expect(await codeOf(prepaid(house.session(), newId()))).toBe('done')
})

test('an application is filled, documented and granted for less than was asked', async () => {
  await rule()
  const customer = await customerOf(house)
  const applied = await applyForCredit(house.session(), asked(customer))
  expect(await codeOf(applyForCredit(house.session(), asked(customer)))).toBe(
    'credit.application_open',
  )
  const { id } = applied
  const document = { id, documentId: newId() }
  await attachDocument(house.session(), { ...document, ...pdfFile('register.pdf') })
  await attachDocument(house.session(), { id, documentId: newId(), ...pdfFile('bank.pdf') })
  const left = await removeDocument(house.session(), document)
  expect(left.documents.map(({ name }) => name)).toEqual(['bank.pdf'])
  const { customerId: _, ...said } = asked(customer, { id, limit: sar(40_000) })
  await changeApplication(house.session(), said)
  const approved = await approveApplication(house.session(), {
    ...{ id, limit: sar(20_000), terms: days(30), conditions: 'ضمان شخصي', validUntil: null },
    reviewOn: '2027-05-22',
  })
  expect(approved).toMatchObject({
    state: 'approved',
    limit: sar(40_000),
    decision: { limit: sar(20_000), conditions: 'ضمان شخصي' },
  })
  const { standing } = await showCredit(house.session(), { id: customer })
  expect(standing).toMatchObject({ allowed: true, headroom: sar(20_000), limit: sar(20_000) })
  expect(await codeOf(refuseApplication(house.session(), { id, reason: 'تأخرنا' }))).toBe(
    'credit.application_ended',
  )
  await house.drain()
})

test('an application is declined with a reason, or withdrawn', async () => {
  await rule()
  const customer = await customerOf(house)
  const { id } = await applyForCredit(house.session(), asked(customer))
  const refused = await refuseApplication(house.session(), { id, reason: 'نعيد النظر بعد 6 أشهر' })
  expect([refused.state, refused.decision?.reason]).toEqual(['refused', 'نعيد النظر بعد 6 أشهر'])
  const second = await applyForCredit(house.session(), asked(customer))
  const gone = await withdrawApplication(house.session(), { id: second.id })
  expect(gone.state).toBe('withdrawn')
})

test('above the authority of whoever decides, whoever sets the policy decides', async () => {
  await rule({ authorityLimit: sar(10_000).minor })
  const customer = await customerOf(house)
  const clerk = house.session(['credit.decide', 'credit.read'])
  const large = GrantCredit.parse({
    ...{ customerId: customer, limit: sar(10_001), terms: days(30) },
    ...{ reviewOn: '2027-01-01', reason: 'طلب العميل' },
  })
  expect(await codeOf(grantCredit(clerk, large))).toBe('credit.above_authority')
  expect(await codeOf(grantCredit(clerk, { ...large, limit: sar(10_000) }))).toBe('done')
  expect(await codeOf(grantCredit(house.session(), large))).toBe('done')
})

test('who paid twelve invoices in time has earned a limit from what they buy', async () => {
  await rule({ rewardAfter: 6 })
  const customer = await customerOf(house)
  for (let month = 0; month < 12; month++) {
    const dueOn = `2026-${String(Math.min(11, month + 1)).padStart(2, '0')}-20`
    await owed(house, customer, sar(1_200), dueOn)
    await recordPayment(house.session(), paid(customer, sar(1_200), { paidOn: dueOn }))
  }
  const { proposal } = await showCredit(house.session(), { id: customer })
  expect(proposal).toMatchObject({
    paidCount: 12,
    streak: 12,
    averageDaysLate: 0,
    rewardPercent: 10,
    tooNew: false,
  })
  expect(proposal.limit.minor).toBeGreaterThan(sar(2_000).minor)
})

test('late payment is weighed by its amount, and ends the row of payments in time', async () => {
  const customer = await customerOf(house)
  for (const [riyals, dueOn, paidOn] of [
    [100, '2026-08-01', '2026-08-01'],
    [300, '2026-09-01', '2026-09-21'],
    [100, '2026-10-01', '2026-09-30'],
  ] as const) {
    await owed(house, customer, sar(riyals), dueOn)
    await recordPayment(house.session(), paid(customer, sar(riyals), { paidOn }))
  }
  const { proposal } = await showCredit(house.session(), { id: customer })
  expect(proposal).toMatchObject({ averageDaysLate: 12, paidCount: 3, streak: 1 })
})

test('the list says who is held, over the limit or asks, within the reader’s reach', async () => {
  await rule()
  const [over, held, asks] = [
    await customerOf(house, { name: 'ألف للتجارة', ownerId: house.company.ownerId }),
    await customerOf(house, { name: 'باء للتجارة' }),
    await customerOf(house, { name: 'تاء للتجارة' }),
  ]
  await grant(over, 100)
  await owed(house, over, sar(150), '2026-12-01')
  await grant(held, 100)
  await holdCredit(house.session(), { customerId: held, reason: 'بطلب المالك' })
  await applyForCredit(house.session(), asked(asks))
  const ids = async (view: 'held' | 'over' | 'applied', session = house.session()) =>
    (await listCredit(session, { ...list(view), q: 'للتجارة' })).rows.map((row) => row.customerId)
  expect(await ids('over')).toEqual([over])
  expect(await ids('held')).toEqual([held])
  expect(await ids('applied')).toEqual([asks])
  expect(await ids('held', house.session({ 'credit.read': 'own' }))).toEqual([])
  const { sums, counts, total } = await listCredit(house.session(), {
    ...list('all'),
    q: 'للتجارة',
  })
  expect([total, sums.limit, sums.exposure]).toEqual([3, sar(200), sar(150)])
  expect(counts.applied).toBeGreaterThan(0)
  const file = await exportCredit(house.session(), { ...list('over'), q: 'ألف' })
  expect(await file.text()).toContain('ألف للتجارة')
})

test('every morning says once whose day of review has come, and who came to owe too long', async () => {
  await rule({ graceDays: 0, overdueDays: 10 })
  const [day, late, calm] = [
    await customerOf(house),
    await customerOf(house),
    await customerOf(house),
  ]
  await grant(day, 100, { reviewOn: '2026-12-01' })
  await grant(late, 100)
  await grant(calm, 100)
  await owed(house, late, sar(10), '2026-11-25')
  house.setNow('2026-12-06T09:00:00+03:00')
  const run = () => reviewCreditJob.run(systemSession(house.house, house.company.companyId), {})
  await run()
  await run()
  house.setNow('2026-12-07T09:00:00+03:00')
  await run()
  expect(await newsOf(day)).toEqual(['credit.granted', 'credit.review_due'])
  expect(await newsOf(late)).toEqual(['credit.granted', 'credit.review_due'])
  expect(await newsOf(calm)).toEqual(['credit.granted'])
  house.setNow('2026-11-22T09:00:00+03:00')
})

test('of a person who is erased the figures stay, and what was said and attached goes', async () => {
  const customer = await customerOf(house, { kind: 'person', vatNumber: null })
  const { id } = await applyForCredit(house.session(), asked(customer))
  await attachDocument(house.session(), { id, documentId: newId(), ...pdfFile('id-card.pdf') })
  await holdCredit(house.session(), { customerId: customer, reason: 'سبب شخصي' })
  await eraseCustomer(house.session(), { id: customer })
  await house.drain()
  const [row] = await house.sql<{ text: string }>(
    `select a::text || p::text || (select count(*) from credit_document d where d.application_id = a.id)::text as text
     from credit_application a join credit_profile p on p.customer_id = a.customer_id where a.id = $1`,
    [id],
  )
  for (const word of ['رمضان', 'مورّد', 'ساري', 'شخصي']) expect(row?.text).not.toContain(word)
})
