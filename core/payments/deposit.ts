import { z } from 'zod'
import { type Money, minus, percentOf } from '#core/money.ts'

/** Money asked for ahead: a part of a price to come, or a security that goes back. */
export const depositKinds = ['advance', 'security'] as const
export const DepositKind = z.enum(depositKinds)
export type DepositKind = z.infer<typeof DepositKind>

export const depositStates = ['requested', 'paid', 'held', 'closed', 'cancelled'] as const
export const DepositState = z.enum(depositStates)
export type DepositState = z.infer<typeof DepositState>

/** `unpay` follows a payment that was reversed; `undo` takes back one step of a security. */
export const depositMoves = [
  'pay',
  'unpay',
  'receive',
  'refund',
  'apply',
  'undo',
  'cancel',
] as const
export const DepositMove = z.enum(depositMoves)
export type DepositMove = z.infer<typeof DepositMove>

/** What a person does with a request as a whole; the other moves belong to one of its steps. */
export const WholeMove = DepositMove.exclude(['unpay', 'undo'])
export type WholeMove = z.infer<typeof WholeMove>

type Step = Readonly<{
  from: readonly DepositState[]
  to: (left: number | undefined, state: DepositState) => DepositState
}>

const heldOr =
  (empty: DepositState) =>
  (left: number | undefined): DepositState =>
    left === 0 ? empty : 'held'
const cancel: Step = { from: ['requested'], to: () => 'cancelled' }

/** What can become of a request; whatever is not written here cannot happen. */
const steps: Readonly<Record<DepositKind, Readonly<Partial<Record<DepositMove, Step>>>>> = {
  advance: {
    pay: { from: ['requested'], to: (left) => (left === 0 ? 'paid' : 'requested') },
    unpay: {
      from: ['requested', 'paid', 'cancelled'],
      to: (_, state) => (state === 'cancelled' ? 'cancelled' : 'requested'),
    },
    cancel,
  },
  security: {
    receive: { from: ['requested'], to: () => 'held' },
    refund: { from: ['held'], to: heldOr('closed') },
    apply: { from: ['held'], to: heldOr('closed') },
    undo: { from: ['held', 'closed'], to: heldOr('requested') },
    cancel,
  },
}

/**
 * Where a move leads, or undefined where it cannot be made.
 * @param left after the move: what is still to come of an advance, what is held of a security
 */
export function depositAfter(
  kind: DepositKind,
  state: DepositState,
  move: DepositMove,
  left?: number,
): DepositState | undefined {
  const step = steps[kind][move]
  return step?.from.includes(state) ? step.to(left, state) : undefined
}

/** What a person may do with it now. */
export const depositMovesFrom = (kind: DepositKind, state: DepositState): WholeMove[] =>
  WholeMove.options.filter((move) => depositAfter(kind, state, move) !== undefined)

/**
 * Whether a step of a security may be taken back now: what was received, only while all of it is
 * still there; what went back or paid a debt, always.
 */
export const mayUndo = (move: DepositMove | null, held: number, amount: number): boolean =>
  move === 'refund' || move === 'apply' || (move === 'receive' && held === amount)

/** What a percentage of an expected amount comes to, rounded to the smallest unit. */
export const depositOf = (expected: Money, percent: number): Money => ({
  minor: percentOf(expected.minor, percent * 100),
  currency: expected.currency,
})

/** What is due at the end: the expected amount less what was asked for ahead. */
export const restOf = (expected: Money, asked: Money): Money => minus(expected, asked)
