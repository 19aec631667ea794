import { expect, test } from 'vitest'
import { saveConsent } from '#modules/messaging/consents.ts'
import { systemSession } from '#platform/jobs.ts'
import { newId, openHouse, sar } from '#test/house.ts'
import { customerOf } from '#test/invoicing.ts'
import { owed } from '#test/payments.ts'
import { listPlans, previewPlan, savePlan, switchPlan } from './plans.ts'
import { listRuns, showRun } from './register.ts'
import { runStatementPlansJob } from './run.ts'

const house = openHouse({ now: '2026-11-22T09:00:00+03:00' })

type Plan = Parameters<typeof savePlan>[1]
const planOf = (change: Partial<Plan> = {}): Plan => ({
  ...{ id: newId(), name: 'كشف الشهر', every: 'week', day: 1, kind: 'activity' },
  ...{ whom: 'owing', tag: '', customerIds: [], channel: 'best' },
  ...change,
})
const run = async () => {
  await runStatementPlansJob.run(systemSession(house.house, house.company.companyId), {})
  await house.drain()
}
const mailsTo = (customerId: string) =>
  house.simulators.mail
    .inbox()
    .list()
    .filter(({ to }) => JSON.stringify(to).includes(customerId.slice(-6)))

test('a plan sends each debtor one statement on its day, and keeps why the others got none', async () => {
  house.setNow('2026-11-22T09:00:00+03:00')
  const [owes, mute, deaf, clear] = [
    await customerOf(house),
    await customerOf(house, { identities: [] }),
    await customerOf(house),
    await customerOf(house),
  ]
  for (const id of [owes, mute, deaf]) await owed(house, id, sar(300))
  await saveConsent(house.session(), {
    ...{ id: newId(), customerId: deaf, channel: 'email' },
    ...{ optedOut: true, evidence: 'قال ذلك بالهاتف' },
  })
  const plan = planOf()
  const { customerIds: _, ...rest } = plan
  const seen = await previewPlan(house.session(), { ...rest, customerIds: [] })
  expect(seen).toMatchObject({ nextOn: '2026-11-23', from: '2026-11-16', to: '2026-11-22' })
  expect([seen.total, seen.unreached]).toEqual([3, 2])
  expect(mailsTo(owes)).toEqual([])

  await savePlan(house.session(), plan)
  await run()
  expect((await listRuns(house.session(), { limit: 10 })).rows).toEqual([])
  house.setNow('2026-11-23T10:30:00+03:00')
  for (let again = 0; again < 2; again += 1) await run()
  expect([owes, mute, deaf, clear].map((id) => mailsTo(id).length)).toEqual([1, 0, 0, 0])
  const { rows } = await listRuns(house.session(), { limit: 10 })
  expect(rows).toMatchObject([{ total: 3, sent: 1, refused: 2, waiting: 0, on: '2026-11-23' }])
  const register = await showRun(house.session(), { id: rows[0]?.id ?? '' })
  const of = (id: string) => register.rows.find(({ customerId }) => customerId === id)
  expect(of(owes)).toMatchObject({ state: 'queued', channel: 'email', messageState: 'sent' })
  expect(of(mute)).toMatchObject({ state: 'refused', reason: 'no_address' })
  expect(of(deaf)).toMatchObject({ state: 'refused', reason: 'opted_out' })
  const { rows: plans } = await listPlans(house.session(), {})
  expect(plans).toMatchObject([{ nextOn: '2026-11-30', last: { sent: 1, refused: 2 } }])
})

test('who is tagged gets it, a rest is kept, and it goes on from the next day, not from those missed', async () => {
  house.setNow('2026-11-24T09:00:00+03:00')
  const tagged = await customerOf(house, { tags: ['شهري'] })
  const plan = await savePlan(
    house.session(),
    planOf({ every: 'month', day: 25, whom: 'tag', tag: 'شهري', name: 'وسم' }),
  )
  await switchPlan(house.session(), { id: plan.id, active: false })
  house.setNow('2026-11-26T10:00:00+03:00')
  await run()
  expect(mailsTo(tagged)).toEqual([])
  const after = await switchPlan(house.session(), { id: plan.id, active: true })
  expect(after).toMatchObject({ active: true, nextOn: '2026-12-25' })
  await run()
  expect(mailsTo(tagged)).toEqual([])
})

test('a statement of a plan does not go at night', async () => {
  house.setNow('2026-11-24T09:00:00+03:00')
  const customerId = await customerOf(house)
  await savePlan(
    house.session(),
    planOf({ day: 3, whom: 'chosen', customerIds: [customerId], name: 'ليلًا' }),
  )
  house.setNow('2026-11-25T23:30:00+03:00')
  await run()
  expect(mailsTo(customerId)).toEqual([])
})

test('the first working day of a month is the company’s own', async () => {
  house.setNow('2026-12-05T09:00:00+03:00')
  await house.sql(
    `insert into reminder_setting (company_id, calendar) values ($1, $2)
     on conflict (company_id) do update set calendar = excluded.calendar`,
    [house.company.companyId, JSON.stringify({ weekend: [0] })],
  )
  const { customerIds: _, ...plan } = planOf({ every: 'month_start', day: 0 })
  const seen = await previewPlan(house.session(), { ...plan, customerIds: [] })
  expect(seen).toMatchObject({ nextOn: '2027-01-01', from: '2026-12-01', to: '2026-12-31' })
})

test('whoever sees only some customers plans for those alone, by name', async () => {
  const customerId = await customerOf(house)
  const own = house.session({ 'payments.statements': 'own' })
  await expect(savePlan(own, planOf())).rejects.toMatchObject({ code: 'access.forbidden' })
  await expect(
    savePlan(own, planOf({ whom: 'chosen', customerIds: [customerId] })),
  ).rejects.toMatchObject({ code: 'contacts.customer_not_found' })
  expect(await listRuns(own, { limit: 10 })).toMatchObject({ rows: [], total: 0 })
  expect((await listPlans(own, {})).rows).toEqual([])
})

test('whoever sees only some customers changes no plan that reaches the others', async () => {
  const [mine, theirs] = [await customerOf(house), await customerOf(house)]
  await house.sql('update customer set owner_id = $2 where id = $1', [mine, house.company.ownerId])
  const own = house.session({ 'payments.statements': 'own' })
  const ofBoth = planOf({ whom: 'chosen', customerIds: [mine, theirs], name: 'لعميلين' })
  await savePlan(house.session(), ofBoth)
  const taken = planOf({ id: ofBoth.id, whom: 'chosen', customerIds: [mine] })
  const hidden = { code: 'payments.statement_plan_not_found' }
  await expect(savePlan(own, taken)).rejects.toMatchObject(hidden)
  await expect(switchPlan(own, { id: ofBoth.id, active: false })).rejects.toMatchObject(hidden)
  const ofOne = await savePlan(own, planOf({ whom: 'chosen', customerIds: [mine], name: 'لي' }))
  expect((await listPlans(own, {})).rows).toMatchObject([
    { id: ofOne.id, customers: [{ id: mine }] },
  ])
  const kept = (await listPlans(house.session(), {})).rows.find(({ id }) => id === ofBoth.id)
  expect(kept).toMatchObject({ active: true, customerIds: [mine, theirs].toSorted() })
})
