import { z } from 'zod'
import { nextOpening } from '#core/calendar.ts'
import { addDays, type Day } from '#core/day.ts'
import { type DeskFacts, endingDays, isFreshlyBroken, isUntold } from './facts.ts'

export const waitCodes = [
  'now',
  'follow_up',
  'promise',
  'plan',
  'instrument',
  'settlement',
  'offer',
  'dispute',
  'paused',
  'skipped',
] as const
/** What a customer waits for before they come up again. */
export const Wait = z.enum(waitCodes)
export type Wait = z.infer<typeof Wait>

/** When a customer comes up: at an instant, at the beginning of a day, or when something happens. */
export type Due = Readonly<
  { waits: Wait } & ({ atMs: number } | { afterDay: Day } | { never: true })
>

/** News since the last contact that does not wait for the day that was agreed. */
function isNews(facts: DeskFacts): boolean {
  const { last, notice, bounced, replyWaits, callAsked } = facts
  const broken = isFreshlyBroken(facts) ? facts.broken : null
  const plan = facts.plan?.state === 'broken' ? facts.plan : null
  const { state } = facts.offer ?? {}
  const offer = state === 'expired' || state === 'declined' ? (facts.offer ?? null) : null
  const answered = isUntold(facts) ? (facts.answered ?? null) : null
  const since = last?.atMs ?? 0
  if (notice && notice.on > (last?.on ?? '')) return true
  return [broken, plan, offer, answered, bounced, replyWaits, callAsked].some(
    (each) => each !== null && each.atMs > since,
  )
}

const pauseOf = (until: Day | 'open'): Due =>
  until === 'open' ? { waits: 'paused', never: true } : { waits: 'paused', afterDay: until }

/** A settlement rests from the moment it was agreed to; a cheque gives way to what was set since. */
const heldSince = ({ held, offer }: DeskFacts): number =>
  held?.by === 'settlement' && offer?.state === 'accepted' ? offer.atMs : 0

/** What keeps a customer out of the queue by itself, and since when. */
function restsOf(facts: DeskFacts): { due: Due; sinceMs: number }[] {
  const { paused, promise, plan, held, askable } = facts
  const whole = askable.minor === 0
  const planned = plan?.state === 'active' ? plan : null
  return [
    ...(paused ? [{ due: pauseOf(paused.until), sinceMs: paused.atMs }] : []),
    ...(whole && promise
      ? [{ due: { waits: 'promise', afterDay: promise.until } as const, sinceMs: promise.atMs }]
      : []),
    ...(whole && !promise && planned?.next
      ? [{ due: { waits: 'plan', afterDay: planned.next.until } as const, sinceMs: planned.atMs }]
      : []),
    ...(whole && !promise && !planned?.next && held
      ? [{ due: { waits: held.by, afterDay: held.until } as const, sinceMs: heldSince(facts) }]
      : []),
    ...(whole && !promise && !planned?.next && !held
      ? [{ due: { waits: 'dispute', never: true } as const, sinceMs: 0 }]
      : []),
  ]
}

/**
 * Who was sent a settlement of all that may be asked for is left to think until it nears its end, and
 * for the day of its sending at the least; then they come up on a day of contact. A follow-up that was
 * set for a later moment stands.
 */
function thinksOver({ offer, last, today, calendar }: DeskFacts): Due | undefined {
  if (offer?.state !== 'offered' || !offer.whole) return undefined
  if ((last?.followUpMs ?? 0) > offer.atMs) return undefined
  const near = addDays(offer.payBy, -endingDays - 1)
  const back = addDays(near > offer.on ? near : offer.on, 1)
  const afterDay = addDays((calendar && nextOpening(calendar, back)?.day) ?? back, -1)
  return afterDay >= today ? { waits: 'offer', afterDay } : undefined
}

/**
 * When a customer comes up. Who was worked on rests until the follow-up, who promised until the
 * promise is over, who was sent an offer until it nears its end, who was passed over until then; news breaks the first two.
 */
export function dueOf(facts: DeskFacts): Due {
  const { last, skippedUntilMs, nowMs } = facts
  if (skippedUntilMs !== null && skippedUntilMs > nowMs)
    return { waits: 'skipped', atMs: skippedUntilMs }
  if (isNews(facts)) return { waits: 'now', atMs: nowMs }
  const followUpMs = last?.followUpMs ?? null
  // A follow-up stands, unless they promised, agreed to a plan or were paused after it was set.
  const agreedMs = last && followUpMs !== null ? last.atMs : -1
  const rests = restsOf(facts)
  const rest = rests.find(({ sinceMs }) => sinceMs > agreedMs)
  if (rest) return rest.due
  const thinks = thinksOver(facts)
  if (thinks) return thinks
  if (followUpMs !== null && followUpMs > nowMs) {
    // Agreed in that very contact: its word is what is waited for, until the day that was set.
    const same = rests.find(({ sinceMs }) => sinceMs === agreedMs)
    return { waits: same?.due.waits ?? 'follow_up', atMs: followUpMs }
  }
  return { waits: 'now', atMs: followUpMs ?? nowMs }
}
