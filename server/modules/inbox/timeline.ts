import type { Timeline, TimelineInput } from '#core/inbox/api.ts'
import type { TimelineItem } from '#core/inbox/conversation.ts'
import type { ThreadMessage } from '#core/messaging/thread.ts'
import { Refusal } from '#core/refusal.ts'
import { partiesOf } from '#modules/contacts/index.ts'
import { messagesAfter, messagesOf, placeOfMessage, threadsOf } from '#modules/messaging/index.ts'
import { userNames } from '#modules/people/index.ts'
import { query } from '#platform/query.ts'
import { may, ownersWithin } from '#platform/session.ts'
import { cursorAt, readTimeCursor } from './cursor.ts'
import { type From, findConversation } from './scope.ts'
import type { ConversationTable, HappeningTable, NoteTable } from './tables.ts'

type Place = Readonly<{ at: Date; id: string }>

/** Every thread of the customer behind a conversation, as far as the reader may see the customer. */
export async function threadIdsOf(
  from: From,
  { thread_id: own, customer_id: customerId }: ConversationTable,
): Promise<string[]> {
  if (customerId === null || !may(from.session, 'contacts.read')) return [own]
  if (ownersWithin(from.session, 'contacts.read') !== undefined) {
    const inReach = await partiesOf(from, customerId, 'contacts.read').catch((error: unknown) => {
      if (error instanceof Refusal) return undefined
      throw error
    })
    if (!inReach) return [own]
  }
  const threads = await threadsOf(from, await partiesOf(from, customerId))
  return [...new Set([own, ...threads.map(({ id }) => id)])]
}

/** What happened and was noted on threads, on one side of a place, nearest to it first. */
async function beside(
  from: From,
  threadIds: readonly string[],
  side: 'older' | 'newer',
  place: Place | undefined,
  limit: number,
) {
  const order = side === 'older' ? 'at desc, id desc' : 'at, id'
  const than = side === 'older' ? '<' : '>'
  const where = `company_id = $1 and thread_id = any($2)
    and ($3::timestamptz is null or (at, id) ${than} ($3, $4::uuid))`
  const values = [from.companyId, threadIds, place?.at ?? null, place?.id ?? null, limit]
  const happened = await from.run<HappeningTable>(
    `select id, conversation_id, thread_id, at, what, actor_id, actor_name, human, facts, reasons
     from conversation_happening where ${where} order by ${order} limit $5`,
    values,
  )
  const notes = await from.run<NoteTable>(
    `select id, conversation_id, thread_id, at, text, mentions, actor_id, actor_name
     from conversation_note where removed_at is null and ${where} order by ${order} limit $5`,
    values,
  )
  return { happened, notes }
}

export const messageItem = (
  message: ThreadMessage,
  conversationId: string | null,
): TimelineItem => ({ kind: 'message', id: message.id, at: message.at, conversationId, message })

export function noteItem(note: NoteTable, names: ReadonlyMap<string, string>): TimelineItem {
  return {
    kind: 'note',
    id: note.id,
    at: note.at.toISOString(),
    conversationId: note.conversation_id,
    note: {
      id: note.id,
      text: note.text,
      by: { id: note.actor_id, name: note.actor_name },
      mentions: note.mentions.map((id) => ({ id, name: names.get(id) ?? '' })),
    },
  }
}

const happeningItem = (row: HappeningTable): TimelineItem => ({
  kind: 'happening',
  id: row.id,
  at: row.at.toISOString(),
  conversationId: row.conversation_id,
  what: row.what,
  by: { id: row.actor_id, name: row.actor_name, human: row.human },
  facts: row.facts,
  reasons: row.reasons.map(({ code, facts }) => ({ code, facts: { ...facts } })),
})

const isBefore = (a: TimelineItem, b: TimelineItem) => (a.at === b.at ? a.id < b.id : a.at < b.at)

/** One page on one side of a place, newest first, and whether there is more on that side. */
async function pageOn(
  from: From,
  threadIds: readonly string[],
  side: 'older' | 'newer',
  place: Place | undefined,
  limit: number,
): Promise<{ rows: TimelineItem[]; more: boolean }> {
  const messages =
    side === 'older' || !place
      ? await messagesOf(from, threadIds, { before: place, limit: limit + 1 })
      : await messagesAfter(from, threadIds, { after: place, limit: limit + 1 })
  const { happened, notes } = await beside(from, threadIds, side, place, limit + 1)
  const names = await userNames(
    from,
    notes.flatMap(({ mentions }) => mentions),
  )
  const all = [
    ...messages.map((message) => messageItem(message, null)),
    ...happened.map(happeningItem),
    ...notes.map((note) => noteItem(note, names)),
  ]
  const nearest = all.sort((a, b) => (isBefore(a, b) === (side === 'newer') ? -1 : 1))
  const rows = nearest.slice(0, limit)
  if (side === 'newer') rows.reverse()
  return { rows, more: all.length > limit }
}

const placeOf = (item: TimelineItem | undefined): string | null =>
  item ? cursorAt(item.at, item.id) : null

/** The middle of a conversation, around one of its messages. @throws inbox.message_not_found */
async function around(
  from: From,
  threadIds: readonly string[],
  messageId: string,
  limit: number,
): Promise<Timeline> {
  const place = await placeOfMessage(from, messageId)
  if (!place || !threadIds.includes(place.threadId))
    throw new Refusal('inbox.message_not_found', { id: messageId })
  const half = Math.max(1, Math.floor(limit / 2))
  // The greatest id of that instant: the message itself belongs to the older half.
  const through = { at: place.at, id: 'ffffffff-ffff-ffff-ffff-ffffffffffff' }
  const newer = await pageOn(from, threadIds, 'newer', through, half)
  const older = await pageOn(from, threadIds, 'older', through, limit - half)
  const rows = [...newer.rows, ...older.rows]
  return {
    rows,
    older: older.more ? placeOf(rows.at(-1)) : null,
    newer: newer.more ? placeOf(rows[0]) : null,
  }
}

/** What was said on every thread of the customer, with notes and what happened, newest first. */
export const showTimeline = query(
  'inbox.read',
  async (from, input: TimelineInput): Promise<Timeline> => {
    const threadIds = await threadIdsOf(from, await findConversation(from, input.id))
    if (input.around) return around(from, threadIds, input.around, input.limit)
    if (input.after) {
      const place = readTimeCursor(input.after)
      const { rows, more } = await pageOn(from, threadIds, 'newer', place, input.limit)
      return { rows, older: input.after, newer: more ? placeOf(rows[0]) : null }
    }
    const place = input.before ? readTimeCursor(input.before) : undefined
    const { rows, more } = await pageOn(from, threadIds, 'older', place, input.limit)
    return { rows, older: more ? placeOf(rows.at(-1)) : null, newer: input.before ?? null }
  },
)
