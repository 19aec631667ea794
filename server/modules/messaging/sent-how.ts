import type { MessageChannel, MessageState } from '#core/messaging/message.ts'
import type { From } from './store.ts'

type SentHow = Readonly<{ channel: MessageChannel; by?: string }>

/** By which channel a message left, and which colleague sent it; nobody where the house did by itself. */
export async function sentHow(
  from: Pick<From, 'run' | 'companyId'>,
  messageId: string,
): Promise<SentHow | undefined> {
  const [row] = await from.run<{ channel: MessageChannel; by: string | null }>(
    `select channel, case when actor_id is not null and (any_hour or by_human) then actor_name end as by
     from message where company_id = $1 and id = $2`,
    [from.companyId, messageId],
  )
  return row && { channel: row.channel, ...(row.by !== null && { by: row.by }) }
}

/** The last message about a thing, and how far it came; undefined where none was written. */
export async function sentAbout(
  from: Pick<From, 'run' | 'companyId'>,
  aboutId: string,
): Promise<Readonly<{ channel: MessageChannel; state: MessageState; at: Date }> | undefined> {
  const [row] = await from.run<{ channel: MessageChannel; state: MessageState; at: Date }>(
    `select channel, state, coalesce(sent_at, queued_at) as at from message
     where company_id = $1 and about_id = $2 order by queued_at desc limit 1`,
    [from.companyId, aboutId],
  )
  return row
}
