import { z } from 'zod'
import type { Day } from '#core/day.ts'
import { dueOf } from './due.ts'
import {
  type DeskFacts,
  isFreshlyBroken,
  isOfferOpen,
  isPlanFresh,
  isUntold,
  wantsPlan,
} from './facts.ts'
import { isCallBackDue } from './score.ts'
import { waitedFor, waitSteps } from './wait-step.ts'

export const whyCodes = [
  'call_back_now',
  'call_asked',
  'promise_broken',
  'plan_broken',
  'instalment_missed',
  'plan_unanswered',
  'plan_offered',
  'cheque_bounced',
  'reply_waits',
  'notice_waits',
  'dispute_answered',
  'offer_declined',
  'offer_expired',
  'offer_unsent',
  'offer_ends',
  'offer_ready',
  'offer_stands',
  'offer_unapproved',
  'promise_today',
  'follow_up_now',
  'step_waits',
  'call_step',
  'over_90_silent',
  'over_90_never',
  'over_90',
  'promise_broken_before',
  'never_called',
  'silent',
  'read_unanswered',
  'no_answer',
  'wrong_number',
  'first_time',
  'late',
] as const
/** One reason why a customer comes up now (لماذا الآن), with the facts that its sentence is made of. */
export const Why = z.object({
  code: z.enum(whyCodes),
  facts: z.record(z.string(), z.union([z.string(), z.number()])),
})
export type Why = z.infer<typeof Why>

const silentDays = 9

function planned(facts: DeskFacts): Why[] {
  const { plan, today } = facts
  if (!plan) return []
  const { minor, currency } = plan.amount
  if (plan.state === 'broken') return [{ code: 'plan_broken', facts: { minor, currency } }]
  if (plan.state === 'proposed')
    return isPlanFresh(facts)
      ? []
      : [{ code: 'plan_unanswered', facts: { minor, currency, days: plan.daysAgo } }]
  if (!plan.next || plan.next.dueOn >= today) return []
  const { amount, dueOn } = plan.next
  return [
    {
      code: 'instalment_missed',
      facts: { minor: amount.minor, currency: amount.currency, due: dueOn },
    },
  ]
}

/** What of their objection and of the settlement that was offered is to be said to them. */
function owedWords(facts: DeskFacts): Why[] {
  const { answered, offer, last } = facts
  const found: Why[] = []
  if (answered && isUntold(facts))
    found.push({ code: 'dispute_answered', facts: { number: answered.number, on: answered.on } })
  if (!offer) return found
  const { minor, currency } = offer.amount
  const about = { minor, currency, due: offer.payBy }
  const { state } = offer
  if (state === 'ready') found.push({ code: 'offer_ready', facts: about })
  if (state === 'offered' && !isOfferOpen(facts)) found.push({ code: 'offer_ends', facts: about })
  const over = state === 'expired' || state === 'declined' || state === 'unsent'
  if (over && offer.atMs > (last?.atMs ?? 0)) found.push({ code: `offer_${state}`, facts: about })
  return found
}

/** What was offered and others have in hand: it brings nobody up, but who calls is told of it. */
function underWay(facts: DeskFacts): Why[] {
  const { offer, plan } = facts
  const found: Why[] = []
  if (offer) {
    const { minor, currency } = offer.amount
    const about = { minor, currency, due: offer.payBy }
    if (offer.state === 'proposed') found.push({ code: 'offer_unapproved', facts: about })
    if (isOfferOpen(facts)) found.push({ code: 'offer_stands', facts: about })
  }
  if (plan && isPlanFresh(facts)) {
    const { minor, currency } = plan.amount
    found.push({
      code: 'plan_offered',
      facts: { minor, currency, ...(plan.answerBy && { due: plan.answerBy }) },
    })
  }
  return found
}

/** A word of which a part was kept is not said to be broken whole. */
const inPart = (broken: NonNullable<DeskFacts['broken']>) => (broken.inPart ? { part: 1 } : {})

function spoken(facts: DeskFacts): Why[] {
  const { broken, bounced, replyWaits, notice, promise, callAsked, last, today, nowMs } = facts
  const due = last !== null && last.followUpMs !== null && last.followUpMs <= nowMs
  return [
    ...(!callAsked && isCallBackDue(facts) && last?.followUpMs
      ? [{ code: 'call_back_now', facts: { at: last.followUpMs } } as const]
      : []),
    ...(callAsked ? [{ code: 'call_asked', facts: { at: callAsked.atMs } } as const] : []),
    ...(broken && isFreshlyBroken(facts)
      ? [
          {
            code: 'promise_broken',
            facts: {
              minor: broken.amount.minor,
              currency: broken.amount.currency,
              due: broken.dueOn,
              ...inPart(broken),
            },
          } as const,
        ]
      : []),
    ...(bounced
      ? [
          {
            code: 'cheque_bounced',
            facts: {
              minor: bounced.amount.minor,
              currency: bounced.amount.currency,
              on: bounced.on,
            },
          } as const,
        ]
      : []),
    ...(replyWaits ? [{ code: 'reply_waits', facts: { on: replyWaits.on } } as const] : []),
    ...(notice ? [{ code: 'notice_waits', facts: { on: notice.on } } as const] : []),
    ...owedWords(facts),
    ...planned(facts),
    ...(promise?.dueOn === today
      ? [
          {
            code: 'promise_today',
            facts: { minor: promise.amount.minor, currency: promise.amount.currency },
          } as const,
        ]
      : []),
    ...(due && last && last.outcome !== 'call_back' && !isFreshlyBroken(facts)
      ? [{ code: 'follow_up_now', facts: { outcome: last.outcome, on: last.on } } as const]
      : []),
    ...underWay(facts),
  ]
}

