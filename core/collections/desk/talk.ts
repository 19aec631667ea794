import { z } from 'zod'
import type { Day } from '#core/day.ts'
import type { Tone } from '#core/messaging/tone.ts'
import type { Money } from '#core/money.ts'
import { type DeskFacts, wantsPlan } from './facts.ts'

export const talkCodes = [
  'greet',
  'recall_bounced',
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

/** What the talk comes back to, and the amount and day that its sentence names. */
export type Recalled = Readonly<{
  code: Talk['say'][number]
  about: Readonly<{ amount: Money; on: Day }> | null
}>

const about = (
  code: Recalled['code'],
  { amount, dueOn }: Readonly<{ amount: Money; dueOn: Day }>,
): Recalled => ({ code, about: { amount, on: dueOn } })

/** The agreement, the cheque or the debt that the talk comes back to. */
export function recalled({ broken, promise, plan, notice, bounced }: DeskFacts): Recalled {
  if (notice) return { code: 'recall_paid_claim', about: null }
  if (bounced) return { code: 'recall_bounced', about: { amount: bounced.amount, on: bounced.on } }
  // What was agreed after a broken word has taken its place.
  const renewed = plan?.next && broken && plan.atMs > broken.atMs
  if (broken && broken.daysAgo <= 30 && !renewed) return about('recall_broken', broken)
  if (plan?.next) return about('recall_plan', plan.next)
  return promise ? about('recall_promise', promise) : { code: 'recall_late', about: null }
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
  say: ['greet', recalled(facts).code, offered(facts)],
  avoid: [
    ...(reached === 'final' ? [] : (['avoid_legal'] as const)),
    'avoid_third_person',
    ...(facts.disputed ? (['avoid_disputed'] as const) : []),
    ...(facts.attemptsIn30Days > 5 ? (['avoid_repeat'] as const) : []),
  ],
})
