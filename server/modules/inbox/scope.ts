import { Refusal } from '#core/refusal.ts'
import { lockThread } from '#modules/messaging/index.ts'
import { departmentsOfUser } from '#modules/people/index.ts'
import type { Work } from '#platform/command.ts'
import type { Look } from '#platform/query.ts'
import { demand, may } from '#platform/session.ts'
import type { ConversationTable } from './tables.ts'

/** What a read needs: a command's work or a query's look. */
export type From = Pick<
  Work | Look,
  'db' | 'run' | 'companyId' | 'session' | 'today' | 'now' | 'zone' | 'baseCurrency' | 'company'
>

type InboxPermission = 'inbox.read' | 'inbox.answer' | 'inbox.assign'

/** How far a reader sees: everything, or what their own and their departments' is. */
export type Reach = Readonly<{
  scope: 'own' | 'team' | 'all'
  /** Who is named in a note sees the conversation, and does nothing more to it by that. */
  namedAs: string | null
  /** With `team`, whose conversations they see; with `own`, only theirs. */
  userIds: readonly string[]
  departmentIds: readonly string[]
}>

/** What the reader's permission reaches. @throws access.forbidden */
export async function reachOf(
  from: Pick<From, 'run' | 'companyId' | 'session'>,
  permission: InboxPermission = 'inbox.read',
): Promise<Reach> {
  const scope = demand(from.session, permission)
  const me = from.session.actor.id
  const mine = me === null ? [] : [me]
  const departments = me === null || scope === 'own' ? [] : await departmentsOfUser(from, me)
  return {
    scope,
    namedAs: permission === 'inbox.read' ? me : null,
    userIds: scope === 'team' ? from.session.teamIds : mine,
    departmentIds: departments,
  }
}

/**
 * Which conversations `c` a reach holds; its four values stand from place `$at` on. What is
 * assigned to nobody is of its department, and of every team as long as it has none.
 */
export const withinSql = (at: number): string => `($${at}::text = 'all'
  or c.assignee_id = any($${at + 1}::uuid[])
  or ($${at}::text = 'team' and (c.department_id = any($${at + 2}::uuid[])
    or (c.assignee_id is null and c.department_id is null)))
  or exists (select 1 from conversation_mention mine where mine.company_id = c.company_id
    and mine.conversation_id = c.id and mine.user_id = $${at + 3}::uuid))`

export const withinValues = ({ scope, userIds, departmentIds, namedAs }: Reach): unknown[] => [
  scope,
  [...userIds],
  [...departmentIds],
  namedAs,
]

/** A conversation that the reader may see. @throws inbox.conversation_not_found */
export async function findConversation(
  from: Pick<From, 'run' | 'companyId' | 'session'>,
  id: string,
  permission: InboxPermission = 'inbox.read',
): Promise<ConversationTable> {
  const [row] = await from.run<ConversationTable>(
    `select c.* from conversation c where c.company_id = $1 and c.id = $2 and ${withinSql(3)}`,
    [from.companyId, id, ...withinValues(await reachOf(from, permission))],
  )
  if (!row) throw new Refusal('inbox.conversation_not_found', { id })
  return row
}

/** Whether another permission of the reader reaches a conversation that they see already. */
export async function reaches(
  from: Pick<From, 'run' | 'companyId' | 'session'>,
  id: string,
  permission: InboxPermission,
): Promise<boolean> {
  if (!may(from.session, permission)) return false
  const rows = await from.run(
    `select 1 from conversation c where c.company_id = $1 and c.id = $2 and ${withinSql(3)}`,
    [from.companyId, id, ...withinValues(await reachOf(from, permission))],
  )
  return rows.length > 0
}

/** The conversation of a thread that is not closed, held until the transaction ends. The thread is held. */
export async function lockOpenOn(
  work: Work,
  threadId: string,
): Promise<ConversationTable | undefined> {
  const [row] = await work.run<ConversationTable>(
    `select * from conversation where company_id = $1 and thread_id = $2 and state <> 'closed'
     for no key update`,
    [work.companyId, threadId],
  )
  return row
}

/**
 * Holds a conversation that the permission reaches until the transaction ends, its thread first:
 * that is the order of everyone who speaks on it. @throws inbox.conversation_not_found
 */
export async function lockConversation(
  work: Work,
  id: string,
  permission: InboxPermission,
): Promise<ConversationTable> {
  const seen = await findConversation(work, id, permission)
  await lockThread(work, seen.thread_id)
  const [row] = await work.run<ConversationTable>(
    'select * from conversation where company_id = $1 and id = $2 for no key update',
    [work.companyId, seen.id],
  )
  if (!row) throw new Refusal('inbox.conversation_not_found', { id })
  return row
}
