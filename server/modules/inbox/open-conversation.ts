import type { Thread } from '#modules/messaging/index.ts'
import type { Work } from '#platform/command.ts'
import type { AssignedWhy, ConversationTable } from './tables.ts'

type Begun = Readonly<{
  id: string
  direction: 'in' | 'out'
  /** As it is kept: 0 the least. */
  priority?: number
  /** Whose it is from its first moment. */
  assignee?: Readonly<{ id: string | null; why: AssignedWhy }>
}>

/** A new period of work on a thread, which is held and has none that is open. */
export async function openConversation(
  work: Work,
  thread: Thread,
  { id, direction, priority = 1, assignee }: Begun,
): Promise<ConversationTable> {
  const [made] = await work.run<ConversationTable>(
    `insert into conversation (company_id, id, thread_id, account_id, channel, customer_id, writer, state,
       opened_at, last_at, last_direction, priority, assignee_id, assigned_at, assigned_why)
     values ($1, $2, $3, $4, $5, $6, $7, 'open', $8, $8, $9, $10, $11, $12, $13) returning *`,
    [
      ...[work.companyId, id, thread.id, thread.accountId, thread.channel, thread.customerId],
      ...[thread.name, work.now, direction, priority, assignee?.id ?? null],
      ...[assignee ? work.now : null, assignee ? JSON.stringify(assignee.why) : null],
    ],
  )
  if (!made) throw new Error('A new conversation has a row')
  return made
}
