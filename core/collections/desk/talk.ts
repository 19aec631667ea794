import { z } from 'zod'
import type { Tone } from '#core/messaging/tone.ts'
import { type DeskFacts, wantsPlan } from './facts.ts'

export const talkCodes = [
  'greet',
  'recall_broken',
  'recall_promise',
  'recall_plan',
  'recall_late',
  'recall_paid_claim',
  'offer_split',
  'offer_plan',
  'offer_help',
  'offer_link',
] as const
export const avoidCodes = [
  'avoid_legal',
  'avoid_third_person',
  'avoid_disputed',
  'avoid_repeat',
] as const

/** What to say (نقاط الحديث) and what not to, for this customer now; the sentences are the browser's. */
export const Talk = z.object({
  say: z.array(z.enum(talkCodes)),
  avoid: z.array(z.enum(avoidCodes)),
})
export type Talk = z.infer<typeof Talk>

/** The agreement or the debt that the talk comes back to. */
function recalled({ broken, promise, plan, notice }: DeskFacts): Talk['say'][number] {
  if (notice) return 'recall_paid_claim'
  // What was agreed after a broken word has taken its place.
  const renewed = plan?.next && broken && plan.atMs > broken.atMs
  if (broken && broken.daysAgo <= 30 && !renewed) return 'recall_broken'
  if (plan?.next) return 'recall_plan'
  return promise ? 'recall_promise' : 'recall_late'
}

function offered(facts: DeskFacts): Talk['say'][number] {
  const { daysLate, invoices, last, plan, firstTime } = facts
  if (plan?.state === 'active') return 'offer_help'
  if (wantsPlan(facts) || last?.outcome === 'in_trouble' || daysLate > 90) return 'offer_plan'
  if (daysLate > 30 && invoices > 1) return 'offer_split'
  return firstTime ? 'offer_link' : 'offer_help'
}

/** What to talk about, by how far things have come. */
export const talkingPoints = (facts: DeskFacts, reached: Tone | null): Talk => ({
  say: ['greet', recalled(facts), offered(facts)],
  avoid: [
    ...(reached === 'final' ? [] : (['avoid_legal'] as const)),
    'avoid_third_person',
    ...(facts.disputed ? (['avoid_disputed'] as const) : []),
    ...(facts.attemptsIn30Days > 5 ? (['avoid_repeat'] as const) : []),
  ],
})
