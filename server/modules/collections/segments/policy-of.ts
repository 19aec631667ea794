import { factsOf, policyFor } from '#core/collections/next-step.ts'
import { passedOver } from '#core/collections/policy.ts'
import type { PolicyWhy } from '#core/collections/policy-api.ts'
import type { CustomerFacts } from '#core/collections/segment.ts'
import { daysBetween } from '#core/day.ts'
import { type Currency, total } from '#core/money.ts'
import type { Work } from '#platform/command.ts'
import type { Dossier } from '../dossiers.ts'
import type { Rules } from '../settings.ts'
import { enrol, runningTrials } from '../trials/members.ts'

type Debts = Pick<Dossier, 'card' | 'profile'> &
  Readonly<{ items: readonly Pick<Dossier['items'][number], 'dueOn' | 'balance'>[] }>
type Named = Rules['policies'][number]

/** A customer as the segments see them, for what is open in one currency. */
export function factsIn(
  { card, items, profile }: Debts,
  currency: Currency,
  today: string,
): CustomerFacts {
  const open = items.filter(({ balance }) => balance.currency === currency)
  const oldest = Math.max(...open.map(({ dueOn }) => daysBetween(dueOn, today)))
  const balance = total(
    open.map((item) => item.balance),
    currency,
  )
  const account = { kind: card.kind, tags: card.tags, ...(profile && { profile }) }
  return factsOf(account, balance, oldest)
}

/** The ladder that holds for a customer, for what is open in one currency. */
export function policyOf(
  debts: Debts,
  { policies }: Pick<Rules, 'policies'>,
  currency: Currency,
  today: string,
): Named | undefined {
  const chosen = policyFor(policies, factsIn(debts, currency, today), debts.profile)
  return policies.find(({ key }) => key === chosen?.key)
}

/** Which policy a customer has and why, by the currency of their oldest debt. */
export function whyPolicy(debts: Debts, rules: Rules, today: string): PolicyWhy | null {
  const currency = debts.items[0]?.balance.currency
  if (currency === undefined) return null
  const chosen = policyOf(debts, rules, currency, today)
  if (!chosen) return null
  const tried = debts.profile?.trialPolicy === chosen.key
  const nameOf = (key: string) => rules.policies.find((each) => each.key === key)?.name ?? key
  return {
    key: chosen.key,
    name: chosen.name,
    because: tried ? 'trial' : chosen.isDefault ? 'default' : 'segment',
    passed: tried
      ? []
      : passedOver(rules.policies, chosen.key, factsIn(debts, currency, today)).map((each) => ({
          ...{ key: each.key, name: nameOf(each.key), unmet: [...each.unmet] },
        })),
  }
}

/** Lets those take part in what is compared now whom the segments give the first of the two. */
export async function enrolAmong(
  work: Work,
  dossiers: readonly Dossier[],
  rules: Rules,
): Promise<void> {
  const trials = await runningTrials(work)
  if (trials.length === 0) return
  const newcomers = dossiers.flatMap((dossier) => {
    if (dossier.profile?.trialPolicy) return []
    const currencies = new Set(dossier.items.map(({ balance }) => balance.currency))
    return [...currencies].flatMap((currency) => {
      const policy = policyOf(dossier, rules, currency, work.today)
      return policy ? [{ customerId: dossier.customerId, policyKey: policy.key }] : []
    })
  })
  await enrol(work, trials, newcomers)
}
