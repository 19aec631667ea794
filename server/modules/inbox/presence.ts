import type { Doing, PresencePlace, Viewer } from '#core/inbox/conversation.ts'
import { expiryMs } from '#core/inbox/presence.ts'
import { partiesOf } from '#modules/contacts/index.ts'
import { noteSeen, userNames } from '#modules/people/index.ts'
import { command, type Work } from '#platform/command.ts'
import { query } from '#platform/query.ts'
import { type From, findConversation } from './scope.ts'

type Desk = {
  user_id: string
  place_kind: PresencePlace['kind']
  place_id: string
  doing: Doing
  since: Date
  at: Date
}

/** How long a sign of each kind speaks for its sender. */
const lasts = (doing: Doing): number => (doing === 'typing' ? expiryMs.typing : expiryMs.viewing)

/** Who else is at these places now, by place. */
export async function viewersAt(
  from: Pick<From, 'run' | 'companyId' | 'session' | 'now'>,
  kind: PresencePlace['kind'],
  ids: readonly string[],
): Promise<ReadonlyMap<string, Viewer[]>> {
  const rows = await from.run<Desk>(
    `select user_id, place_kind, place_id, doing, since, at from desk
     where company_id = $1 and place_kind = $2 and place_id = any($3) and at > $4
       and user_id is distinct from $5 order by since, user_id`,
    [
      ...[from.companyId, kind, ids, new Date(from.now.getTime() - expiryMs.viewing)],
      from.session.actor.id,
    ],
  )
  const names = await userNames(
    from,
    rows.map((row) => row.user_id),
  )
  const found = new Map<string, Viewer[]>()
  for (const row of rows) {
    const until = new Date(row.at.getTime() + expiryMs.viewing)
    // Who stopped typing without a word still has it open.
    const still = from.now.getTime() - row.at.getTime() < lasts(row.doing)
    const viewer: Viewer = {
      user: { id: row.user_id, name: names.get(row.user_id) ?? '' },
      place: { kind: row.place_kind, id: row.place_id },
      doing: still ? row.doing : 'viewing',
      since: row.since.toISOString(),
      until: until.toISOString(),
    }
    found.set(row.place_id, [...(found.get(row.place_id) ?? []), viewer])
  }
  return found
}

/** A place that the reader may see, by the id that stands for it. @throws inbox.conversation_not_found, contacts.customer_not_found */
async function placeFor(from: From, { kind, id }: PresencePlace): Promise<string> {
  if (kind === 'conversation') return (await findConversation(from, id)).id
  const [survivor = id] = await partiesOf(from, id, 'contacts.read')
  return survivor
}

/** The places that are one desk: a conversation and the customer behind it. */
async function deskOf(
  from: From,
  place: PresencePlace,
): Promise<{ kind: PresencePlace['kind']; id: string }[]> {
  if (place.kind === 'customer') return [place]
  const [row] = await from.run<{ customer_id: string | null }>(
    'select customer_id from conversation where company_id = $1 and id = $2',
    [from.companyId, place.id],
  )
  if (!row?.customer_id) return [place]
  const [survivor = row.customer_id] = await partiesOf(from, row.customer_id)
  return [place, { kind: 'customer', id: survivor }]
}

/** Everyone else at a desk: at this conversation, or anywhere at the same customer. */
async function othersAt(from: From, place: PresencePlace): Promise<Viewer[]> {
  const found: Viewer[] = []
  for (const { kind, id } of await deskOf(from, place))
    found.push(...((await viewersAt(from, kind, [id])).get(id) ?? []))
  const byUser = new Map<string, Viewer>()
  for (const viewer of found) {
    const known = byUser.get(viewer.user.id)
    if (!known || (viewer.doing === 'typing' && known.doing !== 'typing'))
      byUser.set(viewer.user.id, viewer)
  }
  return [...byUser.values()]
}

