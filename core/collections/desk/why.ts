import { z } from 'zod'
import { type DeskFacts, isFreshlyBroken } from './facts.ts'
import { isCallBackDue } from './score.ts'

export const whyCodes = [
  'call_back_now',
  'call_asked',
  'promise_broken',
  'reply_waits',
  'notice_waits',
  'promise_today',
  'follow_up_now',
  'step_waits',
  'over_90_silent',
  'over_90_never',
  'over_90',
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

function spoken(facts: DeskFacts): Why[] {
  const { broken, replyWaits, notice, promise, callAsked, last, today, nowMs } = facts
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
            },
          } as const,
        ]
      : []),
    ...(replyWaits ? [{ code: 'reply_waits', facts: { on: replyWaits.on } } as const] : []),
    ...(notice ? [{ code: 'notice_waits', facts: { on: notice.on } } as const] : []),
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
  ]
}

/** How late it is, and for how long nobody has called. */
function howLong({ daysLate: days, over90, last }: DeskFacts, quiet: boolean, ago: number): Why[] {
  if (over90 && quiet) return [{ code: 'over_90_silent', facts: { days, ago } }]
  if (over90) return [{ code: last === null ? 'over_90_never' : 'over_90', facts: { days } }]
  if (last === null) return [{ code: 'never_called', facts: { days } }]
  return quiet ? [{ code: 'silent', facts: { ago } }] : []
}

function silent(facts: DeskFacts): Why[] {
  const { daysLate: days, last, readUnanswered, unanswered, firstTime } = facts
  const ago = last?.daysAgo ?? 0
  const quiet = last !== null && ago >= silentDays
  return [
    ...(facts.stepWaits ? [{ code: 'step_waits', facts: {} } as const] : []),
    ...howLong(facts, quiet, ago),
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
] as const
export const StepCode = z.enum(stepCodes)
export type StepCode = z.infer<typeof StepCode>
export const StepChannel = z.enum(['call', 'whatsapp', 'mail'])
export type StepChannel = z.infer<typeof StepChannel>
export type NextAct = Readonly<{ step: StepCode; channel: StepChannel | null }>

/** The way to write to them, if there is one. */
const writing = ({ hasWhatsapp, hasMail }: DeskFacts): StepChannel | null => {
  if (hasWhatsapp) return 'whatsapp'
  return hasMail ? 'mail' : null
}

/** The one best next act and its way, by rule. */
export function nextAct(facts: DeskFacts): NextAct {
  const callable = facts.hasPhone && !facts.wrongNumber
  if (facts.notice) return { step: 'check_notice', channel: null }
  if (facts.replyWaits) return { step: 'answer', channel: writing(facts) }
  if (facts.disputed && facts.askable.minor === 0) return { step: 'settle_dispute', channel: null }
  if (!callable) {
    const channel = writing(facts)
    return channel && !facts.wrongNumber
      ? { step: 'write', channel }
      : { step: 'find_number', channel }
  }
  if (facts.last?.outcome === 'wants_plan') return { step: 'offer_plan', channel: 'call' }
  const elsewhere = writing(facts)
  if (facts.unanswered >= 3 && elsewhere) return { step: 'write', channel: elsewhere }
  if (facts.stepWaits && facts.unanswered >= 2) return { step: 'approve_step', channel: null }
  return { step: 'call', channel: 'call' }
}
