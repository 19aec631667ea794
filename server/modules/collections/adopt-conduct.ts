import { conductOf } from '#core/collections/conduct.ts'
import type { AdoptConduct } from '#core/collections/policy-api.ts'
import { command } from '#platform/command.ts'
import { demand } from '#platform/session.ts'
import { changeCaps } from './desk/settings.ts'
import { changeCalendar } from './settings.ts'

/** Adopts ready-made rules of contact: the limits and the hours, both or neither. */
export const adoptConduct = command(
  'collections.manage',
  async (work, { kind }: AdoptConduct) => {
    demand(work.session, 'collections.lead')
    const calendar = await changeCalendar(work, (before) => conductOf(kind, before).calendar)
    const { calendar: _, ...caps } = conductOf(kind, calendar.after)
    const before = await changeCaps(work, caps)
    work.audit('collections.conduct_adopted', {
      kind: 'company',
      id: work.companyId,
      before: { caps: before, calendar: calendar.before },
      after: { caps, calendar: calendar.after },
    })
    return { done: true as const }
  },
  { name: 'collections.adopt_conduct' },
)
