import type { Notification } from '#core/collaboration/api.ts'
import { NotificationsRead } from '#core/collaboration/events.ts'
import {
  audiences,
  type NotificationKind,
  notificationKinds,
} from '#core/collaboration/notification.ts'
import { Refusal } from '#core/refusal.ts'
import { command, type Work } from '#platform/command.ts'
import { query } from '#platform/query.ts'
import { may, type Session } from '#platform/session.ts'
import { customersSeen } from './customers.ts'
import type { CollaborationTables } from './tables.ts'

type Row = CollaborationTables['notification']
type Page = Readonly<{ cursor?: string | undefined; limit: number }>

const cursorOf = ({ at, id }: Row): string => `${at.getTime()}.${id}`

function afterCursor(cursor: string): [Date, string] {
  const [at = '', id = ''] = cursor.split('.')
  if (!/^\d{1,15}$/.test(at) || !/^[0-9a-f-]{36}$/.test(id)) throw new Refusal('request.invalid')
  return [new Date(Number(at)), id]
}

/** The reader's own notifications, the newest first. Nobody reads another's. */
export const listNotifications = query('collaboration.read', async (from, input: Page) => {
  const [at, id] = input.cursor === undefined ? [null, null] : afterCursor(input.cursor)
  const rows = await from.run<Row>(
    `select * from notification where company_id = $1 and user_id = $2
       and ($3::timestamptz is null or (at, id) < ($3, $4::uuid))
     order by at desc, id desc limit $5`,
    [from.companyId, from.session.actor.id, at, id, input.limit + 1],
  )
  const [all] = await from.run<{ count: number }>(
    'select count(*) as count from notification where company_id = $1 and user_id = $2',
    [from.companyId, from.session.actor.id],
  )
  const shown = rows.slice(0, input.limit)
  const ids = shown.flatMap(({ customer_id }) => customer_id ?? [])
  const customers = await customersSeen(from, [...new Set(ids)])
  const last = shown.at(-1)
  return {
    rows: shown.map((row): Notification => {
      const customer = row.customer_id === null ? undefined : customers.get(row.customer_id)
      return {
        id: row.id,
        kind: row.kind,
        about: { kind: row.about_kind, id: row.about_id },
        customer: customer ? { id: customer.id, name: customer.name } : null,
        facts: row.facts,
        times: row.times,
        at: row.at.toISOString(),
        readAt: row.read_at?.toISOString() ?? null,
      }
    }),
    nextCursor: rows.length > input.limit && last ? cursorOf(last) : null,
    total: all?.count ?? 0,
  }
})

/** How many the reader has not looked at. */
export const countUnread = query('collaboration.read', async (from) => {
  const [row] = await from.run<{ count: number }>(
    `select count(*) as count from notification
     where company_id = $1 and user_id = $2 and read_at is null`,
    [from.companyId, from.session.actor.id],
  )
  return { count: row?.count ?? 0 }
})

const tellRead = (work: Work) => {
  const userId = work.actor.id
  if (userId !== null)
    work.publish(NotificationsRead, { kind: 'notifications', id: userId }, { userId })
}

/** @throws collaboration.notification_not_found also for another's */
export const readNotification = command(
  'collaboration.read',
  async (work, { id }: { id: string }) => {
    const [found] = await work.run<{ read_at: Date | null }>(
      `select read_at from notification where company_id = $1 and user_id = $2 and id = $3
       for no key update`,
      [work.companyId, work.actor.id, id],
    )
    if (!found) throw new Refusal('collaboration.notification_not_found', { id })
    if (found.read_at === null) {
      await work.run('update notification set read_at = $3 where company_id = $1 and id = $2', [
        work.companyId,
        id,
        work.now,
      ])
      tellRead(work)
    }
    return { done: true as const }
  },
  { name: 'collaboration.read_one' },
)

/** Reads everything that the reader can have seen by then; what came later stays unread. */
export const readAll = command(
  'collaboration.read',
  async (work, { through }: { through: string }) => {
    const read = await work.run(
      `update notification set read_at = $4
       where company_id = $1 and user_id = $2 and read_at is null and at <= $3 returning id`,
      [work.companyId, work.actor.id, new Date(through), work.now],
    )
    if (read.length > 0) tellRead(work)
    return { done: true as const }
  },
  { name: 'collaboration.read_all' },
)

/** Of what the reader can hear at all: another kind would be a switch without a lamp. */
const hearable = (session: Session): NotificationKind[] =>
  notificationKinds.filter((kind) => {
    const { permission, owner } = audiences[kind]
    return may(session, permission) || (owner !== undefined && may(session, owner))
  })

export const listSettings = query('collaboration.read', async (from) => {
  const rows = await from.run<{ kind: NotificationKind }>(
    'select kind from notification_mute where company_id = $1 and user_id = $2',
    [from.companyId, from.session.actor.id],
  )
  const muted = new Set(rows.map(({ kind }) => kind))
  return { rows: hearable(from.session).map((kind) => ({ kind, on: !muted.has(kind) })) }
})

/** Turns one kind on or off for the reader. @throws access.forbidden for a key: it hears nothing */
export const setKind = command(
  'collaboration.read',
  async (work, { kind, on }: { kind: NotificationKind; on: boolean }) => {
    if (work.actor.kind !== 'user') throw new Refusal('access.forbidden')
    await work.run(
      on
        ? 'delete from notification_mute where company_id = $1 and user_id = $2 and kind = $3'
        : `insert into notification_mute (company_id, user_id, kind) values ($1, $2, $3)
           on conflict do nothing`,
      [work.companyId, work.actor.id, kind],
    )
    return { done: true as const }
  },
  { name: 'collaboration.set_kind' },
)
