import { z } from 'zod'
import type { Day } from '#core/day.ts'
import { type DeskFacts, isFreshlyBroken } from './facts.ts'

export const waitCodes = ['now', 'follow_up', 'promise', 'dispute', 'paused', 'skipped'] as const
/** What a customer waits for before they come up again. */
export const Wait = z.enum(waitCodes)
export type Wait = z.infer<typeof Wait>

/** When a customer comes up: at an instant, at the beginning of a day, or when something happens. */
export type Due = Readonly<
  { waits: Wait } & ({ atMs: number } | { afterDay: Day } | { never: true })
>

/** News since the last contact that does not wait for the day that was agreed. */
function isNews(facts: DeskFacts): boolean {
  const { last, notice, replyWaits, callAsked } = facts
  const broken = isFreshlyBroken(facts) ? facts.broken : null
  const since = last?.atMs ?? 0
  if (notice && notice.on > (last?.on ?? '')) return true
  return [broken, replyWaits, callAsked].some((each) => each !== null && each.atMs > since)
}

/**
 * When a customer comes up. Who was worked on rests until the follow-up, who promised until the
 * promise is over, who was passed over until then; news since then breaks the rest.
 */
export function dueOf(facts: DeskFacts): Due {
  const { last, pausedUntil, skippedUntilMs, nowMs, promise } = facts
  if (skippedUntilMs !== null && skippedUntilMs > nowMs)
    return { waits: 'skipped', atMs: skippedUntilMs }
  if (isNews(facts)) return { waits: 'now', atMs: nowMs }
  if (last?.followUpMs != null) {
    const waits = last.followUpMs <= nowMs ? 'now' : 'follow_up'
    return { waits, atMs: last.followUpMs }
  }
  if (pausedUntil === 'open') return { waits: 'paused', never: true }
  if (pausedUntil !== null) return { waits: 'paused', afterDay: pausedUntil }
  if (facts.askable.minor === 0) {
    if (promise) return { waits: 'promise', afterDay: promise.until }
    return { waits: 'dispute', never: true }
  }
  return { waits: 'now', atMs: nowMs }
}
