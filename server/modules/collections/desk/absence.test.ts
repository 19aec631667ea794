import { beforeAll, expect, test } from 'vitest'
import { defaultDeskSettings } from '#core/collections/desk/settings.ts'
import { DeskInput } from '#core/collections/desk-api.ts'
import { Refusal } from '#core/refusal.ts'
import { addUser } from '#modules/people/index.ts'
import { myAvailability, setAvailability } from '#modules/people/work.ts'
import type { Session } from '#platform/session.ts'
import { now, openChase } from '#test/chase.ts'
import { newId } from '#test/house.ts'
import { markAbsence } from './absence.ts'
import { assignDebtors, listCollectors } from './assign.ts'
import { listDesk } from './queue.ts'
import { changeDeskSettings } from './settings.ts'

const { the, debtor, on } = openChase()

let colleagueId = ''
const colleague = (): Session => ({
  ...the.session(['collections.read', 'collections.work', 'contacts.read']),
  actor: { kind: 'user', id: colleagueId, name: 'ماجد العتيبي' },
})
const rowOf = async (customerId: string) => {
  const input = DeskInput.parse({ whose: 'all', limit: 200 })
  const { rows } = await listDesk(the.session(), input)
  return rows.find((row) => row.customerId === customerId)
}
const asCollector = async () =>
  (await listCollectors(the.session(), {})).rows.find(({ user }) => user.id === colleagueId)
const logged = () =>
  the.sql<{ before: unknown; after: unknown }>(
    `select before, after from audit
     where company_id = $1 and action = 'collections.absence_marked' and about_id = $2 order by seq`,
    [the.company.companyId, colleagueId],
  )

beforeAll(async () => {
  the.setNow(now)
  await on()
  colleagueId = await addUser(the.session(), {
    ...{ name: 'ماجد العتيبي', email: 'majed@example.com', role: 'collector' as const },
    password: 'صباح الخير يا تبوك',
  })
  await changeDeskSettings(the.session(), defaultDeskSettings)
})

test('whom a lead marks absent has a stand-in at once, however long nobody sees them, until they are back', async () => {
  const late = await debtor([{ due: '2026-11-12' }])
  await assignDebtors(the.session(), { customerIds: [late.id], userId: colleagueId })
  await the.drain()
  expect((await rowOf(late.id))?.collector?.id).toBe(colleagueId)

  await markAbsence(the.session(), { userId: colleagueId, away: true })
  await the.drain()
  expect((await rowOf(late.id))?.standsInFor?.id).toBe(colleagueId)
  expect(await asCollector()).toMatchObject({ available: false, away: true })

  the.setNow('2026-11-23T08:00:00Z')
  expect(await asCollector()).toMatchObject({ available: false, away: true })

  await markAbsence(the.session(), { userId: colleagueId, away: false })
  await the.drain()
  expect(await asCollector()).toMatchObject({ available: true, away: false })
  expect((await rowOf(late.id))?.collector?.id).toBe(colleagueId)
  the.setNow(now)
  expect((await logged()).map(({ before, after }) => [before, after])).toEqual([
    [{ absent: false }, { absent: true }],
    [{ absent: true }, { absent: false }],
  ])
})

test('who was marked absent is told by whom, and ends it themselves', async () => {
  await markAbsence(the.session(), { userId: colleagueId, away: true })
  const told = await myAvailability(colleague())
  expect(told.awaySince?.slice(0, 16)).toBe('2026-11-22T08:00')
  expect(told.by).toBe(the.session().actor.name)
  await setAvailability(colleague(), { availability: 'online' })
  expect(await myAvailability(colleague())).toMatchObject({ awaySince: null, by: null })
  expect((await asCollector())?.available).toBe(true)
})

test('marking twice writes nothing, and somebody who does not work at the desk is not marked', async () => {
  const before = (await logged()).length
  await markAbsence(the.session(), { userId: colleagueId, away: false })
  expect((await logged()).length).toBe(before)
  const attempt = markAbsence(the.session(), { userId: newId(), away: true })
  await expect(attempt).rejects.toThrow(Refusal)
  await expect(
    markAbsence(colleague(), { userId: the.session().actor.id ?? '', away: true }),
  ).rejects.toThrow(Refusal)
})
