import type { ContentContext } from '#core/messaging/incoming.ts'
import type { MessageChannel } from '#core/messaging/message.ts'
import { mediaOf, type Said, wordsOf } from '#core/messaging/thread.ts'
import type { Work } from '#platform/command.ts'
import { jsonOf } from '#platform/json.ts'
import type { ThreadTable } from '../tables.ts'

/** Something said on a thread by the customer, or by the business elsewhere. */
export type Heard = Readonly<{
  thread: ThreadTable
  channel: MessageChannel
  direction: 'in' | 'out'
  /** The vendor's id; with the account and the part, what makes a second delivery the same. */
  vendorId: string
  part: number
  said: Said
  /** The words, where they are not in what was said: the text of a mail. */
  words?: string | undefined
  subject?: string | undefined
  context: ContentContext
  /** When it was said, by the vendor's clock. */
  at: Date
  /** Who said it, as they call themselves. */
  by: string
  address: string
}>

export type Kept = Readonly<{ id: string; heard: Heard }>

const insertSql = `
  insert into message (company_id, id, customer_id, channel, direction, account_id, thread_id, category,
    language, to_name, to_address, subject, body, content, part, said_at, answers, by_human, elsewhere,
    about_kind, about_id, once, state, provider_id, queued_at, sent_at, actor_id, actor_name)
  select $1, m.id, m.customer_id, m.channel, m.direction, m.account_id, m.thread_id, 'chat',
    m.language, m.name, m.address, m.subject, m.body, m.content, m.part, m.said_at, m.answers,
    m.elsewhere, m.elsewhere, 'thread', m.thread_id, m.once,
    case when m.direction = 'in' then 'received' else 'sent' end, m.provider_id, $3,
    case when m.direction = 'out' then m.said_at end, null, m.name
  from jsonb_to_recordset($2::jsonb) as m(id uuid, customer_id uuid, channel text, direction text,
    account_id uuid, thread_id uuid, language text, name text, address text, subject text, body text,
    content jsonb, part int, said_at timestamptz, answers text, elsewhere boolean, once text,
    provider_id text)
  order by m.once on conflict do nothing returning id`

/** So much of one message is kept as words; more than that is no message. */
const mostWords = 100_000

const clean = (text: string) => text.replaceAll('\u0000', '').slice(0, mostWords)

/**
 * Writes down what was heard, each once however often it is delivered, and moves the window of the
 * thread. @returns those that are new
 */
export async function keepMessages(work: Work, heard: readonly Heard[]): Promise<Kept[]> {
  if (heard.length === 0) return []
  // Vendors tell the second alone: within one, the ids keep the order in which it was told.
  const ids = heard.map(() => work.newId()).sort()
  const byId = new Map(heard.map((each, index) => [ids[index] ?? '', each]))
  const rows = [...byId].map(([id, each]) => {
    const { thread, direction, vendorId, part, said, context } = each
    const body = clean(each.words ?? wordsOf(said))
    return {
      id,
      customer_id: thread.customer_id,
      channel: each.channel,
      direction,
      account_id: thread.account_id,
      thread_id: thread.id,
      language: !/[\u0600-\u06ff]/.test(body) && /[a-z]/i.test(body) ? 'en' : 'ar',
      name: clean(each.by).slice(0, 200) || '—',
      address: each.address,
      subject: clean(each.subject ?? '').slice(0, 500),
      body,
      content: said,
      part,
      said_at: new Date(Math.min(each.at.getTime(), work.now.getTime())),
      answers: context.answers ?? null,
      elsewhere: direction === 'out',
      once: `${direction}:${thread.account_id}:${vendorId}:${part}`,
      provider_id: vendorId,
    }
  })
  const made = await work.run<{ id: string }>(insertSql, [work.companyId, jsonOf(rows), work.now])
  const kept = made.flatMap(({ id }) => {
    const each = byId.get(id)
    return each ? [{ id, heard: each }] : []
  })
  await moveThreads(work, kept)
  await awaitMedia(work, kept)
  return kept
}

/** The last words of each side; a window never moves back, and a group opens none. */
async function moveThreads(work: Work, kept: readonly Kept[]): Promise<void> {
  const moves = new Map<string, { in: number; out: number }>()
  for (const { heard } of kept) {
    const move = moves.get(heard.thread.id) ?? { in: 0, out: 0 }
    const at = Math.min(heard.at.getTime(), work.now.getTime())
    if (heard.direction === 'out') move.out = Math.max(move.out, at)
    else if (!heard.context.group) move.in = Math.max(move.in, at)
    moves.set(heard.thread.id, move)
  }
  if (moves.size === 0) return
  const rows = [...moves].map(([id, at]) => ({
    id,
    in: at.in ? new Date(at.in) : null,
    out: at.out ? new Date(at.out) : null,
  }))
  await work.run(
    `update thread t set last_in_at = greatest(t.last_in_at, m."in"),
       last_out_at = greatest(t.last_out_at, m."out"),
       blocked_at = case when m."in" > t.blocked_at then null else t.blocked_at end
     from jsonb_to_recordset($2::jsonb) as m(id uuid, "in" timestamptz, "out" timestamptz)
     where t.company_id = $1 and t.id = m.id`,
    [work.companyId, JSON.stringify(rows)],
  )
}

/** Files that the vendor holds are fetched at once: their addresses end within minutes. */
async function awaitMedia(work: Work, kept: readonly Kept[]): Promise<void> {
  const rows = kept.flatMap(({ id, heard }) => {
    const ref = mediaOf(heard.said)
    return ref ? [{ id: work.newId(), message_id: id, ref, name: ref.fileName ?? null }] : []
  })
  if (rows.length === 0) return
  await work.run(
    `insert into message_media (company_id, id, message_id, place, ref, state, name, mime)
     select $1, m.id, m.message_id, 0, m.ref, 'waiting', left(m.name, 200), left(m.ref ->> 'mime', 120)
     from jsonb_to_recordset($2::jsonb) as m(id uuid, message_id uuid, ref jsonb, name text)`,
    [work.companyId, JSON.stringify(rows)],
  )
  for (const { id } of rows) work.enqueue('messaging.fetch_media', { mediaId: id })
}
