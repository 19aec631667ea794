import { expect, test } from 'vitest'
import type { ProposePlan } from '#core/collections/plan-api.ts'
import { eraseCustomer } from '#modules/contacts/erase-customer.ts'
import { recordPayment } from '#modules/payments/record-payment.ts'
import { reversePayment } from '#modules/payments/reverse-payment.ts'
import { systemSession } from '#platform/jobs.ts'
import { client } from '#test/browserless.ts'
import { type Debtor, openChase } from '#test/chase.ts'
import { newId, sar } from '#test/house.ts'
import { linkFor } from '#test/pay-online.ts'
import { acceptPlan, cancelPlan } from './answer.ts'
import { judgePlansJob } from './judge.ts'
import { sendPlan } from './letter.ts'
import { downloadPlan } from './print.ts'
import { proposePlan } from './propose.ts'
import { listPlans, planGround, showPlan } from './queries.ts'
import { remindInstalmentsJob } from './remind.ts'
import { changePlanSettings } from './settings.ts'

const { the, debtor, mailsTo, run, rowsOf, codes, on } = openChase()

const all = { limit: 50, sort: 'proposed_at', direction: 'desc' } as const
const three = [
  { dueOn: '2026-11-24', minor: 300_00 },
  { dueOn: '2026-12-24', minor: 300_00 },
  { dueOn: '2027-01-24', minor: 200_00 },
]
const offer = (of: Debtor, change: Partial<ProposePlan> = {}): ProposePlan => ({
  ...{ id: newId(), customerId: of.id, amount: sar(800), invoiceIds: [], instalments: three },
  ...{ graceDays: 5, breaksAfter: 1, answerBy: '2026-11-24', note: '' },
  ...change,
})
const propose = (...asked: Parameters<typeof offer>) => proposePlan(the.session(), offer(...asked))
const agree = async (of: Debtor, change: Partial<ProposePlan> = {}) => {
  const { id } = await propose(of, change)
  return acceptPlan(the.session(), { id, by: 'أبو سعد', note: 'وافق في اتصال' })
}
const owing = () =>
  debtor([
    { due: '2026-09-20', riyals: 500 },
    { due: '2026-10-20', riyals: 300 },
  ])
const paid = async (of: Debtor, riyals: number, change: { paidOn?: string; shares?: [] } = {}) => {
  const id = newId()
  await recordPayment(the.session(), {
    ...{ id, customerId: of.id, amount: sar(riyals), method: 'transfer' as const },
    ...{ paidOn: '2026-11-22', sendReceipt: false, ...change },
  })
  await the.drain()
  return id
}
const at = async (day: string) => {
  the.setNow(`${day}T08:00:00Z`)
  await judgePlansJob.run(systemSession(the.house, the.company.companyId), {})
  await the.drain()
}
const remind = async () => {
  await remindInstalmentsJob.run(systemSession(the.house, the.company.companyId), {})
  await the.drain()
}
const stateOf = async ({ id }: { id: string }) => {
  const { state, came, instalments } = await showPlan(the.session(), { id })
  return [state, came.minor / 100, ...instalments.map((each) => each.state)]
}
const told = async (of: Debtor) =>
  (
    await the.sql<{ name: string }>(
      `select name from event where customer_id = $1 and (name like 'collections.payment_plan%'
         or name like 'collections.instalment%') order by seq`,
      [of.id],
    )
  ).map(({ name }) => name.replace('collections.', '').replace('payment_plan_', ''))
const refused = (made: Promise<unknown>) =>
  made.then(
    () => 'nothing',
    (error: { code?: string; facts?: Record<string, unknown> }) => [
      error.code,
      error.facts?.['fault'] ?? null,
    ],
  )

async function page(late: Debtor) {
  const links = late.invoices.map((id) => ({ id, itemId: '', number: '' }))
  const { token } = await linkFor(the, late.id, links)
  const call = client(the)
  const answer = (path: string, planId: string, more: object, requestId = newId()) =>
    call('POST', `/pay/${token}/plan/${path}`, { planId, requestId, ...more })
  return {
    see: async () => (await call('GET', `/pay/${token}/plan`)).body as { plan: unknown },
    accept: (planId: string, requestId?: string) =>
      answer(
        'acceptance',
        planId,
        { name: 'سعد الدوسري', agreed: true, language: 'ar' },
        requestId,
      ),
    decline: (planId: string) => answer('refusal', planId, { reason: 'الأقساط كبيرة' }),
  }
}

