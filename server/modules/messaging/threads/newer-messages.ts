import { splitQuoted } from '#core/messaging/mail-quote.ts'
import type { ThreadMessage } from '#core/messaging/thread.ts'
import type { From } from '../store.ts'
import type { MessageTable } from '../tables.ts'
import { showMessages } from './read-thread.ts'

export type MessagePlace = Readonly<{ at: Date; id: string; threadId: string }>

/** Where a message of a thread stands; undefined for one of no thread. */
export async function placeOfMessage(
  from: Pick<From, 'run' | 'companyId'>,
  id: string,
): Promise<MessagePlace | undefined> {
  const [row] = await from.run<MessagePlace>(
    `select said_at as at, id, thread_id as "threadId" from message
     where company_id = $1 and id = $2 and thread_id is not null`,
    [from.companyId, id],
  )
  return row
}

/** The first messages of some threads after a place, oldest first, as people see them. */
export async function messagesAfter(
  from: From,
  threadIds: readonly string[],
  page: Readonly<{ after: { at: Date; id: string }; limit: number }>,
): Promise<ThreadMessage[]> {
  const rows = await from.run<MessageTable>(
    `select m.* from unnest($2::uuid[]) as t(id), lateral (
       select * from message where company_id = $1 and thread_id = t.id
         and (said_at, id) > ($3::timestamptz, $4::uuid)
       order by said_at, id limit $5) m
     order by m.said_at, m.id limit $5`,
    [from.companyId, threadIds, page.after.at, page.after.id, page.limit],
  )
  return showMessages(from, rows)
}

/** Messages by their ids, as people see them; unknown ones are missing. */
export async function messagesById(from: From, ids: readonly string[]): Promise<ThreadMessage[]> {
  if (ids.length === 0) return []
  const rows = await from.run<MessageTable>(
    'select * from message where company_id = $1 and id = any($2) order by said_at, id',
    [from.companyId, ids],
  )
  return showMessages(from, rows)
}

/** As much of messages as work on a thread needs to know of them. */
export type SaidBriefly = Readonly<{
  id: string
  threadId: string
  direction: 'in' | 'out'
  at: Date
  text: string
  subject: string
  kind: string
  /** What a press brought back of what we hung on it. */
  payload: string | null
  byHuman: boolean
  elsewhere: boolean
  actorId: string | null
  state: MessageTable['state']
  language: 'ar' | 'en'
  automatic: boolean
}>

const brief = `m.id, m.thread_id as "threadId", m.direction, m.said_at as at, left(m.body, 4000) as text,
  m.subject, coalesce(m.content ->> 'kind', 'mail') as kind,
  m.content ->> 'payload' as payload, m.by_human as "byHuman", m.elsewhere,
  m.actor_id as "actorId", m.state, m.language`

/** Of a mail what its writer says, without the mail of ours that stands below it. */
const inOwnWords = (said: SaidBriefly): SaidBriefly =>
  said.kind === 'mail' ? { ...said, text: splitQuoted(said.text).said } : said

/** Messages in brief, the oldest first. */
export async function brieflyById(
  from: Pick<From, 'run' | 'companyId'>,
  ids: readonly string[],
): Promise<SaidBriefly[]> {
  const rows = await from.run<SaidBriefly>(
    `select ${brief}, coalesce(e.automatic, false) as automatic from message m
     left join message_mail e on e.company_id = m.company_id and e.message_id = m.id
     where m.company_id = $1 and m.id = any($2) and m.thread_id is not null
     order by m.said_at, m.id`,
    [from.companyId, ids],
  )
  return rows.map(inOwnWords)
}

/** The latest message of each thread in brief, of one side or of both; what was withdrawn aside. */
export async function latestOf(
  from: Pick<From, 'run' | 'companyId'>,
  threadIds: readonly string[],
  direction: SaidBriefly['direction'] | null = null,
): Promise<SaidBriefly[]> {
  const rows = await from.run<SaidBriefly>(
    `select ${brief}, false as automatic from unnest($2::uuid[]) as t(id), lateral (
       select * from message where company_id = $1 and thread_id = t.id and state <> 'withdrawn'
         and ($3::text is null or direction = $3)
       order by said_at desc, id desc limit 1) m`,
    [from.companyId, threadIds, direction],
  )
  return rows.map(inOwnWords)
}

/** Threads on which we answered elsewhere since an instant: on the vendor's own telephone or page. */
export async function answeredElsewhere(
  from: Pick<From, 'run' | 'companyId'>,
  since: readonly Readonly<{ threadId: string; at: Date }>[],
): Promise<ReadonlyMap<string, Date>> {
  if (since.length === 0) return new Map()
  const rows = await from.run<{ id: string; at: Date }>(
    `select t.id, min(m.said_at) as at from jsonb_to_recordset($2::jsonb) as t(id uuid, since timestamptz)
     join message m on m.company_id = $1 and m.thread_id = t.id and m.said_at > t.since
       and m.direction = 'out' and m.elsewhere
     group by t.id`,
    [
      from.companyId,
      JSON.stringify(since.map(({ threadId, at }) => ({ id: threadId, since: at }))),
    ],
  )
  return new Map(rows.map(({ id, at }) => [id, at]))
}

/** How the last messages of a list stand, by their ids. */
export async function statesOf(
  from: Pick<From, 'run' | 'companyId'>,
  ids: readonly string[],
): Promise<ReadonlyMap<string, MessageTable['state']>> {
  const rows = await from.run<Pick<MessageTable, 'id' | 'state'>>(
    'select id, state from message where company_id = $1 and id = any($2)',
    [from.companyId, ids],
  )
  return new Map(rows.map(({ id, state }) => [id, state]))
}
