import { isOpen } from '#core/hours.ts'
import type { AgentRow } from '#core/inbox/report.ts'
import { activeUsers, workersOf } from '#modules/people/index.ts'
import { query } from '#platform/query.ts'
import { readSettings } from './settings.ts'
import { zoneBetween } from './zone.ts'

type Load = { id: string; load: number; waiting: number }

/** Colleagues who may answer: who is there, what they hold, what they know well. */
export const listAgents = query('inbox.read', async (from, _: object) => {
  const settings = await readSettings(from)
  const users = (await activeUsers(from)).filter(({ grants }) => grants.has('inbox.answer'))
  const workers = await workersOf(
    from,
    users.map(({ userId }) => userId),
  )
  const loads = await from.run<Load>(
    `select assignee_id as id, count(*) as load, count(waiting_since) as waiting from conversation
     where company_id = $1 and state = 'open' and assignee_id is not null group by 1`,
    [from.companyId],
  )
  const at = from.now.getTime()
  const zone = zoneBetween(from.zone, at, at)
  return {
    rows: workers.map((worker): AgentRow => {
      const mine = loads.find(({ id }) => id === worker.id)
      const shifts = worker.shifts ?? settings.shifts
      return {
        user: { id: worker.id, name: worker.name },
        availability: worker.availability,
        since: worker.since?.toISOString() ?? null,
        onShift: isOpen({ shifts, holidays: settings.holidays }, zone, at),
        load: mine?.load ?? 0,
        capacity: worker.capacity ?? settings.capacity,
        waiting: mine?.waiting ?? 0,
        skills: [...worker.skills],
        departments: [...worker.departments],
      }
    }),
  }
})
