import { z } from 'zod'
import { assert } from '#core/assert.ts'
import { Day } from '#core/day.ts'
import { Id, NewId } from '#core/list.ts'
import { Currency, Money } from '#core/money.ts'
import { type Cover, judgePromise, type Settlement } from './promise.ts'

/**
 * What a company may go without: the rest after a part is paid (تسوية), a small or disputed balance
 * (إعفاء), a debt that is lost (إعدام دين).
 */
export const concessionKinds = ['settlement', 'waiver', 'write_off'] as const
export const ConcessionKind = z.enum(concessionKinds)
export type ConcessionKind = z.infer<typeof ConcessionKind>

export const concessionStates = [
  'proposed',
  'offered',
  'accepted',
  'kept',
  'posted',
  'failed',
  'declined',
  'expired',
  'refused',
  'withdrawn',
  'reversed',
] as const
export const ConcessionState = z.enum(concessionStates)
export type ConcessionState = z.infer<typeof ConcessionState>

/** How the rest leaves the books: as a discount, its VAT staying; or by credit notes, VAT included. */
export const ConcessionMethod = z.enum(['ledger', 'credit_note'])
export type ConcessionMethod = z.infer<typeof ConcessionMethod>

export const ProposeConcession = z
  .object({
    id: NewId,
    customerId: Id,
    kind: ConcessionKind,
    currency: Currency,
    invoiceIds: z.array(Id).min(1).max(200),
    /** Of a settlement: what the customer pays. Of the others: what is let go; absent, all of it. */
    amount: Money.refine(({ minor }) => minor > 0).optional(),
    /** Of a settlement: the day by which it is paid. */
    payBy: Day.optional(),
    method: ConcessionMethod.default('ledger'),
    reason: z.string().trim().min(3).max(400),
  })
  .refine(({ kind, amount, payBy }) => kind !== 'settlement' || Boolean(amount && payBy), {
    path: ['payBy'],
  })
  .refine(({ kind, method }) => kind !== 'write_off' || method === 'ledger', { path: ['method'] })
export type ProposeConcession = z.infer<typeof ProposeConcession>

/** How far somebody may go alone (حد الصلاحية); a limit of null is none. */
export const AuthorityLimit = z.object({
  /** Exactly one of them. */
  roleId: Id.nullable(),
  userId: Id.nullable(),
  kind: ConcessionKind,
  /** In the currency of the books. */
  maxMinor: z.int().min(0).nullable(),
  /** Of what the customer owes on these invoices, in hundredths of a percent. */
  maxBasisPoints: z.int().min(0).max(10_000).nullable(),
})
export type AuthorityLimit = z.infer<typeof AuthorityLimit>

/** What is to be decided on; `minor` is null in a foreign currency, which no amount allows. */
export type Conceded = Readonly<{
  kind: ConcessionKind
  minor: number | null
  basisPoints: number
}>
export type Authority = Readonly<{ userId: string; roleIds: readonly string[] }>

const covers = (limit: AuthorityLimit, { kind, minor, basisPoints }: Conceded): boolean =>
  limit.kind === kind &&
  (limit.maxMinor === null || (minor !== null && minor <= limit.maxMinor)) &&
  (limit.maxBasisPoints === null || basisPoints <= limit.maxBasisPoints)

const ofThem = (limit: AuthorityLimit, { userId, roleIds }: Authority): boolean =>
  limit.userId === userId || (limit.roleId !== null && roleIds.includes(limit.roleId))

/** Whether one line of the table allows them this much, in amount and in percent together. */
export const mayConcede = (
  limits: readonly AuthorityLimit[],
  who: Authority,
  conceded: Conceded,
): boolean => limits.some((limit) => ofThem(limit, who) && covers(limit, conceded))

/** The least that is enough: no bigger matter is brought before the owner than has to be. */
function leastEnough(
  limits: readonly AuthorityLimit[],
  who: Authority,
  conceded: Conceded,
): number {
  const enough = limits.filter((limit) => ofThem(limit, who) && covers(limit, conceded))
  return Math.min(...enough.map(({ maxMinor }) => maxMinor ?? Number.POSITIVE_INFINITY))
}

export type AuthorityDecision =
  | Readonly<{ kind: 'within' }>
  | Readonly<{ kind: 'asks'; approverIds: readonly string[] }>

/**
 * Whether a proposer may do it alone, and if not, whom to ask: those whose limit is just enough.
 * Nobody agrees to a proposal of their own beyond their limit.
 */
