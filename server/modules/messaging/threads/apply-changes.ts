import { MessagesChanged } from '#core/messaging/events.ts'
import type { Work } from '#platform/command.ts'
import { jsonOf } from '#platform/json.ts'
import type { Of, Placed } from './apply-events.ts'

type Changes = Readonly<{
  edits: readonly Placed<Of<'edit'>>[]
  unsends: readonly Placed<Of<'unsend'>>[]
  reactions: readonly Placed<Of<'reaction'>>[]
}>

const progressed = (work: Work, rows: readonly { thread_id: string | null }[]) => {
  for (const { thread_id: id } of rows)
    if (id) work.whisper('messaging.progress', { kind: 'thread', id })
}

/** Says once a thread which of its messages say something else now. */
function tellChanged(work: Work, rows: readonly { id: string; thread_id: string }[]): void {
  for (const threadId of new Set(rows.map((row) => row.thread_id))) {
    const messageIds = rows.flatMap((row) => (row.thread_id === threadId ? [row.id] : []))
    work.publish(MessagesChanged, { kind: 'thread', id: threadId }, { threadId, messageIds })
  }
  progressed(work, rows)
}

/** A customer changed their words; an older edit that comes late changes nothing. */
async function applyEdits(work: Work, edits: Changes['edits']): Promise<void> {
  const rows = edits.map(({ accountId, event }) => ({
    a: accountId,
    p: event.id,
    text: event.text.replaceAll('\u0000', '').slice(0, 100_000),
    at: event.at,
  }))
  const done = await work.run<{ id: string; thread_id: string }>(
    `update message m set body = e.text, edited_at = e.at,
       content = case when m.content ->> 'kind' = 'text' then jsonb_set(m.content, '{text}', to_jsonb(e.text))
         when m.content ? 'caption' then jsonb_set(m.content, '{caption}', to_jsonb(e.text)) else m.content end
     from (select distinct on (t.a, t.p) * from jsonb_to_recordset($2::jsonb)
       as t(a uuid, p text, text text, at timestamptz) order by t.a, t.p, t.at desc) e
     where m.company_id = $1 and m.account_id = e.a and m.provider_id = e.p and m.part = 0
       and m.direction = 'in' and m.unsent_at is null and (m.edited_at is null or m.edited_at < e.at)
     returning m.id, m.thread_id`,
    [work.companyId, jsonOf(rows)],
  )
  tellChanged(work, done)
}

/** A customer took their words back: that something stood there stays, what it was does not. */
async function applyUnsends(work: Work, unsends: Changes['unsends']): Promise<void> {
  const rows = unsends.map(({ accountId, event }) => ({ a: accountId, p: event.id, at: event.at }))
  const done = await work.run<{ id: string; thread_id: string }>(
    `update message m set body = '', content = '{"kind":"text","text":""}', unsent_at = u.at
     from jsonb_to_recordset($2::jsonb) as u(a uuid, p text, at timestamptz)
     where m.company_id = $1 and m.account_id = u.a and m.provider_id = u.p
       and m.direction = 'in' and m.unsent_at is null
     returning m.id, m.thread_id`,
    [work.companyId, JSON.stringify(rows)],
  )
  await dropMedia(
    work,
    done.map(({ id }) => id),
  )
  tellChanged(work, done)
}

/** Files of what was taken back go as well, row and bytes, unless something else rests on them. */
async function dropMedia(work: Work, messageIds: readonly string[]): Promise<void> {
  const values = [work.companyId, messageIds]
  const files = await work.run<{ file_id: string }>(
    `select file_id from message_media
     where company_id = $1 and message_id = any($2::uuid[]) and file_id is not null`,
    values,
  )
  await work.run(
    `update message_media set state = 'refused', reason = 'unsent', file_id = null
     where company_id = $1 and message_id = any($2::uuid[])`,
    values,
  )
  for (const { file_id: id } of files) {
    const [row] = await work.run<{ key: string | null }>('select forget_file($1) as key', [id])
    if (row?.key) work.enqueue('messaging.drop_bytes', { key: row.key })
  }
}

/** One sign of theirs on a message; without a sign it is taken back. */
async function applyReactions(work: Work, reactions: Changes['reactions']): Promise<void> {
  for (const { accountId, event } of reactions) {
    const found = await work.run<{ id: string; thread_id: string }>(
      `select id, thread_id from message
       where company_id = $1 and account_id = $2 and provider_id = $3 and part = 0`,
      [work.companyId, accountId, event.to],
    )
    for (const { id } of found) {
      const side = event.from.length === 0 ? 'us' : 'them'
      if (event.emoji === null)
        await work.run(
          'delete from message_reaction where company_id = $1 and message_id = $2 and side = $3 and at <= $4',
          [work.companyId, id, side, new Date(event.at)],
        )
      else
        await work.run(
          `insert into message_reaction as r (company_id, message_id, side, emoji, at)
           values ($1, $2, $3, $4, $5) on conflict (company_id, message_id, side)
           do update set emoji = excluded.emoji, at = excluded.at where r.at <= excluded.at`,
          [work.companyId, id, side, event.emoji.slice(0, 40) || '👍', new Date(event.at)],
        )
    }
    progressed(work, found)
  }
}

/** What customers did to messages that stand already. */
export async function applyChanges(work: Work, changes: Changes): Promise<void> {
  if (changes.edits.length > 0) await applyEdits(work, changes.edits)
  if (changes.unsends.length > 0) await applyUnsends(work, changes.unsends)
  if (changes.reactions.length > 0) await applyReactions(work, changes.reactions)
}
