import type { ReachChannel } from '#core/contacts/customer.ts'
import { MessageQueued } from '#core/messaging/events.ts'
import type { MessageCategory } from '#core/messaging/message.ts'
import type { ReachWhy } from '#core/messaging/reach.ts'
import { type Said, wordsOf } from '#core/messaging/thread.ts'
import { Email, type Language } from '#core/people/identity.ts'
import { parsePhone } from '#core/phone.ts'
import type { Work } from '#platform/command.ts'
import { emailReady } from './accounts/sender.ts'
import { declinedBy } from './consents.ts'
import { laneOf, mailLaneOf } from './store.ts'
import type { ThreadTable } from './tables.ts'
import { claimThreads } from './threads/claim-threads.ts'

/** A message as another module asks for it. */
export type MessageToQueue = Readonly<{
  customerId?: string | undefined
  to: Readonly<{ name?: string | undefined; address: string }>
  channel: ReachChannel
  /** Through which account; a chat always has one, mail leaves through the chosen one. */
  accountId?: string | undefined
  /** On which thread; without one a chat is begun with the address. */
  threadId?: string | undefined
  /** What is said on a chat; `body` keeps its words for people. */
  said?: Said | undefined
  category: MessageCategory
  language: Language
  subject: string
  body: string
  attachments: readonly Readonly<{ maker: string; id: string }>[]
  /** Files that follow on the chat, each as a message of its own. */
  papers?: readonly Readonly<{ maker: string; id: string }>[] | undefined
  about: Readonly<{ kind: string; id: string }>
  /** Names the sending for ever: a second message with the same name is the first one. */
  once: string
  notBefore?: Date | undefined
  /** Why it goes this way, for whoever asks later. */
  why?: ReachWhy | undefined
}>

export type RefusedBecause = 'opted_out' | 'address_invalid' | 'no_account'
export type Queued =
  | Readonly<{ messageId: string; state: 'queued' }>
  | Readonly<{ messageId: null; state: 'refused'; reason: RefusedBecause }>

/** So many messages are sent by one job, one after the other. */
const messagesAJob = 20

/** Puts one message in line. Asking twice with the same `once` gives the first one's id. */
export async function queueMessage(work: Work, message: MessageToQueue): Promise<Queued> {
  const [queued] = await queueMessages(work, [message])
  if (!queued) throw new Error('Every message has an answer')
  return queued
}

const goodAddress = ({ channel, to, threadId }: MessageToQueue): boolean => {
  if (channel === 'email') return Email.safeParse(to.address).success
  if (threadId !== undefined) return true
  return (channel === 'whatsapp' || channel === 'sms') && parsePhone(to.address) !== undefined
}

async function refusalOf(work: Work, messages: readonly MessageToQueue[]) {
  const mailed = messages.some(({ channel }) => channel === 'email')
  const ready = mailed && (await emailReady(work))
  const out = new Map<MessageCategory, Set<string>>()
  for (const category of new Set(messages.map((message) => message.category))) {
    const asked = messages.flatMap((message) =>
      message.category === category && message.customerId !== undefined ? [message.customerId] : [],
    )
    out.set(category, await declinedBy(work, [...new Set(asked)], category))
  }
  return (message: MessageToQueue): RefusedBecause | undefined => {
    const { customerId, category, channel, accountId } = message
    if (channel === 'email' ? !ready : accountId === undefined) return 'no_account'
    if (out.get(category)?.has(`${customerId} ${channel}`)) return 'opted_out'
    return goodAddress(message) ? undefined : 'address_invalid'
  }
}

/** The threads of chats, held in the order of their ids and begun where we have never spoken. */
async function threadsFor(work: Work, messages: readonly MessageToQueue[]) {
  const chats = messages.filter(({ channel }) => channel !== 'email')
  if (chats.length === 0) return new Map<MessageToQueue, ThreadTable>()
  const fresh = chats.filter(({ threadId }) => threadId === undefined)
  const begun = await claimThreads(
    work,
    fresh.map(({ channel, accountId = '', to }) => ({
      accountId,
      channel,
      names: [{ kind: 'phone' as const, value: parsePhone(to.address) ?? '' }],
      profileName: to.name,
      attested: true,
    })),
  )
  const known = await work.run<ThreadTable>(
    'select * from thread where company_id = $1 and id = any($2) order by id for no key update',
    [work.companyId, chats.flatMap(({ threadId }) => threadId ?? [])],
  )
  const byId = new Map(known.map((row) => [row.id, row]))
  const found = new Map(fresh.map((message, place) => [message, begun[place]]))
  return new Map(
    chats.flatMap((message): [MessageToQueue, ThreadTable][] => {
      const thread = found.get(message) ?? byId.get(message.threadId ?? '')
      return thread ? [[message, thread]] : []
    }),
  )
}

const insertSql = `
  insert into message (company_id, id, customer_id, channel, account_id, thread_id, category, language,
    to_name, to_address, subject, body, content, attachments, about_kind, about_id, once, not_before,
    reach, any_hour, queued_at, said_at, actor_id, actor_name)
  select $1, m.id, m.customer_id, m.channel, m.account_id, m.thread_id, m.category, m.language,
    m.to_name, m.to_address, m.subject, m.body, m.content, m.attachments, m.about_kind, m.about_id,
    m.once, m.not_before, m.reach, $6, $3, $3, $4, $5
  from jsonb_to_recordset($2::jsonb) as m(id uuid, customer_id uuid, channel text, account_id uuid,
    thread_id uuid, category text, language text, to_name text, to_address text, subject text, body text,
    content jsonb, attachments jsonb, about_kind text, about_id uuid, once text, not_before timestamptz,
    reach jsonb)
  on conflict (company_id, once) do nothing returning id, once`

