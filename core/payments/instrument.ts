import { z } from 'zod'
import { addDays, type Day, daysBetween, sundayOf } from '#core/day.ts'
import type { OpenItem, Share } from '#core/ledger/open-item.ts'
import { least, type Money, minus, sumsByCurrency } from '#core/money.ts'
import type { Allocation } from './allocate.ts'

export const instrumentKinds = ['cheque', 'note', 'guarantee'] as const
export const InstrumentKind = z.enum(instrumentKinds)
export type InstrumentKind = z.infer<typeof InstrumentKind>

export const guaranteeKinds = ['bank', 'personal', 'security'] as const
export const GuaranteeKind = z.enum(guaranteeKinds)

export const instrumentStates = [
  'in_hand',
  'deposited',
  'cleared',
  'bounced',
  'returned',
  'replaced',
  'active',
  'protested',
  'in_execution',
  'paid',
  'closed',
  'called',
  'released',
  'expired',
  'cancelled',
] as const
export const InstrumentState = z.enum(instrumentStates)
export type InstrumentState = z.infer<typeof InstrumentState>

export const instrumentMoves = [
  'deposit',
  'recall',
  'clear',
  'bounce',
  'unclear',
  'give_back',
  'replace',
  'protest',
  'execute',
  'pay',
  'close',
  'call',
  'release',
  'extend',
  'expire',
  'cancel',
] as const
export const InstrumentMove = z.enum(instrumentMoves)
export type InstrumentMove = z.infer<typeof InstrumentMove>

type Step = Readonly<{ from: readonly InstrumentState[]; to: InstrumentState }>
type Steps = Readonly<Partial<Record<InstrumentMove, Step>>>

/** What can become of an instrument; whatever is not written here cannot happen. */
const steps: Readonly<Record<InstrumentKind, Steps>> = {
  cheque: {
    deposit: { from: ['in_hand', 'bounced'], to: 'deposited' },
    recall: { from: ['deposited'], to: 'in_hand' },
    clear: { from: ['deposited'], to: 'cleared' },
    bounce: { from: ['deposited', 'cleared'], to: 'bounced' },
    /** Its payment was a mistake: the bank still has the cheque. */
    unclear: { from: ['cleared'], to: 'deposited' },
    give_back: { from: ['in_hand', 'bounced'], to: 'returned' },
    replace: { from: ['in_hand', 'bounced'], to: 'replaced' },
    cancel: { from: ['in_hand'], to: 'cancelled' },
  },
  note: {
    protest: { from: ['active'], to: 'protested' },
    execute: { from: ['active', 'protested'], to: 'in_execution' },
    pay: { from: ['active', 'protested', 'in_execution'], to: 'paid' },
    close: { from: ['active', 'protested', 'in_execution'], to: 'closed' },
    cancel: { from: ['active'], to: 'cancelled' },
  },
  guarantee: {
    call: { from: ['active'], to: 'called' },
    release: { from: ['active', 'called'], to: 'released' },
    extend: { from: ['active', 'expired'], to: 'active' },
    expire: { from: ['active'], to: 'expired' },
    cancel: { from: ['active'], to: 'cancelled' },
  },
}

/** Where an instrument begins. */
export const firstState: Readonly<Record<InstrumentKind, InstrumentState>> = {
  cheque: 'in_hand',
  note: 'active',
  guarantee: 'active',
}

/** Where a move leads; undefined where it cannot be made. */
export function stateAfter(
  kind: InstrumentKind,
  state: InstrumentState,
  move: InstrumentMove,
): InstrumentState | undefined {
  const step = steps[kind][move]
  return step?.from.includes(state) ? step.to : undefined
}

/** What the house does by itself; a person asks for the rest. */
const byItself: ReadonlySet<InstrumentMove> = new Set(['unclear', 'expire'])

/** The moves that a person may make of it now. */
export const movesFrom = (kind: InstrumentKind, state: InstrumentState): InstrumentMove[] =>
  instrumentMoves.filter(
    (move) => !byItself.has(move) && stateAfter(kind, state, move) !== undefined,
  )

/** The states of a kind, as a list filters by them. */
export const statesOf = (kind: InstrumentKind): InstrumentState[] => {
  const reached = new Set([firstState[kind], ...Object.values(steps[kind]).map(({ to }) => to)])
  return instrumentStates.filter((state) => reached.has(state))
}

