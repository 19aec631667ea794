import { type CreditDecision, type CreditFacts, creditDecision } from '#core/credit/policy.ts'
import { addDays } from '#core/day.ts'
import { type Exposure, exposuresOf } from '#modules/ledger/index.ts'
import {
  type Breach,
  breachesSince,
  type From,
  joined,
  type ProfileRow,
  profilesOf,
  readPolicy,
} from './store.ts'

export type Policy = Awaited<ReturnType<typeof readPolicy>>

/** A customer's credit as it stands now, with what it was judged by. */
export type Standing = Readonly<{
  policy: Policy
  profile: ProfileRow | undefined
  facts: CreditFacts
  decision: CreditDecision
}>

const sumOf = (rows: readonly Exposure[], field: 'debts' | 'deposits' | 'overdue'): number =>
  rows.reduce((sum, row) => sum + row[field], 0)

/** What a decision is made by, of one customer's records together. */
export function factsOf(
  today: string,
  profile: ProfileRow | undefined,
  exposures: readonly Exposure[],
  breaches: readonly Breach[],
  orders: number,
): CreditFacts {
  return {
    today,
    limit: profile?.credit_limit ?? null,
    validUntil: profile?.valid_until ?? null,
    debts: sumOf(exposures, 'debts'),
    deposits: sumOf(exposures, 'deposits'),
    orders,
    overdue: sumOf(exposures, 'overdue'),
    daysLate: exposures.reduce((most, { daysLate }) => Math.max(most, daysLate), 0),
    breaches: breaches.map(({ kind, on }) => ({ kind, on })),
    heldByHand: profile?.held_at != null,
    releasedUntil: profile?.released_until ?? null,
  }
}

/** From which day on a debt is overdue beyond the policy's grace. */
export const dueBefore = (today: string, policy: Policy): string =>
  addDays(today, -policy.graceDays)

/** How a customer stands, and how a sale of so much more would. The first party is the survivor. */
export async function standingOf(
  from: From,
  parties: readonly string[],
  asked: Readonly<{ amount: number; orders: number }>,
): Promise<Standing> {
  const policy = await readPolicy(from)
  const profile = joined(await profilesOf(from, parties), parties[0] ?? '')
  const exposures = await exposuresOf(from, { parties }, dueBefore(from.today, policy))
  const breaches =
    policy.breachDays === 0 ? [] : await breachesSince(from, parties, policy.breachDays)
  const facts = factsOf(from.today, profile, exposures, breaches, asked.orders)
  return { policy, profile, facts, decision: creditDecision(policy, facts, asked.amount) }
}
