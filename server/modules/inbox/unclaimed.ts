import { ConversationUnclaimed } from '#core/inbox/events.ts'
import { openName } from '#modules/messaging/index.ts'
import { activeUsers, type Worker, workersOf } from '#modules/people/index.ts'
import type { Work } from '#platform/command.ts'
import { aboutOf } from './happen.ts'
import type { ConversationTable } from './tables.ts'

type Tried = Readonly<{ conversation: ConversationTable; userId: string | null }>

/** Who of these may take it: those of its department, or all where it has none or nobody there is one. */
export function takersOf(
  { department_id: wanted }: ConversationTable,
  agents: readonly Worker[],
): string[] {
  const inside = agents.filter(({ departments }) => departments.some(({ id }) => id === wanted))
  return (inside.length > 0 ? inside : agents).map(({ id }) => id)
}

/** Tells those who may take it of what is new and found nobody; what was looked for before is no news. */
export async function tellUnclaimed(work: Work, tried: readonly Tried[]): Promise<void> {
  const fresh = tried.filter(
    ({ conversation, userId }) => userId === null && conversation.assigned_why === null,
  )
  if (fresh.length === 0) return
  // Who sees only what is theirs cannot take what is nobody's.
  const users = (await activeUsers(work)).filter(
    ({ grants }) => (grants.get('inbox.answer') ?? 'own') !== 'own',
  )
  const agents = await workersOf(
    work,
    users.map(({ userId }) => userId),
  )
  for (const { conversation } of fresh) {
    const { about, facts } = aboutOf(conversation)
    work.publish(ConversationUnclaimed, about, {
      ...facts,
      userIds: takersOf(conversation, agents),
      name: openName(conversation.writer),
    })
  }
}
