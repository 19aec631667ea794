import { z } from 'zod'
import { Id, NewId } from '#core/list.ts'
import { Money } from '#core/money.ts'

export const disputeReasons = [
  'amount',
  'quality',
  'not_received',
  'already_paid',
  'duplicate',
  'other',
] as const
export const DisputeReason = z.enum(disputeReasons)
export type DisputeReason = z.infer<typeof DisputeReason>

/** An objection (اعتراض): open, waiting for what the customer is to bring, or resolved. */
export const disputeStates = ['open', 'waiting', 'resolved'] as const
export const DisputeState = z.enum(disputeStates)
export type DisputeState = z.infer<typeof DisputeState>

/** Where it was raised. */
export const disputeSources = ['staff', 'desk', 'chat', 'pay_page'] as const
export const DisputeSource = z.enum(disputeSources)
export type DisputeSource = z.infer<typeof DisputeSource>

export const DisputeOutcome = z.enum(['accepted', 'rejected', 'withdrawn'])
export type DisputeOutcome = z.infer<typeof DisputeOutcome>

export const OpenDispute = z.object({
  id: NewId,
  invoiceId: Id,
  reason: DisputeReason,
  /** Absent: the whole invoice. */
  amount: Money.refine(({ minor }) => minor > 0).optional(),
  note: z.string().trim().max(1000).default(''),
  /** What a colleague may say of it; the pay page and the desk say it themselves. */
  source: z.enum(['staff', 'chat']).default('staff'),
})
export type OpenDispute = z.infer<typeof OpenDispute>

/** In how many hours of work each kind of objection is answered, unless the company says otherwise. */
export const defaultAnswerHours: Readonly<Record<DisputeReason, number>> = {
  amount: 20,
  quality: 30,
  not_received: 20,
  already_paid: 10,
  duplicate: 10,
  other: 20,
}

/** How the clock of an objection stands. */
export const DisputeClock = z.enum(['running', 'overdue', 'paused', 'stopped'])
export type DisputeClock = z.infer<typeof DisputeClock>

type Clocked = Readonly<{
  /** Instants, comparable as numbers. */
  answerByMs: number | null
  state: DisputeState
}>

/** Whether an answer is still in time; while the customer has to bring something nobody is late. */
export function clockOf({ answerByMs, state }: Clocked, nowMs: number): DisputeClock {
  if (state === 'resolved') return 'stopped'
  if (state === 'waiting') return 'paused'
  return answerByMs !== null && answerByMs <= nowMs ? 'overdue' : 'running'
}

/** What stands open against one invoice already; without an amount, all of it. */
export type Objected = Readonly<{ amount: number | null }>
export type DisputeFault = 'already_disputed' | 'of_more_than_owed'

/**
 * What speaks against one more objection: several may stand beside each other as long as they
 * are parts, and all together no more than is owed.
 */
export function disputeFault(
  open: readonly Objected[],
  amount: number | null,
  balance: number,
): DisputeFault | undefined {
  if (open.some((each) => each.amount === null)) return 'already_disputed'
  if (amount === null) return open.length > 0 ? 'already_disputed' : undefined
  const sum = open.reduce((all, each) => all + (each.amount ?? 0), amount)
  return sum > balance ? 'of_more_than_owed' : undefined
}
