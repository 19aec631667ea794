import { expect, test } from 'vitest'
import { showCard } from '#modules/collections/desk/card.ts'
import { systemSession } from '#platform/jobs.ts'
import { openAgency, sendToAgency } from '#test/agency.ts'
import { type Debtor, now, openChase } from '#test/chase.ts'
import { newId, sar } from '#test/house.ts'
import { employ } from '#test/matrix/staff.ts'
import { saveAgencySettings } from './agencies.ts'
import { startReferralsJob } from './jobs.ts'
import { approveReferral, recallReferral, refer } from './refer.ts'

const { the, debtor } = openChase()

const cardOf = ({ id }: Debtor) => showCard(the.session(), { id })
const past = async (of: Debtor) =>
  (await cardOf(of)).happenings.flatMap(({ kind, by, facts }) =>
    kind === 'referral' ? [[facts['state'], by]] : [],
  )
const me = () => the.session().actor.name

test('the desk says when a referral begins, since when the agency has it, and that it was recalled', async () => {
  await saveAgencySettings(the.session(), { approvalNeeded: false, noticeDays: 7 })
  const { id } = await openAgency(the)
  const late = await debtor([
    { due: '2026-11-17', riyals: 300 },
    { due: '2026-11-18', riyals: 500 },
  ])
  const invoiceIds = late.invoices.slice(0, 1)
  const made = await sendToAgency(the.session(), late, id, { invoiceIds, notify: true })
  const agency = made.agencyName
  const prepared = await cardOf(late)
  expect(prepared.referrals).toEqual([
    { id: made.id, state: 'prepared', agency, left: sar(300), on: '2026-11-29' },
  ])
  expect(prepared.balance).toEqual(sar(500))
  expect(prepared.happenings[0]).toMatchObject({
    facts: { state: 'prepared', minor: 300_00, agency, due: '2026-11-29' },
  })
  the.setNow('2026-11-29T05:00:00Z')
  await startReferralsJob.run(systemSession(the.house, the.company.companyId), {})
  expect((await cardOf(late)).referrals).toMatchObject([{ state: 'begun', on: '2026-11-29' }])
  the.setNow('2026-12-01T08:00:00Z')
  await recallReferral(the.session(), { id: made.id, reason: 'اتفقنا معه' })
  expect((await cardOf(late)).referrals).toEqual([])
  expect(await past(late)).toEqual([
    ['recalled', me()],
    ['begun', me()],
    ['made', me()],
  ])
  the.setNow(now)
})

test('a referral that waits for a colleague is still ours; given up, it never began', async () => {
  await saveAgencySettings(the.session(), { approvalNeeded: true, noticeDays: 7 })
  const { id: agencyId } = await openAgency(the)
  const late = await debtor([{ due: '2026-11-17', riyals: 300 }])
  const made = await refer(the.session(), {
    ...{ id: newId(), agencyId, customerId: late.id, invoiceIds: late.invoices },
    ...{ reason: 'لا يرد منذ أشهر', notify: true },
  })
  const waits = await cardOf(late)
  expect([waits.balance, waits.referrals[0]?.state]).toEqual([sar(300), 'waits'])
  expect(await past(late)).toEqual([['waits', me()]])
  const { ownerId } = await employ(the, the.company, 'manager')
  const actor = { kind: 'user' as const, id: ownerId, name: 'خالد' }
  await approveReferral({ ...the.session(), actor }, { id: made.id })
  expect((await cardOf(late)).referrals[0]?.state).toBe('prepared')
  the.setNow('2026-11-23T08:00:00Z')
  await recallReferral(the.session(), { id: made.id, reason: 'سدّد بعضها' })
  expect(await past(late)).toEqual([
    ['given_up', me()],
    ['made', me()],
  ])
  the.setNow(now)
})

test('what an agency has at once was not prepared first, and the desk names who referred it', async () => {
  await saveAgencySettings(the.session(), { approvalNeeded: false, noticeDays: 0 })
  const { id } = await openAgency(the)
  const late = await debtor([{ due: '2026-11-17', riyals: 300 }])
  await sendToAgency(the.session(), late, id)
  expect(await past(late)).toEqual([['referred', me()]])
})
