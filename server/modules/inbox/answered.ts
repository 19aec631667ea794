import { answeredElsewhere, type SaidBriefly } from '#modules/messaging/index.ts'
import type { Work } from '#platform/command.ts'
import { Clockwork, readSettings } from './settings.ts'
import type { ConversationTable } from './tables.ts'

/** Something that we said on the thread of a conversation. */
export type OurWord = Readonly<{
  messageId: string
  text: string
  kind: string
  at: Date
  /** When it reaches the customer, where it was written for a later hour. */
  answersAt?: Date
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
  // What the house says by itself does not hide the words of who waits for a person.
  if (word.human || conversation.waiting_since === null) await noteLast(work, conversation.id, word)
  if (!word.human) return
  const since = conversation.waiting_since
  const settings = await readSettings(work)
  const clock = new Clockwork(settings, work.zone)
  const answersAt = word.answersAt ?? word.at
  const wall = since && Math.max(0, Math.floor((answersAt.getTime() - since.getTime()) / 1000))
  const first = since !== null && conversation.first_answer_at === null
  const made = await work.run(
    `insert into conversation_answer (company_id, message_id, conversation_id, channel, type_id, agent_id,
       at, waited_since, first, wall_s, working_s)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11) on conflict do nothing returning message_id`,
    [
      ...[work.companyId, word.messageId, conversation.id, conversation.channel],
      ...[conversation.type_id, word.agentId, answersAt, since, first, wall],
      since && clock.seconds(since, answersAt),
    ],
  )
  if (made.length === 0) return
  await work.run(
    `update conversation set waiting_since = null, reply_due_at = null, reminded = 0,
       first_answer_at = case when $3 then $4 else first_answer_at end,
       first_answer_s = case when $3 then $5 else first_answer_s end
     where company_id = $1 and id = $2`,
    [work.companyId, conversation.id, first, answersAt, wall],
  )
}

type Unanswered = { thread_id: string; waited_since: Date; first: boolean }

/**
 * The first word of the customer that no answer stands after any more, because all that were given to
 * it were taken back or failed, in whatever order. An end of the work is an answer, too.
 */
const unansweredSql = `
  select c.thread_id, a.waited_since, a.first from conversation_answer a
  join conversation c on c.company_id = a.company_id and c.id = a.conversation_id
  where a.company_id = $1 and a.conversation_id = $2 and a.withdrawn and a.waited_since is not null
    and not exists (select 1 from conversation_answer s where s.company_id = $1
      and s.conversation_id = $2 and not s.withdrawn and s.at >= a.waited_since)
    and not exists (select 1 from conversation_happening h where h.company_id = $1
      and h.conversation_id = $2 and h.what = 'closed' and h.at > a.at)
  order by a.waited_since limit 1`

/** An answer that did not leave after all: whoever waited for it waits still. */
export async function takeBackAnswer(work: Work, messageId: string): Promise<string | undefined> {
  const [row] = await work.run<{ conversation_id: string }>(
    `update conversation_answer set withdrawn = true
     where company_id = $1 and message_id = $2 and not withdrawn returning conversation_id`,
    [work.companyId, messageId],
  )
  if (!row) return undefined
  const id = row.conversation_id
  const [left] = await work.run<Unanswered>(unansweredSql, [work.companyId, id])
  if (!left) return id
  const { thread_id: threadId, waited_since: since } = left
  if ((await answeredElsewhere(work, [{ threadId, at: since }])).size > 0) return id
  const settings = await readSettings(work)
  const due = new Clockwork(settings, work.zone).due(since, settings.replyMinutes)
  await work.run(
    `update conversation set waiting_since = least(waiting_since, $3), reply_due_at = $4,
       first_answer_at = case when $5 then null else first_answer_at end,
       first_answer_s = case when $5 then null else first_answer_s end
     where company_id = $1 and id = $2 and state <> 'closed'`,
    [work.companyId, id, since, due, left.first],
  )
  return id
}

/**
 * A failed answer was tried again and left: it answers whom it was for. Where another was the first
 * meanwhile, it is the first no more.
 */
export async function restoreAnswer(work: Work, messageId: string): Promise<void> {
  await work.run(
    `with back as (
       update conversation_answer a set withdrawn = false,
         first = a.first and c.first_answer_at is null
       from conversation c where a.company_id = $1 and a.message_id = $2 and a.withdrawn
         and c.company_id = a.company_id and c.id = a.conversation_id
       returning a.conversation_id, a.at, a.first, a.wall_s)
     update conversation c set
       waiting_since = case when c.waiting_since <= back.at then null else c.waiting_since end,
       reply_due_at = case when c.waiting_since <= back.at then null else c.reply_due_at end,
       reminded = case when c.waiting_since <= back.at then 0 else c.reminded end,
       first_answer_at = case when back.first then back.at else c.first_answer_at end,
       first_answer_s = case when back.first then back.wall_s else c.first_answer_s end
     from back where c.company_id = $1 and c.id = back.conversation_id`,
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
