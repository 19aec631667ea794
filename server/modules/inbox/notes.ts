import type { SaveNote } from '#core/inbox/api.ts'
import type { TimelineItem } from '#core/inbox/conversation.ts'
import { ColleagueMentioned } from '#core/inbox/events.ts'
import { Refusal } from '#core/refusal.ts'
import { openName } from '#modules/messaging/index.ts'
import { activeUsers, userNames } from '#modules/people/index.ts'
import { command, type Work } from '#platform/command.ts'
import { may } from '#platform/session.ts'
import { dropDraft } from './drafts.ts'
import { aboutOf, tellChanged } from './happen.ts'
import { lockConversation } from './scope.ts'
import type { NoteTable } from './tables.ts'
import { noteItem } from './timeline.ts'

/** Colleagues who may be named: they read the inbox, so that they can follow. @throws inbox.user_not_found */
async function assertColleagues(work: Work, ids: readonly string[]): Promise<void> {
  if (ids.length === 0) return
  const readers = (await activeUsers(work)).filter(({ grants }) => grants.has('inbox.read'))
  const missing = ids.find((id) => !readers.some(({ userId }) => userId === id))
  if (missing !== undefined) throw new Refusal('inbox.user_not_found', { id: missing })
}

/**
 * Writes something down among colleagues. It stands in a table that nothing ever sends from; who is
 * named in it hears of it and sees the conversation from now on.
 */
export const addNote = command(
  'inbox.answer',
  async (work, input: SaveNote): Promise<TimelineItem> => {
    // Who is named in a note answers with one, although the customer is another's to answer.
    const conversation = await lockConversation(work, input.conversationId, 'inbox.read')
    const mentions = [...new Set(input.mentions)]
    await assertColleagues(work, mentions)
    const [note] = await work.run<NoteTable>(
      `insert into conversation_note (company_id, id, conversation_id, thread_id, at, text, mentions,
         actor_id, actor_name)
       values ($1, $2, $3, $4, $5, $6, $7, $8, $9)
       returning id, conversation_id, thread_id, at, text, mentions, actor_id, actor_name`,
      [
        ...[work.companyId, input.id, conversation.id, conversation.thread_id, work.now],
        ...[input.text, mentions, work.actor.id, work.actor.name],
      ],
    )
    if (!note) throw new Error('A new note has a row')
    await work.run(
      `insert into conversation_mention (company_id, user_id, conversation_id, at)
       select $1, m.id, $3, $4 from unnest($2::uuid[]) as m(id) order by m.id
       on conflict (company_id, user_id, conversation_id) do update set at = excluded.at`,
      [work.companyId, mentions, conversation.id, work.now],
    )
    const { about, facts } = aboutOf(conversation)
    const told = mentions.filter((id) => id !== work.actor.id)
    if (told.length > 0)
      work.publish(ColleagueMentioned, about, {
        ...facts,
        noteId: note.id,
        userIds: told,
        name: openName(conversation.writer),
      })
    await dropDraft(work, conversation.id, 'note')
    tellChanged(work, conversation)
    return noteItem(note, await userNames(work, mentions))
  },
  { name: 'inbox.add_note', once: ({ id }) => id },
)

/** Takes one's own note away; who manages the inbox takes anyone's. @throws inbox.note_not_found */
export const removeNote = command(
  'inbox.answer',
  async (work, input: { conversationId: string; noteId: string }) => {
    const conversation = await lockConversation(work, input.conversationId, 'inbox.read')
    const anyone = may(work.session, 'inbox.manage')
    const removed = await work.run<{ text: string }>(
      `update conversation_note set removed_at = $4 where company_id = $1 and conversation_id = $2
         and id = $3 and removed_at is null and ($5 or actor_id = $6) returning text`,
      [work.companyId, conversation.id, input.noteId, work.now, anyone, work.actor.id],
    )
    const [note] = removed
    if (!note) throw new Refusal('inbox.note_not_found', { id: input.noteId })
    work.audit('inbox.note_removed', {
      kind: 'conversation',
      id: conversation.id,
      before: { text: note.text },
      after: null,
    })
    tellChanged(work, conversation)
    return { done: true as const }
  },
  { name: 'inbox.remove_note' },
)
