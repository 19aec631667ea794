import { MessageFailed } from '#core/messaging/events.ts'
import { type Listener, on } from '#platform/events.ts'

/**
 * A thread whose person blocked us, as the vendor says, is closed to us from then on; their next
 * word opens it again.
 */
export const blockedReactions: readonly Listener[] = [
  on(MessageFailed, 'messaging.note_block', async (work, { messageId, reason }) => {
    if (reason !== 'blocked_by_customer') return
    const rows = await work.run<{ id: string }>(
      `update thread t set blocked_at = $3 from message m
       where m.company_id = $1 and m.id = $2 and t.company_id = $1 and t.id = m.thread_id
         and t.blocked_at is null and (t.last_in_at is null or t.last_in_at < m.claimed_at)
       returning t.id`,
      [work.companyId, messageId, work.now],
    )
    for (const { id } of rows) work.whisper('messaging.progress', { kind: 'thread', id })
  }),
]
