import { Refusal } from '#core/refusal.ts'
import type { Work } from '#platform/command.ts'
import { lockMessage, queueAgain } from '../store.ts'

/**
 * Puts a message that failed in line again; the rules are asked anew when it leaves.
 * @returns whether it had failed @throws messaging.message_not_found also for what a customer said
 */
export async function tryAgain(work: Work, id: string): Promise<boolean> {
  const message = await lockMessage(work, id)
  if (message.direction !== 'out' || !message.thread_id)
    throw new Refusal('messaging.message_not_found', { id })
  if (message.state !== 'failed') return false
  await queueAgain(work, id, work.now)
  work.audit('messaging.resent', {
    kind: 'message',
    id,
    before: { state: message.state, reason: message.reason },
    after: { state: 'queued' },
  })
  work.whisper('messaging.progress', { kind: 'thread', id: message.thread_id })
  return true
}
