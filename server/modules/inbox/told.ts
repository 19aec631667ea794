import {
  MessageFailed,
  MessageQueued,
  MessageSent,
  ThreadLinked,
  ThreadNamed,
  ThreadsJoined,
} from '#core/messaging/events.ts'
import { brieflyById, findThreads, latestOf } from '#modules/messaging/index.ts'
import type { Work } from '#platform/command.ts'
import { on } from '#platform/events.ts'
import { beginning, noteAnswer, restoreAnswer, takeBackAnswer, wordOf } from './answered.ts'
import { giveWordTo } from './consent-words.ts'
import { type Happened, noteHappenings, tellChanged, whisperChanged } from './happen.ts'
import { lockOpenOn } from './scope.ts'
import type { ConversationTable } from './tables.ts'

/** Whatever was sent on a thread, from wherever in the house, is its conversation's last word. */
export const hearQueued = on(
  MessageQueued,
  'inbox.hear_queued',
  async (work, { messageId, about }) => {
    const [message] = await brieflyById(work, [messageId])
    // An invoice that leaves by itself is of no conversation; one that a colleague sends here is.
    if (about.kind === 'invoice' && message?.byHuman !== true) return
    const conversation = message && (await lockOpenOn(work, message.threadId))
    if (!conversation || message.state === 'withdrawn') return
    const known = await work.run(
      'select 1 from conversation_answer where company_id = $1 and message_id = $2',
      [work.companyId, messageId],
    )
    if (known.length > 0) return
    await noteAnswer(work, conversation, wordOf(message))
    whisperChanged(work, conversation)
  },
)

/** An answer that did not leave was none. */
export const hearFailed = on(MessageFailed, 'inbox.hear_failed', async (work, { messageId }) => {
  const id = await takeBackAnswer(work, messageId)
  if (id !== undefined) work.whisper('inbox.changed', { kind: 'conversation', id })
})

/** A person sent again what had failed. */
export const hearSent = on(MessageSent, 'inbox.hear_sent', (work, { messageId, about }) =>
  ['thread', 'invoice'].includes(about.kind) ? restoreAnswer(work, messageId) : Promise.resolve(),
)

/** All conversations of a thread are of the customer whose it is now, and so is what was said in them. */
export const hearLinked = on(
  ThreadLinked,
  'inbox.hear_linked',
  async (work, { threadId, customerId }) => {
    const word = customerId === null ? [] : await giveWordTo(work, [threadId], customerId)
    const moved = await work.run<ConversationTable>(
      `update conversation set customer_id = $3 where company_id = $1 and thread_id = $2
         and customer_id is distinct from $3 returning *`,
      [work.companyId, threadId, customerId],
    )
    const linked = moved.map(
      (conversation): Happened => ({
        conversation,
        what: customerId === null ? 'unlinked' : 'linked',
      }),
    )
    await noteHappenings(work, [...linked, ...word])
    for (const conversation of moved) tellChanged(work, conversation)
  },
)

const earliest = (all: readonly Date[]): Date | null =>
  all.length > 0 ? new Date(Math.min(...all.map(Number))) : null

/** Of two open conversations the one of the thread that stays goes on, and the other ends in it. */
async function joinOpen(work: Work, into: string, from: readonly string[]): Promise<void> {
  const open = await work.run<ConversationTable>(
    `select * from conversation where company_id = $1 and thread_id = any($2) and state <> 'closed'
     order by id for no key update`,
    [work.companyId, [into, ...from]],
  )
  const staying = open.find(({ thread_id: id }) => id === into) ?? open[0]
  const ending = open.filter((each) => each !== staying)
  const ids = ending.map(({ id }) => id)
  if (ids.length > 0)
    await work.run(
      `update conversation set state = 'closed', closed_at = $3, snooze_until = null,
         waiting_since = null, reply_due_at = null where company_id = $1 and id = any($2)`,
      [work.companyId, ids, work.now],
    )
  if (staying && ending.length > 0) {
    const heard = ending.reduce((sum, each) => sum + each.heard, 0)
    const since = [staying, ...ending].flatMap(({ waiting_since: at }) => at ?? [])
    const due = [staying, ...ending].flatMap(({ reply_due_at: at }) => at ?? [])
    await work.run(
      `update conversation set heard = heard + $3, waiting_since = $4, reply_due_at = $5,
         assignee_id = coalesce(assignee_id, $6) where company_id = $1 and id = $2`,
      [
        ...[work.companyId, staying.id, heard, earliest(since), earliest(due)],
        ending.find(({ assignee_id: id }) => id !== null)?.assignee_id ?? null,
      ],
    )
  }
  for (const table of ['conversation', 'conversation_note', 'conversation_happening'])
    await work.run(
      `update ${table} set thread_id = $3 where company_id = $1 and thread_id = any($2)`,
      [work.companyId, from, into],
    )
  if (!staying) return
  const [last] = await latestOf(work, [into])
  if (last)
    await work.run(
      `update conversation set last_message_id = $3, last_text = $4, last_kind = $5, last_at = $6,
         last_direction = $7 where company_id = $1 and id = $2`,
      [
        ...[work.companyId, staying.id, last.id, beginning(last.text || last.subject)],
        ...[last.kind, last.at, last.direction],
      ],
    )
  await noteHappenings(work, [{ conversation: staying, what: 'joined', byHouse: true }])
  for (const each of [staying, ...ending]) tellChanged(work, { ...each, thread_id: into })
}

/** Two threads were one person: what was worked on apart goes on in one place. */
export const hearJoined = on(ThreadsJoined, 'inbox.hear_joined', async (work, { into, from }) => {
  const { customerId } = (await findThreads(work, [into])).get(into) ?? {}
  const word = customerId ? await giveWordTo(work, [into, ...from], customerId) : []
  await joinOpen(work, into, from)
  await noteHappenings(work, word)
})

/** The vendor told what the writer is called: the open conversation takes the name over. */
export const hearNamed = on(
  ThreadNamed,
  'inbox.hear_named',
  async (work, { threadId, before, name }) => {
    const rows = await work.run<Pick<ConversationTable, 'id' | 'thread_id' | 'customer_id'>>(
      `update conversation set writer = $4 where company_id = $1 and thread_id = $2 and writer = $3
       returning id, thread_id, customer_id`,
      [work.companyId, threadId, before, name],
    )
    for (const row of rows) tellChanged(work, row)
  },
)
