import { beforeAll, expect, test } from 'vitest'
import { DeskSegment, defaultDeskSettings } from '#core/collections/desk/settings.ts'
import { DeskInput } from '#core/collections/desk-api.ts'
import { systemSession } from '#platform/jobs.ts'
import type { Session } from '#platform/session.ts'
import { type Debtor, now, openChase } from '#test/chase.ts'
import { newId } from '#test/house.ts'
import { employ } from '#test/matrix/staff.ts'
import { markAbsence } from './absence.ts'
import { assignDebtors } from './assign.ts'
import { rebuildDesk, sweepDeskJob } from './build.ts'
import { showProgress } from './progress.ts'
import { listDesk } from './queue.ts'
import { changeDeskSettings } from './settings.ts'

const { the, debtor, on } = openChase()

let salesId = ''
/** Works at the desk, for their own customers alone. */
const sales = (): Session => ({
  ...the.session(),
  actor: { kind: 'user', id: salesId, name: 'هند' },
  grants: new Map([
    ['collections.work', 'own'],
    ['collections.read', 'own'],
    ['contacts.read', 'own'],
  ]),
  teamIds: [salesId],
})
const own = ({ id }: Debtor) =>
  the.sql('update customer set owner_id = $2 where id = $1', [id, salesId])
const queueOf = async (session: Session, whose: 'mine' | 'all', when: 'now' | 'later' = 'now') => {
  const asked = DeskInput.parse({ whose, when, limit: 200 })
  const { rows, total } = await listDesk(session, asked)
  expect(rows).toHaveLength(total)
  return rows
}
const built = async () => {
  await rebuildDesk(the.session(), {})
  await the.drain()
}

beforeAll(async () => {
  the.setNow(now)
  await on()
  salesId = (await employ(the, the.company, 'sales')).ownerId
  await the.sql(
    `insert into member_grant (company_id, member_id, permission, scope)
     select company_id, id, 'collections.work', 'own' from member where id = $1`,
    [salesId],
  )
})

test('a rule gives nobody a customer whom they may not see', async () => {
  const [mine, other] = [
    await debtor([{ due: '2026-11-12' }]),
    await debtor([{ due: '2026-11-10' }]),
  ]
  await own(mine)
  const rule = { name: 'الكل', userIds: [salesId], segment: DeskSegment.parse({}) }
  await changeDeskSettings(the.session(), { ...defaultDeskSettings, rules: [rule] })
  await built()
  const all = await queueOf(the.session(), 'all')
  const collectorOf = (of: Debtor) => all.find((row) => row.customerId === of.id)?.collector?.id
  expect(collectorOf(mine)).toBe(salesId)
  expect(collectorOf(other)).toBeUndefined()
  const rows = await queueOf(sales(), 'mine')
  expect(rows.map(({ customerId }) => customerId)).toEqual([mine.id])
  await changeDeskSettings(the.session(), defaultDeskSettings)
  await built()
})

test('nobody is given a customer by hand whom they may not see', async () => {
  const other = await debtor([{ due: '2026-11-10' }])
  await expect(
    assignDebtors(the.session(), { customerIds: [other.id], userId: salesId }),
  ).rejects.toMatchObject({ code: 'collections.out_of_collectors_reach' })
  await own(other)
  await assignDebtors(the.session(), { customerIds: [other.id], userId: salesId })
  await the.drain()
  const rows = await queueOf(sales(), 'mine')
  expect(rows.map(({ customerId }) => customerId)).toContain(other.id)
  // Whose owner is somebody else by now is everybody's again.
  await the.sql('update customer set owner_id = null where id = $1', [other.id])
  await built()
  const row = (await queueOf(the.session(), 'all')).find((each) => each.customerId === other.id)
  expect(row?.collector).toBeNull()
})

test('the day’s figures of who sees their own customers alone are of those alone', async () => {
  const [mine, other] = [
    await debtor([{ due: '2026-11-12' }]),
    await debtor([{ due: '2026-11-10' }]),
  ]
  await own(mine)
  await built()
  const rows = await queueOf(sales(), 'mine')
  const progress = await showProgress(sales(), {})
  expect([progress.waiting, progress.of]).toEqual([rows.length, rows.length])
  for (const whose of ['mine', 'all'] as const)
    for (const when of ['now', 'later'] as const) {
      const seen = (await queueOf(sales(), whose, when)).map(({ customerId }) => customerId)
      expect(seen).not.toContain(other.id)
    }
})

test('whom no colleague who is there may see is not built anew again and again while they are away', async () => {
  const late = await debtor([{ due: '2026-11-12' }])
  await own(late)
  await assignDebtors(the.session(), { customerIds: [late.id], userId: salesId })
  const bossId = the.session().actor.id ?? ''
  const teamId = (await employ(the, the.company, 'sales')).ownerId
  await the.sql(
    `insert into member_grant (company_id, member_id, permission, scope)
     select company_id, id, 'collections.work', 'team' from member where id = $1`,
    [teamId],
  )
  const departmentId = newId()
  await the.sql('insert into department values ($1, $2, $3)', [
    ...[the.company.companyId, departmentId, 'فرع جدة'],
  ])
  await the.sql('insert into member_department select $1, unnest($2::uuid[]), $3', [
    the.company.companyId,
    [teamId, bossId],
    departmentId,
  ])
  for (const userId of [salesId, bossId]) await markAbsence(the.session(), { userId, away: true })
  await the.drain()

  const swept = async (at: string) => {
    the.setNow(at)
    await sweepDeskJob.run(systemSession(the.house, the.company.companyId), {})
    await the.drain()
    const [row] = await the.sql<{ built_at: Date; collector_id: string }>(
      'select built_at, collector_id from desk_row where customer_id = $1',
      [late.id],
    )
    return row
  }
  const once = await swept('2026-11-22T08:05:00Z')
  const again = await swept('2026-11-22T08:10:00Z')
  expect(once?.collector_id).toBe(salesId)
  expect(again?.built_at).toEqual(once?.built_at)

  // Their own colleague may see them now, and has them.
  await the.sql('insert into member_department values ($1, $2, $3)', [
    ...[the.company.companyId, salesId, departmentId],
  ])
  expect((await swept('2026-11-22T08:15:00Z'))?.collector_id).toBe(teamId)
  the.setNow(now)
})
