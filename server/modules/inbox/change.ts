import type { ChangeState } from '#core/inbox/api.ts'
import type { ConversationRow } from '#core/inbox/conversation.ts'
import { ConversationClosed } from '#core/inbox/events.ts'
import type { Priority } from '#core/inbox/rules.ts'
import { priorityNumbers } from '#core/inbox/type-names.ts'
import { Refusal } from '#core/refusal.ts'
import { partiesOfMany } from '#modules/contacts/index.ts'
import { findThreads, linkThread } from '#modules/messaging/index.ts'
import { activeUsers, departmentsOf } from '#modules/people/index.ts'
import { command, type Work } from '#platform/command.ts'
import { tellGiven } from './give.ts'
import { aboutOf, type Happened, noteHappenings, tellChanged } from './happen.ts'
import { showRow } from './rows.ts'
import { askSatisfaction, type LastAnswer } from './satisfaction.ts'
import { findConversation, lockConversation } from './scope.ts'
import { readSettings } from './settings.ts'
import type { AssignedWhy, ConversationTable } from './tables.ts'

type ById = Readonly<{ id: string }>

/** Writes down what happened and tells it. @returns the row as it stands now */
export async function changed(
  work: Work,
  conversation: ConversationTable,
  happened: readonly Happened[],
): Promise<ConversationRow> {
  await noteHappenings(work, happened)
  tellChanged(work, conversation)
  return showRow(work, conversation.id)
}

/** Taken by oneself, or given by whoever acts, whose name is kept. */
const byPerson = ({ actor }: Work, userId: string | null): AssignedWhy => ({
  because:
    actor.id === userId
      ? { code: 'taken', facts: {} }
      : { code: 'person', facts: { by: actor.name } },
  others: [],
})

/**
 * Whoever is given a conversation must be able to answer it: from who cannot, the house takes it
 * away again. @throws inbox.user_not_found
 */
export async function assertAnswers(work: Work, userId: string | null): Promise<void> {
  if (userId === null) return
  const users = await activeUsers(work)
  const user = users.find((each) => each.userId === userId)
  if (!user?.grants.has('inbox.answer')) throw new Refusal('inbox.user_not_found', { id: userId })
}

/** Gives a held conversation to a colleague who is known to answer, or to nobody. */
export async function handTo(
  work: Work,
  conversation: ConversationTable,
  userId: string | null,
): Promise<Happened[]> {
  if (conversation.assignee_id === userId) return []
  const why = byPerson(work, userId)
  await work.run(
    `update conversation set assignee_id = $3, assigned_at = $4, assigned_why = $5, reminded = 0
     where company_id = $1 and id = $2`,
    [
      ...[work.companyId, conversation.id, userId, userId && work.now],
      userId && JSON.stringify(why),
    ],
  )
  work.audit('inbox.assigned', {
    kind: 'conversation',
    id: conversation.id,
    before: { assignee: conversation.assignee_id },
    after: { assignee: userId },
  })
  return tellGiven(work, [{ conversation, userId, why }], { byHouse: false })
}

/**
 * Takes a conversation for oneself: it needs no right over others.
 * @throws inbox.conversation_not_found, inbox.user_not_found for a key: it answers nobody by itself
 */
export const takeConversation = command(
  'inbox.answer',
  async (work, { id }: ById): Promise<ConversationRow> => {
    await assertAnswers(work, work.actor.id)
    const conversation = await lockConversation(work, id, 'inbox.answer')
    return changed(work, conversation, await handTo(work, conversation, work.actor.id))
  },
  { name: 'inbox.take' },
)

/** @throws inbox.conversation_not_found, inbox.user_not_found */
export const assignConversation = command(
  'inbox.assign',
  async (work, input: { id: string; userId: string | null }): Promise<ConversationRow> => {
    await assertAnswers(work, input.userId)
    const conversation = await lockConversation(work, input.id, 'inbox.assign')
    return changed(work, conversation, await handTo(work, conversation, input.userId))
  },
  { name: 'inbox.assign_to' },
)

