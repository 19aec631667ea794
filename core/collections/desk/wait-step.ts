import type { Day } from '#core/day.ts'
import { dueOf } from './due.ts'
import { type DeskFacts, isFreshlyBroken, isPlanFresh, isUntold } from './facts.ts'
import { isCallBackDue } from './score.ts'

/** Next steps that are not ours: somebody's word, answer or day is waited for. */
export const waitSteps = [
  'wait_promise',
  'wait_plan',
  'wait_instalment',
  'wait_instrument',
  'wait_settlement',
  'wait_offer',
  'wait_approval',
  'wait_follow_up',
] as const

type Waited = Readonly<{ step: (typeof waitSteps)[number]; until: Day | null }>

/** What was agreed with the customer or offered to them, while they rest. */
function restedFor({ promise, plan, offer, held, today }: DeskFacts): Waited | null {
  if (promise && promise.until >= today) return { step: 'wait_promise', until: promise.until }
  if (plan?.state === 'active' && plan.next)
    return { step: 'wait_instalment', until: plan.next.until }
  if (plan?.state === 'proposed') return { step: 'wait_plan', until: plan.answerBy ?? null }
  if (held) return { step: `wait_${held.by}`, until: held.until }
  return offer?.state === 'offered' ? { step: 'wait_offer', until: offer.payBy } : null
}

/** Whether they are to be called since an offer was made: asked for, told, or for what went wrong. */
function isCalledFor(facts: DeskFacts, sinceMs: number): boolean {
  const { bounced, broken, callAsked } = facts
  if (callAsked || isCallBackDue(facts) || isUntold(facts)) return true
  return [bounced, isFreshlyBroken(facts) ? broken : null].some(
    (each) => each !== null && each.atMs > sinceMs,
  )
}

/** Whether a plan was offered lately and nothing since then asks for a call. */
function plansOver(facts: DeskFacts): boolean {
  const { plan, last, nowMs } = facts
  if (!plan || !isPlanFresh(facts) || isCalledFor(facts, plan.atMs)) return false
  const followUpMs = last?.followUpMs ?? 0
  return followUpMs <= plan.atMs || followUpMs > nowMs
}

/**
 * What is waited for with a customer, and until when; null where the next step is ours. Who comes up
 * now is not waited for any more, but for what lies with a colleague and a plan that was offered lately,
 * unless something else asks for a call.
 */
export function waitedFor(facts: DeskFacts): Waited | null {
  const { offer } = facts
  if (offer?.state === 'proposed' && !isCalledFor(facts, offer.atMs))
    return { step: 'wait_approval', until: null }
  if (plansOver(facts)) return { step: 'wait_plan', until: facts.plan?.answerBy ?? null }
  const { waits } = dueOf(facts)
  if (waits === 'now') return null
  if (waits === 'offer') return { step: 'wait_offer', until: offer?.payBy ?? null }
  return restedFor(facts)
}
