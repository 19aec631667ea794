import { ContactOutcome } from '#core/collections/desk/outcome.ts'
import { waitSteps } from '#core/collections/desk/wait-step.ts'
import type { Why } from '#core/collections/desk/why.ts'
import type { DeskHappening, DeskOffer, DeskRow } from '#core/collections/desk-api.ts'
import { PaymentPlanState } from '#core/collections/payment-plan.ts'
import { PromiseState } from '#core/collections/promise.ts'
import { addDays } from '#core/day.ts'
import { Tone } from '#core/messaging/tone.ts'
import { Currency, type Money } from '#core/money.ts'
import { useFormat } from '#web/format.ts'
import { useWords } from '#web/words.ts'

type Facts = Why['facts']

/** A number stays together and reads from left to right inside the sentence. */
export const unbroken = (number: string): string =>
  `\u2066${number.replaceAll('-', '\u2011')}\u2069`

/** An amount among the facts of a sentence; nothing when there is none. */
export function moneyIn(facts: Facts, minor = 'minor', currency = 'currency'): Money | undefined {
  const read = Currency.safeParse(facts[currency])
  const amount = facts[minor]
  return read.success && typeof amount === 'number'
    ? { minor: amount, currency: read.data }
    : undefined
}

/** An instant as a sentence says it: «غدًا في 10:00». */
export function useMomentWords() {
  const t = useWords('desk')
  const format = useFormat()
  return (instant: string): string =>
    t('moment', {
      day: format.day(format.dayOf(instant), { near: true, weekday: true }),
      time: format.clock(instant),
    })
}

/** By which way and when an offer went out, for its sentence; null: it has not yet. */
export function useSentWords() {
  const t = useWords('messaging')
  const moment = useMomentWords()
  return (sent: Pick<DeskOffer, 'sentAt' | 'sentChannel'> | null) =>
    sent?.sentAt && sent.sentChannel
      ? { channel: t(`channel_${sent.sentChannel}`), when: moment(sent.sentAt) }
      : null
}

/** The reasons of a row in words. */
export function useWhy() {
  const t = useWords('desk')
  const format = useFormat()
  const moment = useMomentWords()
  return ({ code, facts }: Why): string => {
    const amount = moneyIn(facts)
    const outcome = ContactOutcome.safeParse(facts['outcome'])
    const day = facts['due'] ?? facts['on']
    const partly = facts['part'] === 1
    const said =
      partly && (code === 'promise_broken' || code === 'promise_broken_before')
        ? (`why_${code}_part` as const)
        : (`why_${code}` as const)
    return t(said, {
      ...facts,
      ...(amount && { amount: format.money(amount, true) }),
      ...(typeof day === 'string' && { day: format.day(day, { near: true }) }),
      ...(typeof facts['at'] === 'number' && {
        when: moment(new Date(facts['at']).toISOString()),
      }),
      ...(outcome.success && { outcome: t(`outcome_${outcome.data}`) }),
    })
  }
}

/** The next step, and until when somebody is waited for. */
export function useStep() {
  const t = useWords('desk')
  const format = useFormat()
  const moment = useMomentWords()
  return ({ step, stepUntil, dueAt }: Pick<DeskRow, 'step' | 'stepUntil' | 'dueAt'>): string => {
    const waited = waitSteps.find((each) => each === step)
    if (waited === 'wait_follow_up' && dueAt)
      return t('step_wait_follow_up_at', { when: moment(dueAt) })
    if (!waited || waited === 'wait_approval' || waited === 'wait_follow_up' || stepUntil === null)
      return t(`step_${step}`)
    return t(`step_${waited}_until`, { day: format.day(stepUntil, { near: true, weekday: true }) })
  }
}

/** What a row that rests waits for. */
export function useWaits() {
  const t = useWords('desk')
  const format = useFormat()
  const moment = useMomentWords()
  return ({
    waits,
    dueAt,
    stepUntil,
    last,
  }: Pick<DeskRow, 'waits' | 'dueAt' | 'stepUntil' | 'last'>): string | null => {
    if (waits === 'now') return null
    if (waits === 'dispute') return t('waits_dispute')
    if (waits === 'paused' && !dueAt) return t('waits_paused_open')
    const due = dueAt ? format.dayOf(dueAt) : ''
    const named = (day: string) => format.day(day, { near: true, weekday: true })
    if (waits === 'follow_up') {
      const when = dueAt ? moment(dueAt) : ''
      if (!last) return t('waits_follow_up', { when })
      return t('waits_follow_up_after', { said: t(`outcome_${last}`), when })
    }
    if (waits === 'skipped' || waits === 'offer') return t(`waits_${waits}`, { when: named(due) })
    // The day of the word itself, where the follow-up stands on a later one.
    const through = waits === 'paused' ? null : stepUntil
    return t(`waits_${waits}`, { when: named(through ?? addDays(due, -1)) })
  }
}

const settlementSteps = [
  ...(['proposed', 'ready', 'offered', 'accepted', 'kept', 'failed'] as const),
  ...(['declined', 'expired', 'unsent', 'refused', 'withdrawn'] as const),
]

const referralSteps = [
  ...(['waits', 'prepared', 'made', 'referred', 'begun', 'given_up'] as const),
  ...(['paid', 'recalled', 'uncollectable', 'returned'] as const),
]

const reached = ['read', 'delivered', 'failed'] as const

/** One thing that happened, as a sentence. */
export function useHappening() {
  const t = useWords('desk')
  const tones = useWords('collections')
  const format = useFormat()
  return ({ kind, by, facts }: DeskHappening): string => {
    const money = moneyIn(facts)
    const amount = money ? format.money(money, true) : ''
    if (kind === 'contact') {
      const outcome = ContactOutcome.safeParse(facts['outcome'])
      if (amount) return t('hap_contact_promised', { amount, by })
      return t('hap_contact', { outcome: outcome.success ? t(`outcome_${outcome.data}`) : '', by })
    }
    if (kind === 'reminder') {
      const tone = Tone.safeParse(facts['tone'])
      const state = reached.find((each) => each === facts['state']) ?? 'sent'
      return t('hap_reminder', {
        tone: tone.success ? tones(`tone_${tone.data}`) : '',
        state: t(state),
      })
    }
    if (kind === 'payment')
      return t('hap_payment', { amount, number: unbroken(String(facts['number'])) })
    const due = facts['due']
    const day = typeof due === 'string' ? format.day(due, { near: true }) : ''
    if (kind === 'plan') {
      if (facts['state'] === 'sent') return t('hap_plan_sent', { amount })
      const plan = PaymentPlanState.catch('proposed').parse(facts['state'])
      return t(`hap_plan_${plan}`, { amount, day, by })
    }
    if (kind === 'settlement') {
      const offer = settlementSteps.find((each) => each === facts['state']) ?? 'ready'
      return t(`hap_settlement_${offer}`, { amount, day, by })
    }
    if (kind === 'referral') {
      const step = referralSteps.find((each) => each === facts['state']) ?? 'made'
      return t(`hap_referral_${step}`, { amount, day, by, agency: String(facts['agency']) })
    }
    const state = PromiseState.catch('open').parse(facts['state'])
    return t(`hap_promise_${state}`, { amount, day })
  }
}