test('agreed to by the link, an instalment is asked for alone, paid, and the plan is kept', async () => {
  await on()
  const late = await owing()
  const made = await propose(late)
  await sendPlan(the.session(), { id: made.id, requestId: newId() })
  await the.drain()
  expect(mailsTo(late)[0]?.text).toMatch(/على 3 أقساط.*\/pay\/[\w-]{43}\/plan/s)

  const { see, accept } = await page(late)
  expect((await see()).plan).toMatchObject({ id: made.id, state: 'proposed', amount: sar(800) })
  const requestId = newId()
  const answers = await Promise.all([1, 2].map(() => accept(made.id, requestId)))
  expect(answers.map(({ status }) => status)).toEqual([200, 200])
  const agreed = await showPlan(the.session(), { id: made.id })
  expect(agreed.accepted).toMatchObject({ how: 'link', by: 'سعد الدوسري' })
  expect(agreed.accepted?.address).not.toBeNull()
  expect(agreed.terms).toContain('على 3 أقساط')

  // Everything is on the plan: the ladder waits, and the plan's own reminder asks for 300.
  the.setNow('2026-11-23T08:00:00Z')
  await run()
  const [held] = await rowsOf(late)
  expect([held?.state, codes(held)]).toEqual(['held', ['plan_on_track']])
  await remind()
  await remind()
  const mails = mailsTo(late)
  const [reminder] = mails.filter(({ text }) => text.includes('قسطًا من خطة السداد'))
  expect(mails.length).toBe(2)
  expect(reminder?.text).toContain('300.00')
  expect(reminder?.text).not.toContain('800.00')

  await paid(late, 300, { paidOn: '2026-11-23' })
  expect(await stateOf(made)).toEqual(['active', 300, 'paid', 'upcoming', 'upcoming'])
  the.setNow('2026-12-20T08:00:00Z')
  await paid(late, 500, { paidOn: '2026-12-20' })
  expect(await stateOf(made)).toEqual(['kept', 800, 'paid', 'paid', 'paid'])
  expect(await told(late)).toEqual(['proposed', 'accepted', 'kept'])
})

test('an instalment that does not come by its grace breaks the plan, and all is asked for again', async () => {
  await on()
  const late = await owing()
  const made = await agree(late)
  await at('2026-11-29')
  expect(await stateOf(made)).toEqual(['active', 0, 'late', 'upcoming', 'upcoming'])
  await at('2026-11-30')
  expect(await stateOf(made)).toEqual(['broken', 0, 'missed', 'upcoming', 'upcoming'])
  expect(await told(late)).toEqual(['proposed', 'accepted', 'instalment_missed', 'broken'])
  await run()
  const [row] = await rowsOf(late)
  expect([row?.amount.minor, codes(row)]).toEqual([800_00, ['needs_approval']])
})

test('a plan that allows one miss goes on, and only what was missed is asked for by the ladder', async () => {
  await on()
  const late = await owing()
  const made = await agree(late, { breaksAfter: 2 })
  await at('2026-11-30')
  expect((await stateOf(made))[0]).toBe('active')
  await run()
  const [row] = await rowsOf(late)
  expect([row?.amount.minor, codes(row)]).toEqual([300_00, ['needs_approval']])
})

test('a payment that bounces opens the plan again, and one told late mends a broken one', async () => {
  the.setNow('2026-11-22T08:00:00Z')
  const late = await owing()
  const made = await agree(late)
  const paymentId = await paid(late, 800)
  expect((await stateOf(made))[0]).toBe('kept')
  await reversePayment(the.session(), { id: paymentId, reason: 'bounced' })
  await the.drain()
  expect(await stateOf(made)).toEqual(['active', 0, 'upcoming', 'upcoming', 'upcoming'])
  await at('2026-12-05')
  expect((await stateOf(made))[0]).toBe('broken')
  await paid(late, 300, { paidOn: '2026-11-28' })
  expect((await stateOf(made))[0]).toBe('active')
  expect((await told(late)).slice(2)).toEqual([
    ...['kept', 'reopened', 'instalment_missed', 'broken', 'reopened'],
  ])
})

test('money that lies on the account unallocated keeps the instalment from being asked for', async () => {
  await on()
  const late = await owing()
  await agree(late)
  await paid(late, 300, { shares: [] })
  the.setNow('2026-11-23T08:00:00Z')
  await remind()
  expect(mailsTo(late)).toEqual([])
  const [notice] = await the.sql<{ state: string; reasons: string[] }>(
    `select n.state, n.reasons from payment_plan_notice n join payment_plan p on p.id = n.plan_id
     where p.customer_id = $1`,
    [late.id],
  )
  expect([notice?.state, notice?.reasons[0]]).toEqual(['held', 'nothing_owed'])
})

test('a new offer ends the one before it, and once agreed to it takes the place of a plan', async () => {
  the.setNow('2026-11-22T08:00:00Z')
  const late = await owing()
  const first = await propose(late)
  const second = await agree(late)
  expect((await stateOf(first))[0]).toBe('replaced')
  const third = await propose(late)
  expect((await stateOf(second))[0]).toBe('active')
  const agreed = await acceptPlan(the.session(), { id: third.id, by: 'أبو سعد', note: 'بالبريد' })
  expect(agreed.replaces).toBe(second.id)
  expect((await stateOf(second))[0]).toBe('replaced')
  await expect(
    acceptPlan(the.session(), { id: first.id, by: 'أبو سعد', note: 'متأخرًا' }),
  ).rejects.toMatchObject({ code: 'collections.payment_plan_answered' })
})

