import { z } from 'zod'
import type { SenderIdentity } from '#core/messaging/incoming.ts'
import type { Work } from '#platform/command.ts'
import { job } from '#platform/jobs.ts'
import { look } from '#platform/query.ts'
import type { Session } from '#platform/session.ts'
import { type OpenedAccount, openAccount, providerOf } from '../accounts/opened.ts'
import { lockMessage } from '../store.ts'
import type { MessageTable } from '../tables.ts'

/**
 * Puts a sign of ours on a message, or takes it away with null, and tells the vendor once this is
 * committed. @returns false where the channel carries no signs or the vendor does not know the message
 */
export async function reactTo(work: Work, id: string, emoji: string | null): Promise<boolean> {
  const message = await lockMessage(work, id)
  const account = message.account_id ? await openAccount(work, message.account_id) : undefined
  if (!account || account.removed || !message.provider_id || !message.thread_id) return false
  const { abilities } = providerOf(work.session.house, account)
  if (!abilities?.kinds.includes('reaction')) return false
  if (emoji === null)
    await work.run(
      `delete from message_reaction where company_id = $1 and message_id = $2 and side = 'us'`,
      [work.companyId, id],
    )
  else
    await work.run(
      `insert into message_reaction (company_id, message_id, side, emoji, at, actor_id)
       values ($1, $2, 'us', $3, $4, $5) on conflict (company_id, message_id, side)
       do update set emoji = excluded.emoji, at = excluded.at, actor_id = excluded.actor_id`,
      [work.companyId, id, emoji, work.now, work.actor.id],
    )
  work.whisper('messaging.progress', { kind: 'thread', id: message.thread_id })
  work.enqueue('messaging.react', { messageId: id }, { key: `react:${id}` })
  return true
}

type Sign = Readonly<{
  account: OpenedAccount
  to: SenderIdentity
  providerId: string
  emoji: string | null
}>

/** The sign as it stands now: of several presses only the last is told. */
const signOf = (session: Session, messageId: string): Promise<Sign | null> =>
  look(session, async (from) => {
    const [message] = await from.run<MessageTable>(
      'select * from message where company_id = $1 and id = $2',
      [from.companyId, messageId],
    )
    const account = message?.account_id ? await openAccount(from, message.account_id) : undefined
    if (!message?.provider_id || !account || account.removed) return null
    const [to] = await from.run<SenderIdentity>(
      `select kind, value from thread_identity where company_id = $1 and thread_id = $2
         and kind <> 'email' and kind <> 'other' order by value = $3 desc, added_at limit 1`,
      [from.companyId, message.thread_id, message.to_address],
    )
    const [own] = await from.run<{ emoji: string }>(
      `select emoji from message_reaction where company_id = $1 and message_id = $2 and side = 'us'`,
      [from.companyId, messageId],
    )
    return to ? { account, to, providerId: message.provider_id, emoji: own?.emoji ?? null } : null
  })

async function tell(session: Session, messageId: string): Promise<void> {
  const sign = await signOf(session, messageId)
  if (!sign) return
  const { account, to, providerId, emoji } = sign
  const provider = providerOf(session.house, account)
  const told = await provider.send(account, {
    to,
    content: { kind: 'reaction', to: providerId, emoji },
    ours: messageId,
    byHuman: true,
  })
  if (told.outcome === 'failed')
    session.house.log.warn({ messageId, failure: told.failure }, 'a sign did not reach the vendor')
}

/** A courtesy: it is tried once, and nobody is told when it fails. */
export const reactJob = job(
  'messaging.react',
  z.object({ messageId: z.uuid() }),
  (session, input) => tell(session, input.messageId),
)

/** Tells the customer's own app, where the vendor can, that what they said was read here. */
export function showReading(work: Work, messageId: string, typing = false): void {
  work.enqueue('messaging.show_reading', { messageId, typing }, { key: `reading:${messageId}` })
}

async function tellReading(
  session: Session,
  { messageId, typing }: { messageId: string; typing: boolean },
): Promise<void> {
  const sign = await signOf(session, messageId)
  if (!sign) return
  const { account, to, providerId } = sign
  await providerOf(session.house, account).markRead?.(account, providerId, typing, to)
}

/** A courtesy as well: its failure is nobody's news. */
export const showReadingJob = job(
  'messaging.show_reading',
  z.object({ messageId: z.uuid(), typing: z.boolean() }),
  tellReading,
)
