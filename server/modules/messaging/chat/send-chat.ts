import { MessageQueued } from '#core/messaging/events.ts'
import { declinable, type MessageCategory } from '#core/messaging/message.ts'
import type { ReachWhy } from '#core/messaging/reach.ts'
import { mediaOf, type Said, wordsOf } from '#core/messaging/thread.ts'
import { mayWriteFreely, opensByItself, windowAt } from '#core/messaging/window.ts'
import type { Language } from '#core/people/identity.ts'
import { Refusal } from '#core/refusal.ts'
import type { Work } from '#platform/command.ts'
import { openAccount, providerOf } from '../accounts/opened.ts'
import type { ChatAbilities } from '../chat-channel.ts'
import { optedOut } from '../consents.ts'
import { laneOf } from '../store.ts'
import type { MessageTable, ThreadTable } from '../tables.ts'
import { textLength } from '../text-length.ts'
import { leadsToStranger } from '../threads/number-answers.ts'
import { answerByMail, keepHead } from './answer-by-mail.ts'
import { filesFor } from './files-for.ts'

/** Something to say on a thread of a chat. */
export type ChatToSend = Readonly<{
  id: string
  threadId: string
  said: Said
  /** Of a mail; without one it answers under the subject that stands. */
  subject?: string | undefined
  /** Files of ours that go with it, in order; at most one where the vendor takes one. */
  fileIds?: readonly string[]
  /** Files that are made when it leaves, so that they show what is true then. */
  attachments?: readonly Readonly<{ maker: string; id: string }>[]
  /** Our id of the message that it answers. */
  answers?: string | undefined
  byHuman: boolean
  category: MessageCategory
  language: Language
  about?: Readonly<{ kind: string; id: string }>
  /** Names the sending for ever; its own id when nobody else names it. */
  once?: string
  notBefore?: Date | undefined
  /** The words as people read them, where what is said holds only parts of them: a template. */
  words?: string | undefined
  /** Why it goes this way, for whoever asks later. */
  why?: ReachWhy | undefined
}>

/** Holds a thread, so that two sendings on it keep their order. @throws messaging.thread_not_found */
export async function lockThread(work: Work, id: string): Promise<ThreadTable> {
  const [row] = await work.run<ThreadTable>(
    'select * from thread where company_id = $1 and id = $2 for no key update',
    [work.companyId, id],
  )
  if (!row) throw new Refusal('messaging.thread_not_found', { id })
  return row
}

/** @throws messaging.too_long, messaging.kind_not_carried */
function assertCarried(said: Said, abilities: ChatAbilities | undefined): void {
  if (!abilities) return
  if (!abilities.kinds.some((kind) => kind === said.kind))
    throw new Refusal('messaging.kind_not_carried', { kind: said.kind })
  const words = wordsOf(said)
  const long = textLength(words, abilities)
  if (said.kind === 'text' && words.trim() === '') throw new Refusal('messaging.empty', {})
  if (long > abilities.text.most)
    throw new Refusal('messaging.too_long', { most: abilities.text.most, long })
}

/**
 * Whether the words may leave on this thread now; a template may where free words may not.
 * @throws messaging.window_closed
 */
export function assertWindow(
  thread: Pick<ThreadTable, 'last_in_at' | 'channel'>,
  said: Said,
  byHuman: boolean,
  abilities: ChatAbilities | undefined,
  now: Date,
): void {
  if (said.kind === 'template' && !opensByItself.has(thread.channel)) return
  const lastIn = thread.last_in_at?.getTime() ?? null
  const window = windowAt(now.getTime(), lastIn, abilities?.windowHours)
  if (!mayWriteFreely(window, byHuman))
    throw new Refusal('messaging.window_closed', { channel: thread.channel })
}

async function assertWanted(work: Work, thread: ThreadTable, category: MessageCategory) {
  if (thread.blocked_at) throw new Refusal('messaging.thread_blocked', { id: thread.id })
  if (await leadsToStranger(work, thread.id))
    throw new Refusal('messaging.number_wrong', { id: thread.id })
  if (!thread.customer_id || !declinable.includes(category)) return
  const out = await optedOut(work, [thread.customer_id], thread.channel, category)
  if (out.has(thread.customer_id))
    throw new Refusal('messaging.opted_out', { channel: thread.channel })
}

/** The vendor's id of a message that is answered; nothing when it has none (yet). */
async function quoted(work: Work, thread: ThreadTable, id: string | undefined) {
  if (!id) return null
  const [row] = await work.run<{ provider_id: string | null }>(
    'select provider_id from message where company_id = $1 and thread_id = $2 and id = $3',
    [work.companyId, thread.id, id],
  )
  return row?.provider_id ?? null
}

