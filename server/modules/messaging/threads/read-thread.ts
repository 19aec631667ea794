import type { ThreadMessage } from '#core/messaging/thread.ts'
import { type Window, windowAt } from '#core/messaging/window.ts'
import { fileLink } from '#platform/stored-files.ts'
import { accountsById } from '../accounts/by-id.ts'
import { providerOf } from '../accounts/opened.ts'
import type { ChatAbilities } from '../chat-channel.ts'
import { mailFrameLink } from '../mail-frame-page.ts'
import { seesAddresses, shownName } from '../shown-name.ts'
import type { From } from '../store.ts'
import type { MediaTable, MessageTable, ThreadTable } from '../tables.ts'

export type Thread = Readonly<{
  id: string
  accountId: string
  channel: ThreadTable['channel']
  customerId: string | null
  linkedBy: ThreadTable['linked_by']
  name: string
  address: string
  lastInAt: Date | null
  lastOutAt: Date | null
  blocked: boolean
}>

type Reading = Pick<From, 'run' | 'companyId' | 'session'>

const threadOf = (from: Reading, row: ThreadTable): Thread => ({
  id: row.id,
  accountId: row.account_id,
  channel: row.channel,
  customerId: row.customer_id,
  linkedBy: row.linked_by,
  name: shownName(from, row.name),
  address: row.address,
  lastInAt: row.last_in_at,
  lastOutAt: row.last_out_at,
  blocked: row.blocked_at !== null,
})

/** Threads by their ids; unknown ones are missing. */
export async function findThreads(
  from: Reading,
  ids: readonly string[],
): Promise<Map<string, Thread>> {
  if (ids.length === 0) return new Map()
  const rows = await from.run<ThreadTable>(
    'select * from thread where company_id = $1 and id = any($2)',
    [from.companyId, [...new Set(ids)]],
  )
  return new Map(rows.map((row) => [row.id, threadOf(from, row)]))
}

/** Every thread of a customer, whichever record of theirs it was linked to; the latest first. */
export async function threadsOf(from: Reading, parties: readonly string[]): Promise<Thread[]> {
  const rows = await from.run<ThreadTable>(
    `select * from thread where company_id = $1 and customer_id = any($2)
     order by greatest(last_in_at, last_out_at) desc nulls last, id`,
    [from.companyId, parties],
  )
  return rows.map((row) => threadOf(from, row))
}

export type Door = Readonly<{
  /** Whether one may write in one's own words, and until when. */
  window: Window
  /** What the channel carries; undefined for mail and what is only written down. */
  abilities: ChatAbilities | undefined
  accountName: string | null
  /** Nothing can leave: the account is gone. */
  shut: boolean
}>

/** What an answer on each thread may be, before anyone writes it. */
export async function doorsOf(from: From, threads: readonly Thread[]): Promise<Map<string, Door>> {
  const accounts = await accountsById(
    from,
    threads.map(({ accountId }) => accountId),
  )
  return new Map(
    threads.map(({ id, accountId, channel, lastInAt }): [string, Door] => {
      const account = accounts.get(accountId)
      const abilities = account && providerOf(from.session.house, account).abilities
      const lastIn = lastInAt?.getTime() ?? null
      return [
        id,
        {
          window: windowAt(from.now.getTime(), lastIn, abilities?.windowHours),
          abilities,
          accountName: account?.shownAs ?? account?.name ?? null,
          shut: channel !== 'email' && channel !== 'manual' && (!account || account.removed),
        },
      ]
    }),
  )
}

type Place = Readonly<{ at: Date; id: string }>
type Answered = {
  id: string
  account_id: string
  provider_id: string
  body: string
  direction: 'in' | 'out'
}
type MailRow = {
  message_id: string
  to_addresses: string[]
  cc_addresses: string[]
  has_html: boolean
  automatic: boolean
  authentic: 'pass' | 'fail' | 'none' | null
}

const group = <Row, Key>(rows: readonly Row[], keyOf: (row: Row) => Key): Map<Key, Row[]> => {
  const found = new Map<Key, Row[]>()
  for (const row of rows) found.set(keyOf(row), [...(found.get(keyOf(row)) ?? []), row])
  return found
}

