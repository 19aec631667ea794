import { z } from 'zod'
import { addDays, type Day } from '#core/day.ts'
import { type Currency, type Money, sumsByCurrency, zero } from '#core/money.ts'

/**
 * A balance confirmation (مصادقة رصيد): in line to be sent, sent, opened by its customer, and then
 * what came of it. One that could not go, or was taken back, asks nobody anything.
 */
export const confirmationStates = [
  'waiting',
  'unsent',
  'sent',
  'opened',
  'confirmed',
  'differs',
  'unanswered',
  'withdrawn',
] as const
export const ConfirmationState = z.enum(confirmationStates)
export type ConfirmationState = z.infer<typeof ConfirmationState>

/** What may be done with one. */
export const confirmationActs = ['send', 'open', 'answer', 'lapse', 'withdraw', 'settle'] as const
export type ConfirmationAct = (typeof confirmationActs)[number]

const allowed: Readonly<Record<ConfirmationState, readonly ConfirmationAct[]>> = {
  // Its letter may be handed over on paper, whatever the channels do: who has its link may answer.
  waiting: ['send', 'open', 'answer', 'withdraw'],
  unsent: ['send', 'open', 'answer', 'withdraw'],
  sent: ['send', 'open', 'answer', 'lapse', 'withdraw'],
  opened: ['send', 'answer', 'lapse', 'withdraw'],
  // An answer that comes late is an answer: an auditor would rather have it.
  unanswered: ['send', 'open', 'answer', 'withdraw'],
  confirmed: [],
  differs: ['settle'],
  withdrawn: [],
}

/** Whether this may be done with a confirmation in this state. */
export const mayConfirmation = (state: ConfirmationState, act: ConfirmationAct): boolean =>
  allowed[state].includes(act)

/** How often a customer who does not answer is reminded, and after how many days each time. */
export type Nudging = Readonly<{ everyDays: number; most: number }>

/** What is known of one that waits for its answer. */
export type Waiting = Readonly<{
  state: ConfirmationState
  /** When they were last written to. */
  saidOn: Day | null
  reminded: number
  answerBy: Day
}>

/** The day of the next reminder; undefined when there is none before the last day for an answer. */
export function nextNudge(waiting: Waiting, { everyDays, most }: Nudging): Day | undefined {
  const { state, saidOn, reminded, answerBy } = waiting
  if (state !== 'sent' && state !== 'opened') return undefined
  if (saidOn === null || everyDays === 0 || reminded >= most) return undefined
  const on = addDays(saidOn, everyDays)
  return on <= answerBy ? on : undefined
}

/** Whether its last day is over and nobody answered. */
export const isLapsed = ({ state, answerBy }: Waiting, today: Day): boolean =>
  mayConfirmation(state, 'lapse') && answerBy < today

type Owed = Readonly<{ balance: Money }>

/**
 * What these items come to, a sum a currency, in the order of the currencies. A customer with nothing
 * open is asked to confirm zero in the company's own currency: that too is a balance.
 */
export function balancesOf(items: readonly Owed[], base: Currency): Money[] {
  const sums = sumsByCurrency(items.map(({ balance }) => balance))
  if (sums.length === 0) return [zero(base)]
  return sums.toSorted((a, b) => (a.currency < b.currency ? -1 : 1))
}

/**
 * What is between our balance and theirs, a sum a currency: above nothing, we say more than they do.
 * A currency of which they said nothing is not in question.
 */
export function differenceOf(ours: readonly Money[], theirs: readonly Money[]): Money[] {
  const mine = new Map(ours.map(({ currency, minor }) => [currency, minor]))
  return theirs
    .map(({ minor, currency }) => ({ minor: (mine.get(currency) ?? 0) - minor, currency }))
    .filter(({ minor }) => minor !== 0)
}

/** One line of the auditor's count. */
type StateTotal = Readonly<{ state: ConfirmationState; currency: Currency; minor: number }>

/** What share of the money asked about was confirmed, in whole percent; null where none was asked. */
export function confirmedShare(totals: readonly StateTotal[], currency: Currency): number | null {
  const asked = totals.filter((each) => each.currency === currency && each.state !== 'withdrawn')
  const sum = (lines: readonly StateTotal[]) =>
    lines.reduce((so, { minor }) => so + Math.abs(minor), 0)
  const whole = sum(asked)
  if (whole === 0) return null
  return Math.floor((sum(asked.filter(({ state }) => state === 'confirmed')) * 100) / whole)
}
