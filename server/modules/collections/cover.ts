import type { Covered } from '#core/collections/asked.ts'
import { stillCovered } from '#core/collections/promise.ts'
import { instrumentCovers } from '#modules/payments/index.ts'
import { planCovers } from './payment-plans/cover.ts'
import { judgedOf, openPromises } from './promise-store.ts'
import { settlementCovers } from './settlements/store.ts'
import { type From, grouped, settlementsOf } from './store.ts'

type Covers = ReadonlyMap<string, readonly Covered[]>

/** One kind of reason not to ask for an item: by item, how much and through which day. */
type Source = (from: From, parties: readonly string[] | null) => Promise<Covers>

/**
 * What open promises cover. A kept promise that a bounced payment opens again may stand beside a
 * newer one: both hold, each through its own grace.
 */
const promiseCovers: Source = async (from, parties) => {
  const promises = (await openPromises(from, parties)).filter(
    ({ row }) => row.last_day >= from.today,
  )
  const settlements = await settlementsOf(from, promises)
  const found = promises.flatMap((promise) =>
    stillCovered(judgedOf(from, promise), settlements).map(({ itemId, amount }) => ({
      itemId,
      minor: amount.minor,
      until: promise.row.last_day,
      on: promise.row.due_on,
      by: 'promise' as const,
    })),
  )
  return grouped(found, ({ itemId }) => itemId)
}

const sources: readonly Source[] = [promiseCovers, planCovers, instrumentCovers, settlementCovers]

/** By item: everything that keeps some of it from being asked for now. */
export async function coversOf(from: From, parties: readonly string[] | null): Promise<Covers> {
  const found = new Map<string, readonly Covered[]>()
  for (const source of sources)
    for (const [itemId, covers] of await source(from, parties))
      found.set(itemId, [...(found.get(itemId) ?? []), ...covers])
  return found
}
