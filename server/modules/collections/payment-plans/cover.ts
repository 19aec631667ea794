import type { Covered } from '#core/collections/asked.ts'
import { lastDayOfInstalment, sharesOf } from '#core/collections/payment-plan.ts'
import { type From, grouped, settlementsOf } from '../store.ts'
import { judgedOf, plansIn } from './store.ts'

/**
 * What active plans keep from being asked for: of each invoice the shares of instalments whose grace
 * is not over. What an instalment lacks after that is asked for again like any debt.
 */
export async function planCovers(
  from: From,
  parties: readonly string[] | null,
): Promise<ReadonlyMap<string, readonly Covered[]>> {
  const plans = await plansIn(from, parties, ['active'])
  if (plans.length === 0) return new Map()
  const settlements = await settlementsOf(from, plans)
  const found = plans.flatMap((plan) =>
    sharesOf(judgedOf(plan), settlements).flatMap(({ itemId, place, minor }) => {
      const dueOn = plan.parts[place]?.due_on
      if (dueOn === undefined) return []
      const until = lastDayOfInstalment(dueOn, plan.row.grace_days)
      return until < from.today ? [] : [{ itemId, minor, until, by: 'plan' as const }]
    }),
  )
  return grouped(found, ({ itemId }) => itemId)
}
