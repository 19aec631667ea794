import { declinable, type MessageFailure } from '#core/messaging/message.ts'
import type { Work } from '#platform/command.ts'
import { optedOut } from './consents.ts'
import { quietHours } from './ports.ts'
import type { MessageTable } from './tables.ts'
import { leadsToStranger } from './threads/number-answers.ts'
import { isUnreachable } from './unreachable/unreachable.ts'

/** What keeps a message that stands in line from leaving now: for a while, or for good. */
export type Held =
  | Readonly<{ until: Date }>
  | Readonly<{ refused: MessageFailure; detail: string }>
  | undefined

/**
 * What was put in line with good reason may find, when its turn comes, that the customer has
 * declined since, that its address bounced or its number is a stranger's, that it is night, or that
 * an earlier one of its thread is still being tried.
 */
export async function heldBack(work: Work, message: MessageTable): Promise<Held> {
  if (message.channel === 'email' && (await isUnreachable(work, message.to_address)))
    return { refused: 'address_refused', detail: 'nothing arrives at this address' }
  if (message.thread_id && (await leadsToStranger(work, message.thread_id, message.customer_id)))
    return { refused: 'number_wrong', detail: 'the number is marked wrong' }
  if (!declinable.includes(message.category)) return behindEarlier(work, message)
  const asked = message.customer_id === null ? [] : [message.customer_id]
  const out = await optedOut(work, asked, message.channel, message.category)
  if (out.size > 0) return { refused: 'opted_out', detail: '' }
  if (!message.any_hour && !message.by_human) {
    const opens = await work.session.house.plugs.get(quietHours)(work, work.now)
    if (opens > work.now) return { until: opens }
  }
  return behindEarlier(work, message)
}

/** Whoever is put off for longer than this holds up nobody. */
const longestWaitMs = 10 * 60_000

/**
 * A chat is read in the order of its arrival, so what is tried again goes before what was said
 * after it. Mails carry their own order, and are tried for hours.
 */
async function behindEarlier(work: Work, message: MessageTable): Promise<Held> {
  if (!message.thread_id || message.channel === 'email') return undefined
  const [earlier] = await work.run<{ at: Date | null }>(
    `select max(o.not_before) as at from message o
     where o.company_id = $1 and o.thread_id = $2 and o.direction = 'out' and o.state = 'queued'
       and o.attempts > 0 and o.not_before <= $3 and o.id <> $4
       and (o.queued_at < $5 or (o.queued_at = $5 and ($6 = 0 or o.id < $4)))`,
    [
      ...[work.companyId, message.thread_id, new Date(work.now.getTime() + longestWaitMs)],
      ...[message.id, message.queued_at, message.attempts],
    ],
  )
  if (!earlier?.at) return undefined
  return { until: new Date(Math.max(earlier.at.getTime(), work.now.getTime()) + 1_000) }
}