test('a plan is declined on the page, cancelled by a colleague, or runs out unanswered', async () => {
  the.setNow('2026-11-22T08:00:00Z')
  const late = await owing()
  const made = await propose(late)
  const { see, accept, decline } = await page(late)
  expect((await decline(made.id)).status).toBe(200)
  expect((await see()).plan).toMatchObject({ state: 'declined' })
  expect((await accept(made.id)).status).toBe(409)

  const stands = await agree(late)
  const ended = await cancelPlan(the.session(), { id: stands.id, reason: 'اتفقنا على غيره' })
  expect(ended.ended?.reason).toBe('اتفقنا على غيره')
  await expect(
    cancelPlan(the.session(), { id: stands.id, reason: 'مرة أخرى' }),
  ).rejects.toMatchObject({ code: 'collections.payment_plan_ended' })

  const waits = await propose(late)
  await at('2026-11-25')
  expect((await stateOf(waits))[0]).toBe('expired')
  expect((await accept(waits.id)).status).toBe(409)
})

test('of a plan that spreads more than the link was made for, its holder learns nothing', async () => {
  the.setNow('2026-11-22T08:00:00Z')
  const late = await owing()
  const made = await propose(late)
  const [one = ''] = late.invoices
  const narrow = await page({ ...late, invoices: [one] })
  expect(await narrow.see()).toEqual({ plan: null })
  expect((await narrow.accept(made.id)).status).toBe(404)
})

test('a plan of more than is owed, out of order, over its day or not adding up is refused', async () => {
  the.setNow('2026-11-22T08:00:00Z')
  await changePlanSettings(the.session(), {
    ...{ graceDays: 5, breaksAfter: 1, daysAhead: 90, remindDays: 2 },
  })
  const late = await owing()
  const with2 = (dueOn: string, minor = 300_00) => ({
    instalments: [three[0] ?? { dueOn, minor }, { dueOn, minor }],
    amount: sar(600),
  })
  expect(await refused(propose(late, { amount: sar(900) }))).toEqual([
    ...['collections.plan_schedule', 'not_the_sum'],
  ])
  expect(
    await refused(propose(late, { ...with2('2026-12-24', 700_00), amount: sar(1000) })),
  ).toEqual(['collections.plan_of_more_than_owed', null])
  expect(await refused(propose(late, with2('2026-11-24')))).toEqual([
    ...['collections.plan_schedule', 'not_ascending'],
  ])
  expect(await refused(propose(late, with2('2027-03-24')))).toEqual([
    ...['collections.plan_schedule', 'too_far'],
  ])
  expect(await refused(propose(late, { ...with2('2026-12-24'), answerBy: '2026-12-01' }))).toEqual([
    'collections.plan_answer_by',
    null,
  ])
  expect((await planGround(the.session(), { id: late.id })).offers[0]?.owed).toEqual(sar(800))
})

test('a plan of a customer out of reach is not there, to read, to accept, to send or to cancel', async () => {
  the.setNow('2026-11-22T08:00:00Z')
  const late = await owing()
  const { id } = await propose(late)
  const grants = { 'collections.payment_plan': 'own', 'collections.read': 'own' } as const
  const session = the.session(grants)
  const gone = { code: 'collections.payment_plan_not_found', facts: { id } }
  await expect(showPlan(session, { id })).rejects.toMatchObject(gone)
  await expect(acceptPlan(session, { id, by: 'سعد', note: 'قال' })).rejects.toMatchObject(gone)
  await expect(cancelPlan(session, { id, reason: 'لا' })).rejects.toMatchObject(gone)
  await expect(sendPlan(session, { id, requestId: newId() })).rejects.toMatchObject(gone)
  expect((await listPlans(session, all)).rows).toEqual([])
})

test('the statement of a plan is printed as it stands', async () => {
  the.setNow('2026-11-22T08:00:00Z')
  const late = await owing()
  const { id } = await agree(late)
  const file = await downloadPlan(the.session(), { id })
  expect(file.type).toBe('application/pdf')
  expect(
    Buffer.from(await file.arrayBuffer())
      .subarray(0, 5)
      .toString(),
  ).toBe('%PDF-')
})

test('an erased customer leaves the plan and takes who spoke with them', async () => {
  the.setNow('2026-11-22T08:00:00Z')
  const late = await debtor([{ due: '2026-09-20', riyals: 800 }])
  const { id } = await agree(late, { note: 'أبو سعد قال' })
  await paid(late, 800)
  await the.sql("update customer set kind = 'person' where id = $1", [late.id])
  await eraseCustomer(the.session(), { id: late.id })
  await the.drain()
  const plan = await showPlan(the.session(), { id })
  expect([plan.state, plan.note, plan.accepted?.by, plan.accepted?.note]).toEqual([
    ...['kept', '', '—', ''],
  ])
})
