import {
  type DeskSettings,
  type DeskTarget,
  DeskSettings as Settings,
} from '#core/collections/desk/settings.ts'
import { Refusal } from '#core/refusal.ts'
import { activeUsers } from '#modules/people/index.ts'
import { command, type Work } from '#platform/command.ts'
import { query } from '#platform/query.ts'
import type { From } from '../store.ts'
import { markAll } from './rows.ts'

/** How the desk works in this company; before anything was set, by the defaults. */
export async function readDeskSettings(from: Pick<From, 'run' | 'companyId'>) {
  const [row] = await from.run<{ settings: unknown }>(
    'select settings from desk_setting where company_id = $1',
    [from.companyId],
  )
  return Settings.parse(row?.settings ?? {})
}

export const showDeskSettings = query('collections.work', (from) => readDeskSettings(from))

const namedIn = ({ targets, rules }: DeskSettings): string[] => [
  ...Object.keys(targets),
  ...rules.flatMap(({ userIds }) => [...userIds]),
]

/** The settings as the log tells them: targets in money, each beside whose it is. */
function logged({ baseCurrency: currency }: Work, settings: DeskSettings): object {
  const inMoney = ({ contacts, promisedMinor, collectedMinor }: DeskTarget) => ({
    contacts,
    promised: { minor: promisedMinor, currency },
    collected: { minor: collectedMinor, currency },
  })
  const amount = (minor: number | null) => (minor === null ? null : { minor, currency })
  return {
    caps: settings.caps,
    rules: settings.rules.map(({ name, segment, userIds }) => ({
      name,
      segment: { ...segment, lateFrom: amount(segment.lateFrom), lateTo: amount(segment.lateTo) },
      collectors: userIds,
    })),
    target: inMoney(settings.target),
    targets: Object.entries(settings.targets).map(([ownerId, target]) => ({
      ...{ ownerId, ...inMoney(target) },
    })),
  }
}

/** Takes the settings in hand, as they are. */
async function holdSettings(work: Work): Promise<DeskSettings> {
  await work.run(
    `insert into desk_setting (company_id, changed_at, changed_by)
     values ($1, $2, $3) on conflict (company_id) do update
       set changed_at = excluded.changed_at, changed_by = excluded.changed_by`,
    [work.companyId, work.now, work.actor.name],
  )
  return readDeskSettings(work)
}

async function writeSettings(work: Work, settings: DeskSettings): Promise<void> {
  await work.run('update desk_setting set settings = $2 where company_id = $1', [
    work.companyId,
    JSON.stringify(settings),
  ])
  await markAll(work)
}

/** Sets the limits of contact alone, and tells which there were. */
export async function changeCaps(
  work: Work,
  caps: DeskSettings['caps'],
): Promise<DeskSettings['caps']> {
  const before = await holdSettings(work)
  await writeSettings(work, { ...before, caps })
  return before.caps
}

/**
 * Sets limits, targets and rules; every customer is shared out anew by them.
 * @throws people.user_not_found for somebody who does not work at the desk
 */
export const changeDeskSettings = command(
  'collections.lead',
  async (work, input: DeskSettings): Promise<DeskSettings> => {
    const before = await holdSettings(work)
    const holders = await activeUsers(work)
    const working = new Set(
      holders.flatMap(({ userId, grants }) => (grants.has('collections.work') ? [userId] : [])),
    )
    // Whoever was named before and works here no more stands in nobody's way.
    const known = new Set(namedIn(before))
    const stranger = namedIn(input).find((id) => !working.has(id) && !known.has(id))
    if (stranger !== undefined) throw new Refusal('people.user_not_found', { id: stranger })
    await writeSettings(work, input)
    work.audit('collections.desk_settings_changed', {
      kind: 'company',
      id: work.companyId,
      before: logged(work, before),
      after: logged(work, input),
    })
    return input
  },
  { name: 'collections.change_desk_settings' },
)
