import type { SaidBriefly } from '#modules/messaging/index.ts'
import type { Work } from '#platform/command.ts'
import { Clockwork, readSettings } from './settings.ts'
import type { ConversationTable } from './tables.ts'

/** Something that we said on the thread of a conversation. */
export type OurWord = Readonly<{
  messageId: string
  text: string
  kind: string
  at: Date
  /** The colleague who said it; null when the house spoke by itself. */
  agentId: string | null
  human: boolean
}>

/** The beginning of a message, as a list shows it. */
export const beginning = (text: string): string => text.replaceAll(/\s+/g, ' ').trim().slice(0, 200)

/** Puts our last word into the row that lists show. */
async function noteLast(work: Work, id: string, word: OurWord): Promise<void> {
  await work.run(
    `update conversation set last_message_id = $3, last_text = $4, last_kind = $5, last_at = $6,
       last_direction = 'out' where company_id = $1 and id = $2 and last_at <= $6`,
    [work.companyId, id, word.messageId, beginning(word.text), word.kind, word.at],
  )
}

/**
 * Counts an answer of a person: who waited is answered, and how long it took is written down, once
 * however often it is told. The conversation is held.
 */
export async function noteAnswer(
  work: Work,
  conversation: ConversationTable,
  word: OurWord,
): Promise<void> {
  await noteLast(work, conversation.id, word)
  if (!word.human) return
  const since = conversation.waiting_since
  const settings = await readSettings(work)
  const clock = new Clockwork(settings, work.zone)
  const wall = since && Math.max(0, Math.floor((word.at.getTime() - since.getTime()) / 1000))
  const first = since !== null && conversation.first_answer_at === null
  const made = await work.run(
    `insert into conversation_answer (company_id, message_id, conversation_id, channel, type_id, agent_id,
       at, waited_since, first, wall_s, working_s)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11) on conflict do nothing returning message_id`,
    [
      ...[work.companyId, word.messageId, conversation.id, conversation.channel],
      ...[conversation.type_id, word.agentId, word.at, since, first, wall],
      since && clock.seconds(since, word.at),
    ],
  )
  if (made.length === 0) return
  await work.run(
    `update conversation set waiting_since = null, reply_due_at = null, reminded = 0,
       first_answer_at = case when $3 then $4 else first_answer_at end,
       first_answer_s = case when $3 then $5 else first_answer_s end
     where company_id = $1 and id = $2`,
    [work.companyId, conversation.id, first, word.at, wall],
  )
}

/** An answer that did not leave after all: whoever waited for it waits still. */
export async function takeBackAnswer(work: Work, messageId: string): Promise<string | undefined> {
  const [row] = await work.run<{
    conversation_id: string
    waited_since: Date | null
    first: boolean
  }>(
    `update conversation_answer set withdrawn = true
     where company_id = $1 and message_id = $2 and not withdrawn
     returning conversation_id, waited_since, first`,
    [work.companyId, messageId],
  )
  if (!row) return undefined
  if (row.waited_since === null) return row.conversation_id
  const settings = await readSettings(work)
  const due = new Clockwork(settings, work.zone).due(row.waited_since, settings.replyMinutes)
  await work.run(
    `update conversation c set waiting_since = least(waiting_since, $3), reply_due_at = $4,
       first_answer_at = case when $5 then null else first_answer_at end,
       first_answer_s = case when $5 then null else first_answer_s end
     where c.company_id = $1 and c.id = $2 and c.state <> 'closed' and not exists (
       select 1 from conversation_answer a where a.company_id = $1 and a.conversation_id = c.id
         and not a.withdrawn and a.at >= $3)`,
    [work.companyId, row.conversation_id, row.waited_since, due, row.first],
  )
  return row.conversation_id
}

/** A failed answer was tried again and left: it answers whom it was for. */
export async function restoreAnswer(work: Work, messageId: string): Promise<void> {
  await work.run(
    `with back as (
       update conversation_answer set withdrawn = false
       where company_id = $1 and message_id = $2 and withdrawn returning conversation_id, waited_since)
     update conversation c set waiting_since = null, reply_due_at = null, reminded = 0
     from back where c.company_id = $1 and c.id = back.conversation_id
       and c.waiting_since = back.waited_since`,
    [work.companyId, messageId],
  )
}

/** A message of ours in brief, as an answer. */
export const wordOf = (message: SaidBriefly): OurWord => ({
  messageId: message.id,
  text: message.text || message.subject,
  kind: message.kind,
  at: message.at,
  agentId: message.actorId,
  human: message.byHuman || message.elsewhere,
})
