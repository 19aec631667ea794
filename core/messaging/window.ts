import type { ChatChannel } from './incoming.ts'

/** Until when one may answer in one's own words, and until when only a person may. */
export type WindowHours = Readonly<{ free: number; human: number }>

/** Whether free text may be sent: by anyone, by a person alone, or by nobody until they write again. */
export type Window =
  | Readonly<{ state: 'always' }>
  | Readonly<{ state: 'open'; untilMs: number }>
  | Readonly<{ state: 'human'; untilMs: number }>
  | Readonly<{ state: 'closed'; sinceMs: number | null }>

const hour = 3_600_000

/**
 * The window of a thread at an instant, from the vendor's time of the customer's last message
 * (milliseconds; null when they never wrote). A channel without such a rule is always open. The
 * end belongs to the window no more, as the vendor's clock and ours are not the same.
 */
export function windowAt(
  nowMs: number,
  lastInMs: number | null,
  hours: WindowHours | undefined,
): Window {
  if (!hours) return { state: 'always' }
  if (lastInMs === null) return { state: 'closed', sinceMs: null }
  const freeUntil = lastInMs + hours.free * hour
  if (nowMs < freeUntil) return { state: 'open', untilMs: freeUntil }
  const humanUntil = lastInMs + hours.human * hour
  if (nowMs < humanUntil) return { state: 'human', untilMs: humanUntil }
  return { state: 'closed', sinceMs: Math.max(freeUntil, humanUntil) }
}

/** Whether this sender may say what they like now. */
export const mayWriteFreely = (window: Window, byHuman: boolean): boolean =>
  window.state === 'always' || window.state === 'open' || (window.state === 'human' && byHuman)

/** Channels on which a conversation may be begun by us with nothing but an address. */
export const opensByItself: ReadonlySet<ChatChannel | 'email' | 'manual'> = new Set([
  'email',
  'sms',
  'manual',
])