/** Sits down at a desk and says what one does there. @returns whether that is news to the others */
async function sit(work: Work, place: PresencePlace, doing: Doing): Promise<boolean> {
  const [before] = await work.run<Desk>(
    `select doing, at from desk where company_id = $1 and user_id = $2 and place_kind = $3
       and place_id = $4 for no key update`,
    [work.companyId, work.actor.id, place.kind, place.id],
  )
  const gone = !before || work.now.getTime() - before.at.getTime() >= expiryMs.viewing
  await work.run(
    `insert into desk as d (company_id, user_id, place_kind, place_id, doing, since, at)
     values ($1, $2, $3, $4, $5, $6, $6) on conflict (company_id, user_id, place_kind, place_id)
     do update set doing = excluded.doing, at = excluded.at,
       since = case when $7 then excluded.at else d.since end`,
    [work.companyId, work.actor.id, place.kind, place.id, doing, work.now, gone],
  )
  return gone || before.doing !== doing
}

type DeskPlaces = Awaited<ReturnType<typeof deskOf>>

/**
 * Tells the screens around a desk who sits there. It is of a kind of its own: nothing of the
 * conversation or of the customer has changed, and nobody needs to read those again.
 */
function tellDesk(work: Work, desks: DeskPlaces): void {
  const customerId = desks.find(({ kind }) => kind === 'customer')?.id
  const id = desks[0]?.id ?? ''
  work.whisper('inbox.presence', { kind: 'presence', id, ...(customerId && { customerId }) })
}

/** A sign of life at a conversation or a customer, seen wherever the same customer is open. */
export const beat = command(
  'inbox.read',
  async (work, input: { place: PresencePlace; doing: Doing }): Promise<{ rows: Viewer[] }> => {
    const place = { kind: input.place.kind, id: await placeFor(work, input.place) }
    if (work.actor.kind !== 'user') return { rows: await othersAt(work, place) }
    const desks = await deskOf(work, place)
    const news: boolean[] = []
    for (const desk of desks) news.push(await sit(work, desk, input.doing))
    if (news.includes(true)) tellDesk(work, desks)
    await noteSeen(work)
    return { rows: await othersAt(work, place) }
  },
  { name: 'inbox.beat' },
)

/** Who else is at a desk now. */
export const showPresence = query(
  'inbox.read',
  async (from, { kind, id }: PresencePlace): Promise<{ rows: Viewer[] }> => ({
    rows: await othersAt(from, { kind, id: await placeFor(from, { kind, id }) }),
  }),
)

/** Whether one still sits at another conversation of the customer. */
async function sitsElsewhere(work: Work, customerId: string): Promise<boolean> {
  const others = await work.run(
    `select 1 from desk d
     join conversation c on c.company_id = d.company_id and c.id = d.place_id
     where d.company_id = $1 and d.user_id = $2 and d.place_kind = 'conversation' and d.at > $3
       and c.customer_id = any($4) limit 1`,
    [
      ...[work.companyId, work.actor.id, new Date(work.now.getTime() - expiryMs.viewing)],
      await partiesOf(work, customerId),
    ],
  )
  return others.length > 0
}

/** Gets up from one desk; what the same colleague has open in other windows stays open. */
export const leave = command(
  'inbox.read',
  async (work, place: PresencePlace) => {
    const desks = await deskOf(work, place)
    let left = 0
    for (const { kind, id } of desks) {
      if (kind !== place.kind && (await sitsElsewhere(work, id))) continue
      const gone = await work.run(
        `delete from desk where company_id = $1 and user_id = $2 and place_kind = $3
           and place_id = $4 returning place_id`,
        [work.companyId, work.actor.id, kind, id],
      )
      left += gone.length
    }
    if (left > 0) tellDesk(work, desks)
    return { done: true as const }
  },
  { name: 'inbox.leave' },
)

/** A colleague who types at this desk at this moment; of several, any one. */
export async function whoTypes(work: Work, place: PresencePlace): Promise<Viewer | undefined> {
  const others = await othersAt(work, place)
  return others.find(({ doing }) => doing === 'typing')
}

/** Desks at which nobody sits any more are cleared away. */
export async function clearDesks(work: Work): Promise<void> {
  await work.run('delete from desk where company_id = $1 and at < $2', [
    work.companyId,
    new Date(work.now.getTime() - 10 * expiryMs.viewing),
  ])
}
