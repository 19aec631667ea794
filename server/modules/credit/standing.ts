import type {
  CreditProposal,
  CreditReason,
  CreditStanding,
  CustomerCredit,
} from '#core/credit/api.ts'
import { averageDaysLate, type Behaviour, proposeCredit } from '#core/credit/score.ts'
import { addMonths, daysBetween } from '#core/day.ts'
import { digitsOf } from '#core/money.ts'
import { findCustomers, partiesOf } from '#modules/contacts/index.ts'
import { payingHabits } from '#modules/ledger/index.ts'
import { query } from '#platform/query.ts'
import { applicationsOf } from './applications.ts'
import { type Policy, type Standing, standingOf } from './facts.ts'
import type { From } from './store.ts'

const inBase = (from: Pick<From, 'baseCurrency'>, minor: number) => ({
  minor,
  currency: from.baseCurrency,
})

/**
 * The terms that a grant begins with: the customer's own, which it puts others in the place of, else
 * those of the policy. Who only paid cash so far begins with the policy's, too.
 */
async function firstTerms(from: From, customerId: string, { policy, profile }: Standing) {
  const own = (await findCustomers(from, [customerId])).get(customerId)?.terms
  return own && (own.kind !== 'immediate' || profile?.terms) ? own : policy.defaultTerms
}

/** A standing as it is shown. */
export async function shownStanding(
  from: From,
  customerId: string,
  standing: Standing,
): Promise<CreditStanding> {
  const { policy, profile, decision } = standing
  const money = (minor: number) => inBase(from, minor)
  const reasons = decision.reasons.map(
    ({ code, minor, days, on }): CreditReason => ({
      code,
      amount: minor === undefined ? null : money(minor),
      days: days ?? null,
      on: on ?? null,
    }),
  )
  return {
    customerId,
    ruled: policy.ruled,
    enforcement: policy.enforcement,
    allowed: decision.allowed,
    reasons,
    exposure: money(decision.exposure),
    limit: money(decision.limit),
    headroom: money(decision.headroom),
    granted:
      profile?.credit_limit != null && profile.terms && profile.granted_at
        ? {
            limit: money(profile.credit_limit),
            terms: profile.terms,
            conditions: profile.conditions,
            validUntil: profile.valid_until,
            reviewOn: profile.review_on ?? from.today,
            at: profile.granted_at.toISOString(),
            by: profile.granted_by ?? '',
          }
        : null,
    hold: profile?.held_at
      ? {
          reason: profile.hold_reason ?? '',
          at: profile.held_at.toISOString(),
          by: profile.held_by ?? '',
        }
      : null,
    release:
      profile?.released_until && profile.released_until >= from.today
        ? {
            reason: profile.release_reason ?? '',
            until: profile.released_until,
            by: profile.released_by ?? '',
          }
        : null,
    first: {
      terms: await firstTerms(from, customerId, standing),
      reviewOn: addMonths(from.today, policy.reviewMonths),
    },
  }
}

const yearOf = 12

async function behaviourOf(from: From, parties: readonly string[]): Promise<Behaviour> {
  const since = addMonths(from.today, -yearOf)
  const { firstOn, ...habits } = await payingHabits(from, parties, since)
  const marks = await from.run<{ kind: string; count: number }>(
    `select kind, count(*) as count from credit_mark
     where company_id = $1 and customer_id = any($2) and marked_on >= $3 group by kind`,
    [from.companyId, [...parties], since],
  )
  const count = (...kinds: string[]) =>
    marks.filter(({ kind }) => kinds.includes(kind)).reduce((sum, each) => sum + each.count, 0)
  return {
    ...habits,
    promisesKept: count('promise_kept'),
    promisesBroken: count('promise_broken', 'plan_broken'),
    chequesBounced: count('cheque_bounced'),
    disputesUnfounded: count('dispute_unfounded'),
    months: firstOn === null ? 0 : Math.floor(daysBetween(firstOn, from.today) / 30),
  }
}

async function proposalOf(
  from: From,
  parties: readonly string[],
  { rewardAfter }: Policy,
): Promise<CreditProposal> {
  const behaviour = await behaviourOf(from, parties)
  const unit = 10 ** digitsOf(from.baseCurrency)
  const { score, limit, terms, monthly, months, rewardPercent } = proposeCredit(behaviour, {
    rewardAfter,
    unit,
  })
  return {
    points: score.points,
    parts: score.parts.map((part) => ({ ...part })),
    tooNew: score.tooNew,
    limit: inBase(from, limit),
    terms,
    monthly: inBase(from, monthly),
    months,
    rewardPercent,
    averageDaysLate: averageDaysLate(behaviour),
    paidCount: behaviour.paidCount,
    streak: behaviour.streak,
  }
}

const none = { amount: 0, orders: 0 }

/** All of a customer's credit: how they stand, what they have earned, what they asked for. */
export const showCredit = query(
  'credit.read',
  async (from, { id }: { id: string }): Promise<CustomerCredit> => {
    const parties = await partiesOf(from, id, 'credit.read')
    const standing = await standingOf(from, parties, none)
    return {
      standing: await shownStanding(from, parties[0] ?? id, standing),
      proposal: await proposalOf(from, parties, standing.policy),
      applications: await applicationsOf(from, parties),
    }
  },
)

/** How a sale of so much more on credit would stand, before it is made. */
export const checkCredit = query(
  'credit.read',
  async (from, { id, minor }: { id: string; minor: number }): Promise<CreditStanding> => {
    const parties = await partiesOf(from, id, 'credit.read')
    const standing = await standingOf(from, parties, { amount: minor, orders: 0 })
    return shownStanding(from, parties[0] ?? id, standing)
  },
)
