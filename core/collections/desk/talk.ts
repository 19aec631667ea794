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
  'recall_plan_offer',
  'recall_offer',
  'recall_settlement',
  'recall_late',
  'recall_paid_claim',
  'offer_split',
  'offer_plan',
  'offer_help',
  'offer_link',
  'offer_settlement',
] as const
export const avoidCodes = [
  'avoid_legal',
  'avoid_third_person',
  'avoid_disputed',
  'avoid_repeat',
  'avoid_unapproved',
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

type Agreed = Readonly<{ recalled: Recalled; atMs: number }>

/** What they have before them or agreed to, the latest first: settlement, plan, promise. */
function underWay({ offer, plan, promise }: DeskFacts): Agreed[] {
  const settlement = offer && { amount: offer.amount, dueOn: offer.payBy }
  const found: Agreed[] = []
  if (settlement && (offer.state === 'offered' || offer.state === 'accepted')) {
    const code = offer.state === 'offered' ? 'recall_offer' : 'recall_settlement'
    found.push({ recalled: about(code, settlement), atMs: offer.atMs })
  }
  if (plan?.state === 'proposed') {
    // An offer is no agreement: they are asked for their answer, not for the instalment.
    const dueOn = plan.answerBy ?? plan.next?.dueOn
    if (dueOn)
      found.push({
        recalled: about('recall_plan_offer', { amount: plan.amount, dueOn }),
        atMs: plan.atMs,
      })
  } else if (plan?.next) found.push({ recalled: about('recall_plan', plan.next), atMs: plan.atMs })
  if (promise) found.push({ recalled: about('recall_promise', promise), atMs: promise.atMs })
  return found.toSorted((a, b) => b.atMs - a.atMs)
}

/** The agreement, the offer, the cheque or the debt that the talk comes back to. */
export function recalled(facts: DeskFacts): Recalled {
  const { broken, notice, bounced } = facts
  if (notice) return { code: 'recall_paid_claim', about: null }
  const [latest] = underWay(facts)
  // Whoever agreed to something since has heard of the cheque.
  if (bounced && !(latest && latest.atMs > bounced.atMs))
    return { code: 'recall_bounced', about: { amount: bounced.amount, on: bounced.on } }
  // What was agreed or offered after a broken word has taken its place.
  const renewed = latest && broken && latest.atMs > broken.atMs
  if (broken && broken.daysAgo <= 30 && !renewed) return about('recall_broken', broken)
  return latest?.recalled ?? { code: 'recall_late', about: null }
}

function offered(facts: DeskFacts): Talk['say'][number] {
  const { daysLate, invoices, last, plan, offer, firstTime } = facts
  const { code } = recalled(facts)
  // What they have before them is not bid against with something else.
  if (code === 'recall_offer' || code === 'recall_settlement' || code === 'recall_plan_offer')
    return 'offer_link'
  // Who says that they paid is not asked to pay in parts, and who has promised needs only the way.
  if (code === 'recall_paid_claim') return 'offer_help'
  if (code === 'recall_promise') return 'offer_link'
  if (offer?.state === 'ready' || offer?.state === 'offered') return 'offer_settlement'
  if (plan?.state === 'active' || plan?.state === 'proposed') return 'offer_help'
  if (offer?.state === 'proposed' || offer?.state === 'accepted') return 'offer_help'
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
    ...(facts.offer?.state === 'proposed' ? (['avoid_unapproved'] as const) : []),
  ],
})
