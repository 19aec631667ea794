import type { Covered } from '#core/collections/gate.ts'
import { stillCovered } from '#core/collections/promise.ts'
import { judgedOf, openPromises, settlementsOf } from './promise-store.ts'
import type { From } from './store.ts'

/**
 * By item: what somebody gave their word for, and until when nobody asks for it. A kept promise that
 * a bounced payment opens again may stand beside a newer one: both hold, until the first is over.
 */
export async function coversOf(
  from: From,
  parties: readonly string[] | null,
): Promise<ReadonlyMap<string, Covered>> {
  const promises = (await openPromises(from, parties)).filter(
    ({ row }) => row.last_day >= from.today,
  )
  const settlements = await settlementsOf(from, promises)
  const found = new Map<string, Covered>()
  for (const promise of promises)
    for (const { itemId, amount } of stillCovered(judgedOf(promise), settlements)) {
      const { minor, until } = found.get(itemId) ?? { minor: 0, until: promise.row.last_day }
      const ends = until < promise.row.last_day ? until : promise.row.last_day
      found.set(itemId, { minor: minor + amount.minor, until: ends, by: 'promise' })
    }
  return found
}
