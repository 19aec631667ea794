import { expect, test } from 'vitest'
import { readSettings, saveSettings } from '#modules/payments/settings.ts'
import { systemSession } from '#platform/jobs.ts'
import { look } from '#platform/query.ts'
import { type Debtor, now, openChase } from '#test/chase.ts'
import { newId, sar } from '#test/house.ts'
import { employ } from '#test/matrix/staff.ts'
import { check, linkFor, openGateway, payAt, start } from '#test/pay-online.ts'
import { planLog } from '../agencies/evidence/plan-log.ts'
import { acceptPlan } from './answer.ts'
import { judgePlansJob } from './judge.ts'
import { acceptPlanOnPage, declinePlanOnPage, showPagePlan } from './page.ts'
import { proposePlan } from './propose.ts'
import { showPlan } from './queries.ts'

const { the, debtor, on } = openChase()

const owing = () => debtor([{ due: '2026-09-20', riyals: 800 }])
const propose = (late: Debtor, session = the.session()) =>
  proposePlan(session, {
    ...{ id: newId(), customerId: late.id, amount: sar(800), invoiceIds: [] },
    instalments: [
      { dueOn: '2026-11-24', minor: 300_00 },
      { dueOn: '2026-12-24', minor: 500_00 },
    ],
    ...{ graceDays: 5, breaksAfter: 1, answerBy: '2026-11-24', note: '' },
  })
const linkOf = async (late: Debtor) =>
  (
    await linkFor(
      the,
      late.id,
      late.invoices.map((id) => ({ id, itemId: '', number: '' })),
    )
  ).token
const guest = { address: '10.0.0.7', agent: 'phone' }
const accept = (token: string, planId: string) =>
  acceptPlanOnPage(
    { ...guest, house: the.house },
    { token, requestId: newId(), planId, name: 'سعد الدوسري', agreed: true, language: 'ar' },
  )
const toldOf = async (planId: string) =>
  (
    await the.sql<{ kind: string; user_id: string }>(
      `select kind, user_id from notification where about_id = $1 order by at, kind`,
      [planId],
    )
  ).map(({ kind, user_id: id }) => [kind, id])

test('an agreed instalment is paid online where parts are not taken, and nothing but its amount', async () => {
  await on()
  await openGateway(the)
  const settings = await look(the.session(), (from) => readSettings(from))
  await saveSettings(the.session(), { ...settings, partAllowed: false })
  const late = await owing()
  const token = await linkOf(late)
  const pay = (riyals: number) =>
    start(the, token, { invoiceIds: late.invoices, amount: sar(riyals) })
  const { id } = await propose(late)
  // An offer is no agreement yet.
  expect((await pay(300)).body.code).toBe('payments.part_not_allowed')
  await accept(token, id)
  expect((await showPagePlan(the.house, token)).plan?.toPay).toEqual(sar(300))
  for (const other of [299, 301, 500])
    expect((await pay(other)).body.code).toBe('payments.part_not_allowed')
  const begun = await pay(300)
  expect(begun.body.state).toBe('open')
  await payAt(the, begun.body.url)
  expect((await check(the, token, begun.body.attemptId)).body.state).toBe('paid')
  await the.drain()
  const after = await showPlan(the.session(), { id })
  expect([after.came, after.instalments[0]?.state]).toEqual([sar(300), 'paid'])
  // What comes next is agreed to as well, and may be paid before its day.
  expect((await pay(300)).body.code).toBe('payments.part_not_allowed')
  expect((await pay(500)).body.state).toBe('open')
  await saveSettings(the.session(), settings)
})

test('an instalment of one plan is no leave to pay a part of what is not on it', async () => {
  await openGateway(the)
  const settings = await look(the.session(), (from) => readSettings(from))
  await saveSettings(the.session(), { ...settings, partAllowed: false })
  const late = await debtor([
    { due: '2026-09-20', riyals: 800 },
    { due: '2026-10-20', riyals: 900 },
  ])
  const [planned = '', other = ''] = late.invoices
  const { id } = await proposePlan(the.session(), {
    ...{ id: newId(), customerId: late.id, amount: sar(800), invoiceIds: [planned] },
    instalments: [
      { dueOn: '2026-11-24', minor: 300_00 },
      { dueOn: '2026-12-24', minor: 500_00 },
    ],
    ...{ graceDays: 5, breaksAfter: 1, answerBy: '2026-11-24', note: '' },
  })
  await acceptPlan(the.session(), { id, by: 'أبو سعد', note: 'اتصال' })
  const token = await linkOf(late)
  const pay = async (invoiceIds: string[]) =>
    (await start(the, token, { invoiceIds, amount: sar(300) })).body
  expect((await pay([other])).code).toBe('payments.part_not_allowed')
  expect((await pay([planned, other])).code).toBe('payments.part_not_allowed')
  expect((await pay([planned])).state).toBe('open')
  await saveSettings(the.session(), settings)
})

test('whoever made a plan hears that it was agreed to, declined or broken, and not of their own doing', async () => {
  the.setNow(now)
  const maker = await employ(the, the.company, 'collector')
  const session = {
    ...the.session(),
    actor: { kind: 'user' as const, id: maker.ownerId, name: 'هند الحربي' },
  }
  const late = await owing()
  const token = await linkOf(late)
  const refused = await propose(late, session)
  await declinePlanOnPage(the.house, {
    ...{ token, requestId: newId(), planId: refused.id, reason: 'كبيرة' },
  })
  const { id } = await propose(late, session)
  await accept(token, id)
  await the.drain()
  expect(await toldOf(refused.id)).toEqual([['plan_declined', maker.ownerId]])
  expect(await toldOf(id)).toEqual([['plan_accepted', maker.ownerId]])
  the.setNow('2026-12-01T08:00:00Z')
  await judgePlansJob.run(systemSession(the.house, the.company.companyId), {})
  await the.drain()
  expect((await toldOf(id)).toSorted()).toEqual([
    ['plan_accepted', maker.ownerId],
    ['plan_broken', maker.ownerId],
  ])
  the.setNow(now)
  const own = await propose(await owing(), session)
  await acceptPlan(session, { id: own.id, by: 'أبو سعد', note: 'اتصال' })
  await the.drain()
  expect(await toldOf(own.id)).toEqual([])
})

test('the evidence of a debt tells its plans: who agreed to which words, and each instalment', async () => {
  the.setNow(now)
  const late = await owing()
  const { id } = await propose(late)
  await accept(await linkOf(late), id)
  const subject = { parties: [late.id], itemIds: [], invoiceIds: late.invoices }
  const [plans, parts] = await look(the.session(), (from) => planLog(from, subject))
  expect(plans?.rows).toHaveLength(1)
  expect(plans?.rows[0]?.join(' ')).toMatch(/سعد الدوسري[\s\S]*على قسطين/)
  expect(parts?.rows.map((row) => row[3])).toEqual(['300.00', '500.00'])
  const nothing = await look(the.session(), (from) =>
    planLog(from, { ...subject, invoiceIds: [newId()] }),
  )
  expect(nothing.map(({ rows }) => rows)).toEqual([[], []])
})
