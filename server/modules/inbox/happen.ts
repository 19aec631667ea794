import type { Happening } from '#core/inbox/conversation.ts'
import { ConversationChanged } from '#core/inbox/events.ts'
import type { Work } from '#platform/command.ts'
import type { ConversationTable, KeptWhy } from './tables.ts'

export type Happened = Readonly<{
  conversation: Pick<ConversationTable, 'id' | 'thread_id'>
  what: Happening
  facts?: Readonly<Record<string, string | number | null>>
  reasons?: readonly KeptWhy[]
  /** A reaction acts by itself, although the event names who caused it. */
  byHouse?: boolean
}>

const house = 'وصل'

/** Writes down what happened to conversations, in their order, in one statement. */
export async function noteHappenings(work: Work, all: readonly Happened[]): Promise<void> {
  if (all.length === 0) return
  // All of one instant: their ids alone keep their order.
  const ids = all.map(() => work.newId()).toSorted()
  const rows = all.map(({ conversation, what, facts = {}, reasons = [], byHouse }, place) => {
    const human = byHouse !== true && work.actor.kind === 'user'
    return {
      id: ids[place],
      conversation_id: conversation.id,
      thread_id: conversation.thread_id,
      what,
      actor_id: human ? work.actor.id : null,
      actor_name: byHouse === true ? house : work.actor.name,
      human,
      facts,
      reasons,
    }
  })
  await work.run(
    `insert into conversation_happening (company_id, id, conversation_id, thread_id, at, what,
       actor_id, actor_name, human, facts, reasons)
     select $1, h.id, h.conversation_id, h.thread_id, $3, h.what, h.actor_id, h.actor_name, h.human,
       h.facts, h.reasons
     from jsonb_to_recordset($2::jsonb) as h(id uuid, conversation_id uuid, thread_id uuid, what text,
       actor_id uuid, actor_name text, human boolean, facts jsonb, reasons jsonb)`,
    [work.companyId, JSON.stringify(rows), work.now],
  )
}

export const aboutOf = (
  conversation: Pick<ConversationTable, 'id' | 'thread_id' | 'customer_id'>,
) => ({
  about: {
    kind: 'conversation',
    id: conversation.id,
    customerId: conversation.customer_id ?? undefined,
  },
  facts: {
    conversationId: conversation.id,
    threadId: conversation.thread_id,
    customerId: conversation.customer_id,
  },
})

/** Tells open screens that a conversation is otherwise now. */
export function tellChanged(
  work: Work,
  conversation: Pick<ConversationTable, 'id' | 'thread_id' | 'customer_id'>,
): void {
  const { about, facts } = aboutOf(conversation)
  work.publish(ConversationChanged, about, facts)
}

/** The same for what nobody needs to find in the books: who reads, what was only counted. */
export function whisperChanged(
  work: Work,
  conversation: Pick<ConversationTable, 'id' | 'customer_id'>,
): void {
  work.whisper('inbox.changed', {
    kind: 'conversation',
    id: conversation.id,
    customerId: conversation.customer_id ?? undefined,
  })
}
