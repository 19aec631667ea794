import { z } from 'zod'
import { type NotificationKind, notificationKinds } from '#core/collaboration/notification.ts'
import { Refusal } from '#core/refusal.ts'
import { addressOf, houseMail } from '#modules/people/index.ts'
import { command, reaction } from '#platform/command.ts'
import { job } from '#platform/jobs.ts'
import { query } from '#platform/query.ts'
import { digestText } from './digest-words.ts'

/** Whether the reader gets the morning mail; they do until they say otherwise. */
export const showDigest = query('collaboration.read', async (from) => {
  const [row] = await from.run<{ off: boolean }>(
    'select off from notification_digest where company_id = $1 and user_id = $2',
    [from.companyId, from.session.actor.id],
  )
  return { on: row?.off !== true }
})

/** @throws access.forbidden for a key: it has no mail */
export const setDigest = command(
  'collaboration.read',
  async (work, { on }: { on: boolean }) => {
    const { actor } = work
    if (actor.kind !== 'user') throw new Refusal('access.forbidden')
    await work.run(
      `insert into notification_digest (company_id, user_id, off) values ($1, $2, $3)
       on conflict (company_id, user_id) do update set off = excluded.off`,
      [work.companyId, actor.id, !on],
    )
    return { on }
  },
  { name: 'collaboration.set_digest' },
)

/** Begins a mail for everyone who has something unread that no mail has told of yet. */
const begin = reaction('collaboration.digest', async (work) => {
  const rows = await work.run<{ user_id: string }>(
    `select n.user_id from notification n
     join member m on m.company_id = n.company_id and m.id = n.user_id and m.deactivated_at is null
     left join notification_digest d on d.company_id = n.company_id and d.user_id = n.user_id
     where n.company_id = $1 and n.read_at is null and coalesce(not d.off, true)
       and n.at > coalesce(d.told_until, $2::timestamptz - interval '1 day')
     group by n.user_id order by n.user_id`,
    [work.companyId, work.now],
  )
  for (const { user_id: userId } of rows) work.enqueue('collaboration.send_digest', { userId })
})

export const digestJob = job('collaboration.digest', z.unknown(), (session) =>
  begin(session, undefined),
)

type Counted = { kind: NotificationKind; count: number }

/** What is to be told; nothing when it was told meanwhile. A mail that fails is not sent twice. */
const claim = reaction('collaboration.claim_digest', async (work, userId: string) => {
  await work.run(
    `insert into notification_digest (company_id, user_id) values ($1, $2) on conflict do nothing`,
    [work.companyId, userId],
  )
  const [held] = await work.run<{ off: boolean; told_until: Date | null }>(
    `select off, told_until from notification_digest
     where company_id = $1 and user_id = $2 for no key update`,
    [work.companyId, userId],
  )
  if (!held || held.off) return undefined
  const [fresh] = await work.run<{ count: number }>(
    `select count(*) as count from notification where company_id = $1 and user_id = $2
       and read_at is null and at > coalesce($3, $4::timestamptz - interval '1 day')`,
    [work.companyId, userId, held.told_until, work.now],
  )
  if (!fresh || fresh.count === 0) return undefined
  const counts = await work.run<Counted>(
    `select kind, sum(times)::int as count from notification
     where company_id = $1 and user_id = $2 and read_at is null and kind = any($3) group by kind`,
    [work.companyId, userId, [...notificationKinds]],
  )
  await work.run(
    'update notification_digest set told_until = $3 where company_id = $1 and user_id = $2',
    [work.companyId, userId, work.now],
  )
  const to = await addressOf(work, userId)
  const counted = notificationKinds.flatMap((kind) => counts.filter((row) => row.kind === kind))
  return to === undefined
    ? undefined
    : { to: to.email, language: to.language, counted, company: work.company.name }
})

export const sendDigestJob = job(
  'collaboration.send_digest',
  z.object({ userId: z.uuid() }),
  async (session, { userId }) => {
    const told = await claim(session, userId)
    if (!told) return
    const { to, ...what } = told
    const { house } = session
    const link = `${house.publicUrl}/notifications`
    await house.plugs.get(houseMail).send({
      to,
      ...digestText({ ...what, link, off: `${house.publicUrl}/settings/notifications` }),
    })
  },
)