/** @throws inbox.conversation_not_found, inbox.department_not_found */
export const setDepartment = command(
  'inbox.assign',
  async (work, input: { id: string; departmentId: string | null }): Promise<ConversationRow> => {
    const conversation = await lockConversation(work, input.id, 'inbox.assign')
    const departments = await departmentsOf(work)
    const to = input.departmentId === null ? null : departments.get(input.departmentId)
    if (to === undefined)
      throw new Refusal('inbox.department_not_found', { id: input.departmentId ?? '' })
    if (conversation.department_id === input.departmentId) return showRow(work, input.id)
    await work.run('update conversation set department_id = $3 where company_id = $1 and id = $2', [
      work.companyId,
      input.id,
      input.departmentId,
    ])
    return changed(work, conversation, [{ conversation, what: 'department', facts: { to } }])
  },
  { name: 'inbox.set_department' },
)

const closedSql = `update conversation set state = 'closed', closed_at = $3, closed_by = $4,
  snooze_until = null, waiting_since = null, reply_due_at = null, reminded = 0
  where company_id = $1 and id = $2`

/**
 * Ends the work on a held conversation; what the customer writes next begins it again.
 * @param after the answer that comes first: the question how it was follows it, and goes with it
 */
export async function closeHeld(
  work: Work,
  conversation: ConversationTable,
  ask: boolean | undefined,
  after?: LastAnswer,
): Promise<Happened[]> {
  if (conversation.state === 'closed') return []
  await work.run(closedSql, [work.companyId, conversation.id, work.now, work.actor.id])
  const { about, facts } = aboutOf(conversation)
  work.publish(ConversationClosed, about, { ...facts, byId: work.actor.id })
  const settings = await readSettings(work)
  const asked =
    (ask ?? settings.satisfaction.on)
      ? await askSatisfaction(work, conversation, settings, after)
      : []
  return [{ conversation, what: 'closed' }, ...asked]
}

/** Opens a held conversation that was closed or put off. @throws inbox.closed when a newer one goes on */
export async function openHeld(work: Work, conversation: ConversationTable): Promise<Happened[]> {
  if (conversation.state === 'open') return []
  const [other] = await work.run<{ id: string }>(
    `select id from conversation where company_id = $1 and thread_id = $2 and state <> 'closed' and id <> $3`,
    [work.companyId, conversation.thread_id, conversation.id],
  )
  // The work went on in a newer one.
  if (other) throw new Refusal('inbox.closed', { id: other.id })
  const closed = conversation.state === 'closed'
  await work.run(
    `update conversation set state = 'open', snooze_until = null, closed_at = null, closed_by = null,
       reopened = reopened + case when $3 then 1 else 0 end where company_id = $1 and id = $2`,
    [work.companyId, conversation.id, closed],
  )
  return [{ conversation, what: closed ? 'reopened' : 'woken' }]
}

async function snoozeHeld(
  work: Work,
  conversation: ConversationTable,
  until: Date,
): Promise<Happened[]> {
  if (until <= work.now) throw new Refusal('inbox.snooze_past')
  const before = await openHeld(work, conversation)
  await work.run(
    `update conversation set state = 'snoozed', snooze_until = $3 where company_id = $1 and id = $2`,
    [work.companyId, conversation.id, until],
  )
  const kept = before.filter(({ what }) => what === 'reopened')
  return [...kept, { conversation, what: 'snoozed', facts: { until: until.toISOString() } }]
}

/** Opens, closes or puts off a conversation. @throws inbox.conversation_not_found, inbox.snooze_past, inbox.closed */
export const setState = command(
  'inbox.answer',
  async (work, input: ChangeState): Promise<ConversationRow> => {
    const conversation = await lockConversation(work, input.id, 'inbox.answer')
    if (input.state === 'open')
      return changed(work, conversation, await openHeld(work, conversation))
    if (input.state === 'snoozed')
      return changed(
        work,
        conversation,
        await snoozeHeld(work, conversation, new Date(input.until)),
      )
    return changed(work, conversation, await closeHeld(work, conversation, input.askSatisfaction))
  },
  { name: 'inbox.set_state' },
)

async function labelNames(work: Work, ids: readonly string[]): Promise<Map<string, string>> {
  const rows = await work.run<{ id: string; name: string }>(
    'select id, name from conversation_label_kind where company_id = $1 and id = any($2) for share',
    [work.companyId, ids],
  )
  const missing = ids.find((id) => !rows.some((row) => row.id === id))
  if (missing !== undefined) throw new Refusal('inbox.label_not_found', { id: missing })
  return new Map(rows.map(({ id, name }) => [id, name]))
}

