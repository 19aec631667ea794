import type { SaveDraft } from '#core/inbox/api.ts'
import type { Draft } from '#core/inbox/conversation.ts'
import { Refusal } from '#core/refusal.ts'
import { command, type Work } from '#platform/command.ts'
import { whisperChanged } from './happen.ts'
import { findConversation } from './scope.ts'
import { draftOf } from './show.ts'

/** Keeps what one has begun to write, for oneself alone; the instant of its first letter stays. */
export const saveDraft = command(
  'inbox.answer',
  async (work, input: SaveDraft): Promise<Draft> => {
    // A draft is of who writes it; a key has no box to write in.
    if (work.actor.kind !== 'user') throw new Refusal('access.forbidden')
    await findConversation(work, input.id)
    await work.run(
      `insert into conversation_draft (company_id, user_id, conversation_id, text, thread_id, answers,
         subject, note, beside, began_at, saved_at)
       values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $10)
       on conflict (company_id, user_id, conversation_id) do update set text = excluded.text,
         thread_id = excluded.thread_id, answers = excluded.answers, subject = excluded.subject,
         note = excluded.note, beside = excluded.beside, saved_at = excluded.saved_at`,
      [
        ...[work.companyId, work.actor.id, input.id, input.text, input.threadId, input.answers],
        ...[input.subject, input.note, input.beside || null, work.now],
      ],
    )
    const draft = await draftOf(work, input.id)
    if (!draft) throw new Refusal('inbox.conversation_not_found', { id: input.id })
    return draft
  },
  { name: 'inbox.save_draft' },
)

/** What was said is no draft any more; a note that was begun beside an answer stays, and the reverse. */
export async function dropDraft(
  work: Work,
  conversationId: string,
  of: 'reply' | 'note',
): Promise<void> {
  const whose = [work.companyId, work.actor.id, conversationId, of === 'note']
  await work.run(
    `delete from conversation_draft where company_id = $1 and user_id = $2 and conversation_id = $3
       and note = $4 and beside is null`,
    whose,
  )
  // What is left is the other side alone; the thread and the subject were the answer's.
  await work.run(
    `update conversation_draft set text = case when note = $4 then beside else text end, note = not $4,
       beside = null, thread_id = case when $4 then thread_id end,
       answers = case when $4 then answers end, subject = case when $4 then subject end
     where company_id = $1 and user_id = $2 and conversation_id = $3 and beside is not null`,
    whose,
  )
}

export const removeDraft = command(
  'inbox.answer',
  async (work, { id }: { id: string }) => {
    await findConversation(work, id)
    await work.run(
      'delete from conversation_draft where company_id = $1 and user_id = $2 and conversation_id = $3',
      [work.companyId, work.actor.id, id],
    )
    return { done: true as const }
  },
  { name: 'inbox.remove_draft' },
)

/** Everything that the customer said so far counts as seen by this reader, or not the last of it. */
export async function markRead(work: Work, conversationId: string, unread = false): Promise<void> {
  if (work.actor.kind !== 'user') return
  await work.run(
    `insert into conversation_read as r (company_id, user_id, conversation_id, seen, at)
     select company_id, $2, id, greatest(0, heard - case when $5 then 1 else 0 end), $4 from conversation
     where company_id = $1 and id = $3
     on conflict (company_id, user_id, conversation_id)
     do update set seen = excluded.seen, at = excluded.at where r.seen <> excluded.seen`,
    [work.companyId, work.actor.id, conversationId, work.now, unread],
  )
}

/** Reads a conversation to its end, or leaves its last message for later. */
export const setReading = command(
  'inbox.read',
  async (work, { id, unread }: { id: string; unread: boolean }) => {
    const conversation = await findConversation(work, id)
    await markRead(work, id, unread)
    whisperChanged(work, conversation)
    return { done: true as const }
  },
  { name: 'inbox.set_reading' },
)