export function decideAuthority(
  limits: readonly AuthorityLimit[],
  proposer: Authority,
  everyone: readonly Authority[],
  conceded: Conceded,
): AuthorityDecision {
  if (mayConcede(limits, proposer, conceded)) return { kind: 'within' }
  const able = everyone
    .filter((who) => who.userId !== proposer.userId && mayConcede(limits, who, conceded))
    .map((who) => ({ id: who.userId, limit: leastEnough(limits, who, conceded) }))
  const least = Math.min(...able.map(({ limit }) => limit))
  return {
    kind: 'asks',
    approverIds: able.filter(({ limit }) => limit === least).map(({ id }) => id),
  }
}

/** What part of a debt is let go, in hundredths of a percent, never rounded down. */
export const conceded = (waived: number, owed: number): number =>
  owed <= 0 ? 10_000 : Math.min(10_000, Math.ceil((waived * 10_000) / owed))

/** An open invoice that a concession takes from. */
export type Conceding = Readonly<{ itemId: string; dueOn: Day; balance: number }>

/** Lays what is let go over the invoices, oldest due date first, never more than is open of each. */
export function spread(
  amount: number,
  items: readonly Conceding[],
): Readonly<{ itemId: string; minor: number }>[] {
  assert(amount >= 0, 'nothing less than nothing is let go')
  const shares: { itemId: string; minor: number }[] = []
  let left = amount
  const oldestFirst = (a: Conceding, b: Conceding) =>
    a.dueOn === b.dueOn ? (a.itemId < b.itemId ? -1 : 1) : a.dueOn < b.dueOn ? -1 : 1
  for (const { itemId, balance } of items.toSorted(oldestFirst)) {
    const minor = Math.min(left, balance)
    if (minor <= 0) continue
    shares.push({ itemId, minor })
    left -= minor
  }
  return shares
}

/** An accepted settlement as it is judged. */
export type Agreed = Readonly<{
  /** What the customer pays. */
  pay: Money
  /** The last day of grace. */
  lastDay: Day
  /** An instant, comparable as a number. */
  acceptedAt: number
  items: readonly Cover[]
}>

/** What lowers a debt without a riyal coming. */
const notMoney: ReadonlySet<string> = new Set([
  'credit_note',
  'invoice',
  'opening',
  'debit_note',
  'settlement_discount',
  'early_discount',
  'waiver',
  'write_off',
])

/** What was owed when it was proposed, and the instants, as numbers, of its proposal and agreement. */
type Offered = Readonly<{
  owed: number
  proposedAt: number
  agreedAt: number
  lastDay: Day
  /** The rest has left by credit notes: what there was to pay is not reckoned anew. */
  isCredited: boolean
}>

/**
 * The money among what stands against the invoices, and what there was to pay of them after the
 * customer agreed: whatever lowered them since the proposal leaves less, but for the money that was
 * agreed on and the discount that followed from it.
 */
export function comeSince<T extends Settlement & Readonly<{ creditKind: string }>>(
  { owed, proposedAt, agreedAt, lastDay, isCredited }: Offered,
  standing: readonly T[],
): Readonly<{ money: readonly T[]; asked: number }> {
  const money = standing.filter(({ creditKind }) => !notMoney.has(creditKind))
  const less = standing.filter(
    (each) =>
      each.recordedAt > proposedAt &&
      each.effectiveOn <= lastDay &&
      each.creditKind !== 'settlement_discount' &&
      !(money.includes(each) && each.recordedAt > agreedAt),
  )
  const left = owed - less.reduce((sum, { amount }) => sum + amount.minor, 0)
  return { money, asked: isCredited ? owed : Math.max(0, left) }
}

/**
 * Whether what was agreed has come in time: kept as soon as it has, failed once the last day of
 * grace is over without it. Only money counts: what lowers a debt otherwise is left out before.
 */
export function judgeSettlement(
  agreed: Agreed,
  money: readonly Settlement[],
  today: Day,
): Readonly<{ state: 'accepted' | 'kept' | 'failed'; came: Money }> {
  const { state, kept } = judgePromise(
    {
      amount: agreed.pay,
      lastDay: agreed.lastDay,
      madeAt: agreed.acceptedAt,
      covers: agreed.items,
    },
    money,
    today,
  )
  if (state === 'kept') return { state, came: kept }
  return { state: state === 'open' ? 'accepted' : 'failed', came: kept }
}