/** Sets the labels of a held conversation to these. @throws inbox.label_not_found */
export async function labelHeld(
  work: Work,
  conversation: ConversationTable,
  labelIds: readonly string[],
): Promise<Happened[]> {
  const names = await labelNames(work, [...new Set(labelIds)])
  await work.run(
    'delete from conversation_label where company_id = $1 and conversation_id = $2 and not label_id = any($3)',
    [work.companyId, conversation.id, [...names.keys()]],
  )
  await work.run(
    `insert into conversation_label (company_id, conversation_id, label_id)
     select $1, $2, l.id from unnest($3::uuid[]) as l(id) on conflict do nothing`,
    [work.companyId, conversation.id, [...names.keys()]],
  )
  return [{ conversation, what: 'labelled', facts: { labels: [...names.values()].join('، ') } }]
}

/** The labels that a conversation carries. */
export async function labelsOf(work: Work, id: string): Promise<string[]> {
  const rows = await work.run<{ id: string }>(
    'select label_id as id from conversation_label where company_id = $1 and conversation_id = $2',
    [work.companyId, id],
  )
  return rows.map((row) => row.id)
}

/** @throws inbox.conversation_not_found, inbox.label_not_found */
export const setLabels = command(
  'inbox.answer',
  async (work, input: { id: string; labelIds: string[] }): Promise<ConversationRow> => {
    const conversation = await lockConversation(work, input.id, 'inbox.answer')
    return changed(work, conversation, await labelHeld(work, conversation, input.labelIds))
  },
  { name: 'inbox.set_labels' },
)

/** Says how urgent a held conversation is. */
export async function prioritise(
  work: Work,
  conversation: ConversationTable,
  priority: Priority,
): Promise<Happened[]> {
  const number = priorityNumbers.indexOf(priority)
  if (conversation.priority === number) return []
  await work.run('update conversation set priority = $3 where company_id = $1 and id = $2', [
    work.companyId,
    conversation.id,
    number,
  ])
  const before = priorityNumbers[conversation.priority] ?? 'normal'
  return [{ conversation, what: 'priority', facts: { before, after: priority } }]
}

export const setPriority = command(
  'inbox.answer',
  async (work, input: { id: string; priority: Priority }): Promise<ConversationRow> => {
    const conversation = await lockConversation(work, input.id, 'inbox.answer')
    return changed(work, conversation, await prioritise(work, conversation, input.priority))
  },
  { name: 'inbox.set_priority' },
)

/** Whose the thread is now is the caller's to know, before they make it another's. @throws inbox.not_yours_to_link */
async function assertMayUnlink(work: Work, threadId: string): Promise<void> {
  const thread = (await findThreads(work, [threadId])).get(threadId)
  if (!thread?.customerId) return
  const [found] = await partiesOfMany(work, [thread.customerId], 'contacts.read')
  if (!found) throw new Refusal('inbox.not_yours_to_link')
}

/** Says whose thread it is, or that nobody knows. @throws contacts.customer_not_found, inbox.not_yours_to_link */
export const setCustomer = command(
  'inbox.answer',
  async (work, input: { id: string; customerId: string | null }): Promise<ConversationRow> => {
    const { id } = input
    const seen = await findConversation(work, id, 'inbox.answer')
    await assertMayUnlink(work, seen.thread_id)
    // The customer and the thread are held by messaging in the order of everyone; then comes ours.
    await linkThread(work, {
      threadId: seen.thread_id,
      customerId: input.customerId,
      within: 'contacts.read',
    })
    const conversation = await lockConversation(work, id, 'inbox.answer')
    const thread = (await findThreads(work, [seen.thread_id])).get(seen.thread_id)
    const customerId = thread?.customerId ?? null
    if (conversation.customer_id === customerId) return showRow(work, id)
    await work.run(
      'update conversation set customer_id = $3 where company_id = $1 and thread_id = $2',
      [work.companyId, conversation.thread_id, customerId],
    )
    const what = customerId === null ? ('unlinked' as const) : ('linked' as const)
    return changed(work, { ...conversation, customer_id: customerId }, [{ conversation, what }])
  },
  { name: 'inbox.set_customer' },
)
