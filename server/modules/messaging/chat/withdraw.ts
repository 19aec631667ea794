import type { Work } from '#platform/command.ts'
import { paperPrefix } from '../queue.ts'
import type { MessageTable } from '../tables.ts'

/**
 * Takes back a message that has not left, with the files that were to follow it. The sender that
 * takes it in hand holds the same row: one of the two comes first, and the other finds that out.
 * @returns whether it was in time
 */
export async function withdrawMessage(
  work: Work,
  input: Readonly<{ messageId: string; threadIds: readonly string[] }>,
): Promise<boolean> {
  const [row] = await work.run<Pick<MessageTable, 'id' | 'thread_id' | 'once'>>(
    `update message set state = 'withdrawn', not_before = null
     where company_id = $1 and id = $2 and thread_id = any($3) and direction = 'out'
       and state = 'queued' and attempts = 0 returning id, thread_id, once`,
    [work.companyId, input.messageId, input.threadIds],
  )
  if (!row) return false
  await work.run(
    `update message set state = 'withdrawn', not_before = null
     where company_id = $1 and thread_id = $2 and about_kind = 'paper'
       and starts_with(once, $3) and state = 'queued' and attempts = 0`,
    [work.companyId, row.thread_id, paperPrefix(row.once)],
  )
  work.audit('messaging.withdrawn', { kind: 'message', id: row.id, before: null, after: null })
  if (row.thread_id) work.whisper('messaging.progress', { kind: 'thread', id: row.thread_id })
  return true
}
