import { dueCall } from '#core/collections/call-step.ts'
import { isMessage, stepApplies } from '#core/collections/policy.ts'
import { asksRisk } from '#core/collections/segment.ts'
import type { Day } from '#core/day.ts'
import type { Money } from '#core/money.ts'
import type { CustomerCard } from '#modules/contacts/index.ts'
import type { Party } from '../dossiers.ts'
import { readRules } from '../settings.ts'
import type { From } from '../store.ts'
import { factsIn, policyOf } from './policy-of.ts'
import { profilesOf } from './profiles.ts'

type Item = Readonly<{ dueOn: Day; balance: Money }>

/** The day of the call that a customer's policy asks for now; null: none. */
export type CallSteps = (
  id: string,
  items: readonly Item[],
  lastContactOn: Day | null,
) => Day | null

/** Which calls the policies ask for; a company whose steps are all messages pays for nothing. */
export async function callStepsOf(
  from: From,
  whose: readonly Party[],
  cards: ReadonlyMap<string, CustomerCard>,
): Promise<CallSteps> {
  const { policies } = await readRules(from)
  const calls = policies.some(({ steps }) => steps.some((step) => !isMessage(step)))
  if (!calls) return () => null
  const people = whose.flatMap((each) => {
    const card = cards.get(each.id)
    return card ? [{ ...each, card }] : []
  })
  const profiles = await profilesOf(
    from,
    people,
    policies.some(({ segment }) => asksRisk(segment)),
  )
  return (id, items, lastContactOn) => {
    const card = cards.get(id)
    const profile = profiles.get(id)
    const currency = items[0]?.balance.currency
    if (!card || !profile || currency === undefined) return null
    const debts = { card, profile, items }
    const policy = policyOf(debts, { policies }, currency, from.today)
    const { balance } = factsIn(debts, currency, from.today)
    if (!policy) return null
    const applies = (step: (typeof policy.steps)[number]) => stepApplies(step, balance, profile)
    return dueCall(policy, items, applies, lastContactOn, from.today)
  }
}