/** Everything that stands beside some messages, in four statements however many they are. */
async function besides(from: From, messages: readonly MessageTable[]) {
  const ids = messages.map(({ id }) => id)
  const media = await from.run<MediaTable>(
    'select * from message_media where company_id = $1 and message_id = any($2) order by place',
    [from.companyId, ids],
  )
  const reactions = await from.run<{ message_id: string; side: 'them' | 'us'; emoji: string }>(
    `select message_id, side, emoji from message_reaction
     where company_id = $1 and message_id = any($2) order by side`,
    [from.companyId, ids],
  )
  const quotes = messages.flatMap(({ account_id: a, answers: p }) => (a && p ? [{ a, p }] : []))
  const answered = await from.run<Answered>(
    `select m.id, m.account_id, m.provider_id, m.body, m.direction from message m
     join jsonb_to_recordset($2::jsonb) as t(a uuid, p text)
       on m.account_id = t.a and m.provider_id = t.p
     where m.company_id = $1 and m.part = 0`,
    [from.companyId, JSON.stringify(quotes)],
  )
  const mails = await from.run<MailRow>(
    `select message_id, to_addresses, cc_addresses, html is not null as has_html, automatic, authentic
     from message_mail where company_id = $1 and message_id = any($2)`,
    [from.companyId, ids],
  )
  return {
    media: group(media, (row) => row.message_id),
    reactions: group(reactions, (row) => row.message_id),
    answered: new Map(answered.map((row) => [`${row.account_id} ${row.provider_id}`, row])),
    mails: new Map(mails.map((row) => [row.message_id, row])),
  }
}

type Beside = Awaited<ReturnType<typeof besides>>

const iso = (at: Date | null) => at?.toISOString() ?? null
const shortened = (text: string) => (text.length > 160 ? `${text.slice(0, 159)}…` : text)

function mailShown(from: From, message: MessageTable, mail: MailRow | undefined) {
  if (!mail) return null
  const seen = seesAddresses(from)
  const { house, companyId, language } = from.session
  const frame = (showImages: boolean) =>
    mailFrameLink(house, { companyId, messageId: message.id, showImages, language })
  return {
    from: seen ? message.to_address : '',
    to: seen ? mail.to_addresses : [],
    cc: seen ? mail.cc_addresses : [],
    html: mail.has_html,
    frame: mail.has_html ? frame(false) : null,
    frameWithImages: mail.has_html ? frame(true) : null,
    automatic: mail.automatic,
    authentic: mail.authentic,
  }
}

function shown(from: From, message: MessageTable, beside: Beside): ThreadMessage {
  const { house, companyId } = from.session
  const answered = beside.answered.get(`${message.account_id} ${message.answers}`)
  const undo =
    message.state === 'queued' && message.by_human && message.attempts === 0
      ? message.not_before
      : null
  return {
    id: message.id,
    threadId: message.thread_id ?? message.id,
    channel: message.channel,
    direction: message.direction,
    category: message.category,
    at: message.said_at.toISOString(),
    by: {
      id: message.actor_id,
      name:
        message.direction === 'in' ? shownName(from, message.to_name ?? '') : message.actor_name,
      human: message.direction === 'in' || message.by_human,
    },
    said: message.content ?? { kind: 'mail' },
    text: message.body,
    subject: message.subject || null,
    state: message.state,
    reason: message.reason,
    deliveredAt: iso(message.delivered_at),
    readAt: iso(message.read_at),
    editedAt: iso(message.edited_at),
    unsentAt: iso(message.unsent_at),
    undoUntil: undo && undo > from.now ? undo.toISOString() : null,
    elsewhere: message.elsewhere,
    answers: answered
      ? { id: answered.id, text: shortened(answered.body), direction: answered.direction }
      : null,
    media: (beside.media.get(message.id) ?? []).map((each) => ({
      id: each.id,
      state: each.state,
      name: each.name,
      mime: each.mime,
      bytes: each.bytes,
      reason: each.reason,
      link: each.file_id ? fileLink(house, companyId, each.file_id) : null,
    })),
    reactions: (beside.reactions.get(message.id) ?? []).map(({ side, emoji }) => ({ side, emoji })),
    mail: mailShown(from, message, beside.mails.get(message.id)),
    about: { kind: message.about_kind, id: message.about_id },
    ...(message.reach && { reach: message.reach }),
  }
}

/** Messages as people see them, in the order of the ids that are known. */
export async function showMessages(
  from: From,
  messages: readonly MessageTable[],
): Promise<ThreadMessage[]> {
  if (messages.length === 0) return []
  const beside = await besides(from, messages)
  return messages.map((message) => shown(from, message, beside))
}

/** The latest messages of some threads before a place, newest first, as people see them. */
export async function messagesOf(
  from: From,
  threadIds: readonly string[],
  page: Readonly<{ before?: Place | undefined; limit: number }>,
): Promise<ThreadMessage[]> {
  // Each thread gives its newest by its own index; only those few are then put in order.
  const rows = await from.run<MessageTable>(
    `select m.* from unnest($2::uuid[]) as t(id), lateral (
       select * from message where company_id = $1 and thread_id = t.id
         and ($3::timestamptz is null or (said_at, id) < ($3, $4::uuid))
       order by said_at desc, id desc limit $5) m
     order by m.said_at desc, m.id desc limit $5`,
    [from.companyId, threadIds, page.before?.at ?? null, page.before?.id ?? null, page.limit],
  )
  return showMessages(from, rows)
}