/** Every rule of a chat that may forbid a message. */
async function assertChat(work: Work, thread: ThreadTable, chat: ChatToSend): Promise<void> {
  const account = await openAccount(work, thread.account_id)
  if (!account || account.removed)
    throw new Refusal('messaging.account_not_found', { id: thread.account_id })
  const { abilities } = providerOf(work.session.house, account)
  assertCarried(chat.said, abilities)
  assertWindow(thread, chat.said, chat.byHuman, abilities, work.now)
}

export type QueuedChat = Readonly<{ messageId: string; fresh: boolean }>

/**
 * Puts something in line on a thread, after every rule that may forbid it. Asking twice with the
 * same `once` gives the first one's id.
 * @throws messaging.thread_not_found, messaging.window_closed, messaging.opted_out, messaging.too_long,
 *   messaging.kind_not_carried, messaging.account_not_found, messaging.thread_blocked,
 *   messaging.number_wrong
 */
export async function sendChat(work: Work, chat: ChatToSend): Promise<QueuedChat> {
  const thread = await lockThread(work, chat.threadId)
  const mail = thread.channel === 'email' ? await answerByMail(work, thread, chat) : undefined
  if (!mail) await assertChat(work, thread, chat)
  await assertWanted(work, thread, chat.category)
  const once = chat.once ?? `chat:${chat.id}`
  const about = chat.about ?? { kind: 'thread', id: thread.id }
  const made = await work.run<Pick<MessageTable, 'id'>>(
    `insert into message (company_id, id, customer_id, channel, direction, account_id, thread_id,
       category, language, to_name, to_address, subject, body, content, attachments, said_at, answers,
       by_human, about_kind, about_id, once, not_before, queued_at, actor_id, actor_name, any_hour, reach)
     values ($1, $2, $3, $4, 'out', $5, $6, $7, $8, $9, $10, $23, $11, $12, $13, $14, $15, $16, $17, $18,
       $19, $20, $14, $21, $22, $24, $25)
     on conflict (company_id, once) do nothing returning id`,
    [
      ...[
        work.companyId,
        chat.id,
        thread.customer_id,
        thread.channel,
        thread.account_id,
        thread.id,
      ],
      ...[
        chat.category,
        chat.language,
        thread.name,
        thread.address,
        chat.words ?? wordsOf(chat.said),
      ],
      ...[
        JSON.stringify(mail ? { kind: 'mail' } : chat.said),
        JSON.stringify(chat.attachments ?? []),
        work.now,
      ],
      ...[await quoted(work, thread, chat.answers), chat.byHuman, about.kind, about.id, once],
      ...[chat.notBefore ?? null, work.actor.id, work.actor.name, mail?.subject ?? ''],
      ...[chat.byHuman || work.actor.kind === 'user', chat.why ? JSON.stringify(chat.why) : null],
    ],
  )
  if (made.length === 0) {
    const [first] = await work.run<{ id: string }>(
      'select id from message where company_id = $1 and once = $2',
      [work.companyId, once],
    )
    return { messageId: first?.id ?? chat.id, fresh: false }
  }
  if (mail) await keepHead(work, chat.id, mail)
  await attach(work, thread, chat)
  await work.run(
    `update thread set last_out_at = greatest(last_out_at, $3)
     where company_id = $1 and id = $2`,
    [work.companyId, thread.id, work.now],
  )
  work.publish(
    MessageQueued,
    { kind: 'message', id: chat.id, customerId: thread.customer_id ?? undefined },
    { messageId: chat.id, customerId: thread.customer_id, category: chat.category, about },
  )
  work.whisper('messaging.progress', { kind: 'thread', id: thread.id })
  work.enqueue(
    'messaging.send',
    { messageIds: [chat.id] },
    {
      queue: laneOf(thread.account_id, thread.id),
      ...(chat.notBefore && chat.notBefore > work.now && { runAt: chat.notBefore }),
    },
  )
  return { messageId: chat.id, fresh: true }
}

/** Files as files of the message. @throws file.not_found */
async function attach(
  work: Work,
  thread: ThreadTable,
  { id, said, fileIds = [] }: ChatToSend,
): Promise<void> {
  for (const [place, file] of (await filesFor(work, thread.id, fileIds)).entries())
    await work.run(
      `insert into message_media (company_id, id, message_id, place, ref, state, file_id, name, mime, bytes)
       values ($1, $2, $3, $4, $5, 'stored', $6, $7, $8, $9)`,
      [
        ...[work.companyId, work.newId(), id, place, JSON.stringify(mediaOf(said) ?? {})],
        ...[file.id, file.name, file.mime, file.bytes],
      ],
    )
}
