import type { SavedView, SaveView } from '#core/customization/api.ts'
import { ViewChanged } from '#core/customization/events.ts'
import { Refusal } from '#core/refusal.ts'
import { command, type Work } from '#platform/command.ts'
import { type Look, query } from '#platform/query.ts'
import { ownersWithin, type Session } from '#platform/session.ts'
import type { CustomizationTables } from './tables.ts'

const tables = ({ db }: Pick<Work | Look, 'db'>) => db.withTables<CustomizationTables>()

/** More tabs than these nobody reads; each person and each list has their own count. */
const mostViews = 30

type ViewRecord = CustomizationTables['saved_view']

function viewOf(session: Session, row: ViewRecord): SavedView {
  const { id, list, name, search, shared } = row
  const mine = row.owner_id === session.actor.id
  const reach = session.grants.get('customization.save_views')
  return { id, list, name, search, shared, mine, changeable: mine || reach === 'all' }
}

/** The views of one list: the reader's own, and those that everyone sees; in the order they were made. */
export const listViews = query('customization.read', async (from, input: { list: string }) => {
  const rows = await tables(from)
    .selectFrom('saved_view')
    .selectAll()
    .where('company_id', '=', from.companyId)
    .where('list', '=', input.list)
    .where((where) =>
      where.or([where('shared', '=', true), where('owner_id', '=', from.session.actor.id ?? '')]),
    )
    .orderBy('made_at')
    .orderBy('id')
    .execute()
  return { rows: rows.map((row) => viewOf(from.session, row)) }
})

async function lockView(work: Work, id: string): Promise<ViewRecord | undefined> {
  const [row] = await work.run<ViewRecord>(
    'select * from saved_view where company_id = $1 and id = $2 for update',
    [work.companyId, id],
  )
  return row
}

/** Another's view is there only for whom it is shared, and changed only by who may change all. */
function assertChangeable(work: Work, row: ViewRecord): void {
  const owners = ownersWithin(work.session, 'customization.save_views')
  const within = owners === undefined ? row.shared : false
  if (row.owner_id !== work.actor.id && !within)
    throw new Refusal('customization.view_not_found', { id: row.id })
}

/** Takes the turnstile of one list's views, since a name is looked for before it is taken. */
async function assertRoom(work: Work, input: SaveView): Promise<void> {
  await work.run('select pg_advisory_xact_lock(hashtextextended($1, 0))', [
    `views:${work.companyId}:${input.list}`,
  ])
  const rows = await work.run<{ name: string; id: string }>(
    `select id, name from saved_view where company_id = $1 and list = $2
       and case when $3 then shared else not shared and owner_id = $4 end`,
    [work.companyId, input.list, input.shared, work.actor.id],
  )
  const others = rows.filter(({ id }) => id !== input.id)
  const name = input.name.toLowerCase()
  if (others.some((row) => row.name.toLowerCase() === name))
    throw new Refusal('customization.view_name_taken', { name: input.name })
  if (others.length >= mostViews)
    throw new Refusal('customization.too_many_views', { most: mostViews })
}

/**
 * Makes a view of a list, or changes one.
 * @throws customization.view_not_found, customization.view_name_taken, customization.too_many_views
 */
export const saveView = command(
  'customization.save_views',
  async (work, input: SaveView): Promise<SavedView> => {
    const { actor, companyId: company_id } = work
    if (actor.kind !== 'user' || actor.id === null) throw new Refusal('access.forbidden')
    const before = await lockView(work, input.id)
    if (before) assertChangeable(work, before)
    if (before && before.list !== input.list)
      throw new Refusal('customization.view_not_found', { id: input.id })
    await assertRoom(work, input)
    const { id, list, name, search, shared } = input
    const owner_id = before?.owner_id ?? actor.id
    const row = { company_id, id, list, name, search, shared, owner_id, made_at: work.now }
    await tables(work)
      .insertInto('saved_view')
      .values(row)
      .onConflict((on) => on.columns(['company_id', 'id']).doUpdateSet({ name, search, shared }))
      .execute()
    work.audit('customization.view_saved', { kind: 'view', id, before: before ?? null, after: row })
    work.publish(ViewChanged, { kind: 'view', id }, { viewId: id })
    return viewOf(work.session, row)
  },
  { name: 'customization.save_view' },
)

/** @throws customization.view_not_found */
export const removeView = command(
  'customization.save_views',
  async (work, { id }: { id: string }): Promise<{ done: true }> => {
    const before = await lockView(work, id)
    if (!before) throw new Refusal('customization.view_not_found', { id })
    assertChangeable(work, before)
    await tables(work)
      .deleteFrom('saved_view')
      .where('company_id', '=', work.companyId)
      .where('id', '=', id)
      .execute()
    work.audit('customization.view_removed', { kind: 'view', id, before, after: null })
    work.publish(ViewChanged, { kind: 'view', id }, { viewId: id })
    return { done: true }
  },
  { name: 'customization.remove_view' },
)