function rowOf(work: Work, message: MessageToQueue, thread: ThreadTable | undefined) {
  const { said, body } = message
  return {
    id: work.newId(),
    customer_id: message.customerId ?? null,
    channel: message.channel,
    account_id: thread?.account_id ?? message.accountId ?? null,
    thread_id: thread?.id ?? null,
    category: message.category,
    language: message.language,
    to_name: message.to.name ?? null,
    to_address: thread?.address ?? message.to.address,
    subject: message.subject,
    body: body || (said ? wordsOf(said) : ''),
    content: thread ? (said ?? { kind: 'text', text: body }) : null,
    attachments: message.attachments,
    about_kind: message.about.kind,
    about_id: message.about.id,
    once: message.once,
    not_before: message.notBefore?.toISOString() ?? null,
    reach: message.why ?? null,
  }
}

/** How the names of the messages begin that carry the files of another. */
export const paperPrefix = (once: string): string => `${once}:paper:`

/** What of a message its nth file has as its own; it is about the papers, so that nobody counts it twice. */
export const paperOf = (
  message: Pick<MessageToQueue, 'about' | 'once'>,
  paper: MessageToQueue['attachments'][number],
  place: number,
) => ({
  said: { kind: 'document' as const, media: {} },
  attachments: [paper],
  about: { kind: 'paper', id: message.about.id },
  once: `${paperPrefix(message.once)}${place}`,
})

/** The files that follow a message. */
const papersOf = (message: MessageToQueue): MessageToQueue[] =>
  (message.papers ?? []).map((paper, place) => ({
    ...message,
    ...paperOf(message, paper, place),
    body: '',
    papers: undefined,
  }))

/** Puts many messages in line in one statement; the answers stand in the order of the questions. */
export async function queueMessages(
  work: Work,
  messages: readonly MessageToQueue[],
): Promise<Queued[]> {
  const refuse = await refusalOf(work, messages)
  const good = messages
    .filter((message) => refuse(message) === undefined)
    .flatMap((message) => [message, ...papersOf(message)])
  const threads = await threadsFor(work, good)
  const rows = good.map((message) => rowOf(work, message, threads.get(message)))
  const made = await work.run<{ id: string; once: string }>(insertSql, [
    work.companyId,
    JSON.stringify(rows),
    work.now,
    work.actor.id,
    work.actor.name,
    work.actor.kind === 'user',
  ])
  const idOf = new Map(made.map(({ id, once }) => [once, id]))
  await moveThreads(work, rows, idOf)
  tell(work, good, threads, idOf)
  const missing = good.flatMap(({ once }) => (idOf.has(once) ? [] : [once]))
  if (missing.length > 0)
    for (const { id, once } of await work.run<{ id: string; once: string }>(
      'select id, once from message where company_id = $1 and once = any($2)',
      [work.companyId, missing],
    ))
      idOf.set(once, id)
  return messages.map((message): Queued => {
    const reason = refuse(message)
    if (reason) return { messageId: null, state: 'refused', reason }
    return { messageId: idOf.get(message.once) ?? '', state: 'queued' }
  })
}

/** A thread knows when something was said on it last. */
async function moveThreads(
  work: Work,
  rows: readonly ReturnType<typeof rowOf>[],
  idOf: ReadonlyMap<string, string>,
): Promise<void> {
  const moved = rows.flatMap(({ thread_id: id, once }) => (id && idOf.has(once) ? [id] : []))
  if (moved.length === 0) return
  await work.run(
    `update thread set last_out_at = greatest(last_out_at, $3)
     where company_id = $1 and id = any($2)`,
    [work.companyId, moved, work.now],
  )
  for (const id of moved) work.whisper('messaging.progress', { kind: 'thread', id })
}

function tell(
  work: Work,
  good: readonly MessageToQueue[],
  threads: ReadonlyMap<MessageToQueue, ThreadTable>,
  idOf: ReadonlyMap<string, string>,
) {
  const soon = new Map<string, Lane>()
  for (const message of good) {
    const messageId = idOf.get(message.once)
    if (messageId === undefined) continue
    const { customerId, category, about, notBefore, accountId } = message
    work.publish(
      MessageQueued,
      { kind: 'message', id: messageId, customerId },
      { messageId, customerId: customerId ?? null, category, about },
    )
    const thread = threads.get(message)
    const queue = thread && laneOf(thread.account_id, thread.id)
    if (notBefore && notBefore > work.now) {
      const key = `message:${messageId}`
      const later = { key, runAt: notBefore, ...(queue && { queue }) }
      work.enqueue('messaging.send', { messageIds: [messageId] }, later)
      continue
    }
    const name = queue ?? `mail:${accountId}`
    const lane = soon.get(name) ?? { queue, accountId, ids: [] }
    lane.ids.push(messageId)
    soon.set(name, lane)
  }
  for (const { queue, accountId, ids } of soon.values())
    for (let first = 0; first < ids.length; first += messagesAJob) {
      const batch = ids.slice(first, first + messagesAJob)
      // Mails go by batches, each batch in the next lane.
      const place = Number.parseInt(batch[0]?.slice(-2) ?? '0', 16)
      const account = { company_id: work.companyId, account_id: accountId ?? null }
      const next = queue ?? mailLaneOf(account, place)
      work.enqueue('messaging.send', { messageIds: batch }, { queue: next })
    }
}

/** Messages that leave one after the other: those of a chat's lane, or the mails of an account. */
type Lane = { queue: string | undefined; accountId: string | undefined; ids: string[] }