/** Cheques that are neither money nor lost: they are shown beside the debt, which stands whole. */
export const underCollection: readonly InstrumentState[] = ['in_hand', 'deposited']

/** So many days after its date a cheque still keeps its invoices from being asked for: banks take time. */
const clearingDays = 5

/** Through which day a cheque is waited for. */
export function coveredUntil(dueOn: Day, depositedOn: Day | null): Day {
  const last = depositedOn !== null && depositedOn > dueOn ? depositedOn : dueOn
  return addDays(last, clearingDays)
}

/**
 * What a cheque settles once it is money: its own invoices as far as they still owe, the rest stays
 * on the customer's account. Unlike what a person writes, nothing is refused: the money is there.
 */
export function settleWith(
  amount: Money,
  shares: readonly Share[],
  open: readonly OpenItem[],
): Allocation {
  const balances = new Map(open.map(({ id, balance }) => [id, balance]))
  const given: Share[] = []
  let unapplied = amount
  for (const share of shares) {
    const balance = balances.get(share.itemId)
    if (!balance || balance.minor <= 0 || unapplied.minor === 0) continue
    const part = least(unapplied, least(share.amount, balance))
    given.push({ itemId: share.itemId, amount: part })
    unapplied = minus(unapplied, part)
  }
  return { shares: given, unapplied }
}

/** What open items still owe beside what other cheques under collection are for. */
export const withoutCovered = (open: readonly OpenItem[], others: readonly Share[]): OpenItem[] =>
  open.flatMap((item) => {
    const taken = others
      .filter(({ itemId }) => itemId === item.id)
      .reduce((sum, { amount }) => sum + amount.minor, 0)
    const minor = item.balance.minor - taken
    return minor > 0 ? [{ ...item, balance: { ...item.balance, minor } }] : []
  })

export const executionNeeds = ['due', 'debtor', 'place', 'nafith', 'document'] as const
export const ExecutionNeed = z.enum(executionNeeds)
type Need = z.infer<typeof ExecutionNeed>

export type NoteFacts = Readonly<{
  dueOn: Day | null
  party: string | null
  place: string | null
  nafithRef: string | null
  hasFile: boolean
}>

/** What a promissory note still lacks before it can go to the enforcement court; nothing: it is ready. */
export function missingForExecution(note: NoteFacts, today: Day): Need[] {
  const held: Readonly<Record<Need, boolean>> = {
    due: note.dueOn !== null && note.dueOn <= today,
    debtor: note.party !== null,
    place: note.place !== null,
    nafith: note.nafithRef !== null,
    document: note.hasFile,
  }
  return executionNeeds.filter((need) => !held[need])
}

/** How many days before its day somebody is told, first the farthest. */
const alertDays: Readonly<Record<InstrumentKind, readonly number[]>> = {
  cheque: [0],
  note: [3, 0],
  guarantee: [30, 7],
}

/** The states in which its day matters. */
const waiting: ReadonlySet<InstrumentState> = new Set(['in_hand', 'active'])

/**
 * Which alert an instrument has come to: the nearest whose day is here. A house that slept through a
 * day catches up with it; what is more than a month over is nobody's news.
 */
export function alertOf(
  { kind, state, dueOn }: { kind: InstrumentKind; state: InstrumentState; dueOn: Day | null },
  today: Day,
): number | undefined {
  if (dueOn === null || !waiting.has(state)) return undefined
  const left = daysBetween(today, dueOn)
  if (left < -30) return undefined
  return alertDays[kind].toSorted((a, b) => a - b).find((days) => left <= days)
}

export type DueMoney = Readonly<{ dueOn: Day; amount: Money }>

/** What comes due in each week from today's on; what is due already counts for this week. */
export function byWeek(
  rows: readonly DueMoney[],
  today: Day,
  weeks: number,
): { from: Day; amounts: Money[]; count: number }[] {
  const first = sundayOf(today)
  return Array.from({ length: weeks }, (_, place) => {
    const from = addDays(first, place * 7)
    const own = rows.filter(({ dueOn }) => (dueOn < first ? first : sundayOf(dueOn)) === from)
    return { from, amounts: sumsByCurrency(own.map(({ amount }) => amount)), count: own.length }
  })
}
