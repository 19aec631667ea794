import { UsersNotified } from '#core/collaboration/events.ts'
import {
  audiences,
  counted,
  type NotificationFacts,
  type NotificationKind,
} from '#core/collaboration/notification.ts'
import type { Permission } from '#core/permission.ts'
import { activeUsers, type Holder } from '#modules/people/index.ts'
import type { Work } from '#platform/command.ts'
import { ownerOf } from './customers.ts'
import { pushTo } from './push/post.ts'

export type News = Readonly<{
  kind: NotificationKind
  about: Readonly<{ kind: string; id: string }>
  customerId: string | null
  facts: NotificationFacts
  /** Whom the event names itself: those alone, or beside the others whom the kind concerns. */
  userIds?: readonly string[]
}>

/** Whether a permission of theirs reaches a record of this owner. */
function reaches(user: Holder, permission: Permission, ownerId: string | null): boolean {
  const scope = user.grants.get(permission)
  if (!scope || scope === 'all') return scope === 'all'
  if (ownerId === null) return false
  return scope === 'team' ? user.teamIds.includes(ownerId) : user.userId === ownerId
}

/** Whom the news concerns. Nobody is told what they have just done themselves. */
async function audienceOf(work: Work, news: News): Promise<string[]> {
  const { permission, owner, starter, named } = audiences[news.kind]
  const users = (await activeUsers(work)).filter(({ grants }) => grants.has('collaboration.read'))
  if (named) return users.flatMap(({ userId }) => (news.userIds?.includes(userId) ? [userId] : []))
  const begun = users.find(({ userId }) => userId === work.actor.id)
  if (starter && begun) return [begun.userId]
  const ownerId = news.customerId === null ? null : await ownerOf(work, news.customerId)
  const concerned = (user: Holder) =>
    news.customerId === null
      ? user.grants.has(permission)
      : reaches(user, permission, ownerId) ||
        (owner !== undefined && user.userId === ownerId && user.grants.has(owner))
  const told = (user: Holder) => concerned(user) || news.userIds?.includes(user.userId)
  return users.filter((user) => user !== begun && told(user)).map(({ userId }) => userId)
}

/** Writes the news to everyone whom it concerns and who wants to hear of it. */
export async function notify(work: Work, news: News): Promise<void> {
  const audience = await audienceOf(work, news)
  // In order of the id, so that two pieces of news for the same people take turns.
  const told = await work.run<{ user_id: string }>(
    `insert into notification (company_id, id, user_id, kind, about_kind, about_id, customer_id,
       facts, join_key, at)
     select $1, n.id, n.user_id, $4, $5, $6, $7, $8, $9, $10
     from unnest($2::uuid[], $3::uuid[]) as n(id, user_id)
     where not exists (select 1 from notification_mute m
       where m.company_id = $1 and m.user_id = n.user_id and m.kind = $4)
     order by n.user_id
     on conflict (company_id, user_id, join_key) where read_at is null do update
       set times = notification.times + 1, about_kind = excluded.about_kind,
         about_id = excluded.about_id, customer_id = excluded.customer_id,
         facts = excluded.facts, at = excluded.at
     returning user_id`,
    [
      work.companyId,
      audience.map(() => work.newId()),
      audience,
      news.kind,
      news.about.kind,
      news.about.id,
      news.customerId,
      JSON.stringify(news.facts),
      counted.has(news.kind) ? news.kind : `${news.kind}:${news.about.id}`,
      work.now,
    ],
  )
  const userIds = told.map(({ user_id }) => user_id)
  await pushTo(work, news, userIds)
  if (told.length > 0)
    work.publish(
      UsersNotified,
      { kind: 'notifications', id: work.companyId },
      { kind: news.kind, userIds },
    )
}

/** Takes away what users were told of these customers: it may name who wrote. */
export async function forgetNews(work: Work, customerIds: readonly string[]): Promise<void> {
  await work.run('delete from notification where company_id = $1 and customer_id = any($2)', [
    work.companyId,
    customerIds,
  ])
}