/** How late it is, and for how long nobody has called. */
function howLong({ daysLate: days, over90 }: DeskFacts, quiet: boolean, ago: number | null): Why[] {
  if (over90 && ago === null) return [{ code: 'over_90_never', facts: { days } }]
  if (over90 && quiet) return [{ code: 'over_90_silent', facts: { days, ago: ago ?? 0 } }]
  if (over90) return [{ code: 'over_90', facts: { days } }]
  if (ago === null) return [{ code: 'never_called', facts: { days } }]
  return quiet ? [{ code: 'silent', facts: { ago } }] : []
}

/** A word that was broken longer ago is still what they last agreed to. */
function brokenBefore(facts: DeskFacts): Why[] {
  const { broken } = facts
  if (!broken || isFreshlyBroken(facts)) return []
  const { minor, currency } = broken.amount
  return [
    {
      code: 'promise_broken_before',
      facts: { minor, currency, due: broken.dueOn, ...inPart(broken) },
    },
  ]
}

function silent(facts: DeskFacts): Why[] {
  const { daysLate: days, last, readUnanswered, unanswered, firstTime } = facts
  const ago = facts.spokenAgo === undefined ? (last?.daysAgo ?? null) : facts.spokenAgo
  const quiet = ago !== null && ago >= silentDays
  return [
    ...(facts.stepWaits ? [{ code: 'step_waits', facts: {} } as const] : []),
    ...(facts.callStep ? [{ code: 'call_step', facts: { on: facts.callStep.on } } as const] : []),
    ...howLong(facts, quiet, ago),
    ...brokenBefore(facts),
    ...(readUnanswered >= 2
      ? [{ code: 'read_unanswered', facts: { times: readUnanswered } } as const]
      : []),
    ...(unanswered > 0 ? [{ code: 'no_answer', facts: { times: unanswered } } as const] : []),
    ...(facts.wrongNumber ? [{ code: 'wrong_number', facts: {} } as const] : []),
    ...(firstTime && days <= 30 ? [{ code: 'first_time', facts: {} } as const] : []),
  ]
}

/** Why a customer comes up, what matters most first: never empty, at most three. */
export function whyNow(facts: DeskFacts): Why[] {
  const found = [...spoken(facts), ...silent(facts)]
  const late: Why = { code: 'late', facts: { days: facts.daysLate, invoices: facts.invoices } }
  return found.length === 0 ? [late] : found.slice(0, 3)
}

export const stepCodes = [
  'check_notice',
  'answer',
  'call',
  'write',
  'find_number',
  'offer_plan',
  'settle_dispute',
  'approve_step',
  'send_offer',
  ...waitSteps,
] as const
export const StepCode = z.enum(stepCodes)
export type StepCode = z.infer<typeof StepCode>
export const StepChannel = z.enum(['call', 'whatsapp', 'mail'])
export type StepChannel = z.infer<typeof StepChannel>
/** `until`: of what is waited for, its last day. */
export type NextAct = Readonly<{ step: StepCode; channel: StepChannel | null; until?: Day | null }>

/** The way to write to them, if there is one. */
const writing = ({ hasWhatsapp, hasMail }: DeskFacts): StepChannel | null => {
  if (hasWhatsapp) return 'whatsapp'
  return hasMail ? 'mail' : null
}

/** Whether nothing may be asked for but for an objection; who has promised is waited for first. */
const isHeldByDispute = (facts: DeskFacts): boolean =>
  facts.disputed && facts.askable.minor === 0 && dueOf(facts).waits !== 'promise'

/** The one best next act and its way, by rule; where others are to act, what is waited for. */
export function nextAct(facts: DeskFacts): NextAct {
  const callable = facts.hasPhone && !facts.wrongNumber
  if (facts.notice) return { step: 'check_notice', channel: null }
  if (facts.replyWaits) return { step: 'answer', channel: writing(facts) }
  if (isHeldByDispute(facts)) return { step: 'settle_dispute', channel: null }
  if (facts.offer?.state === 'ready') return { step: 'send_offer', channel: writing(facts) }
  const waited = waitedFor(facts)
  if (waited) return { ...waited, channel: null }
  if (!callable) {
    const channel = writing(facts)
    return channel && !facts.wrongNumber
      ? { step: 'write', channel }
      : { step: 'find_number', channel }
  }
  if (wantsPlan(facts)) return { step: 'offer_plan', channel: 'call' }
  const elsewhere = writing(facts)
  if (facts.unanswered >= 3 && elsewhere) return { step: 'write', channel: elsewhere }
  if (facts.stepWaits && facts.unanswered >= 2) return { step: 'approve_step', channel: null }
  // A call that was set for later is not made before, but on a number that took a wrong one's place.
  const again = facts.last?.outcome === 'wrong_number'
  if (!again && dueOf(facts).waits === 'follow_up') return { step: 'wait_follow_up', channel: null }
  return { step: 'call', channel: 'call' }
}
