import type { Covered } from '#core/collections/gate.ts'
import { stillCovered } from '#core/collections/promise.ts'
import { judgedOf, openPromises, settlementsOf } from './promise-store.ts'
import type { From } from './store.ts'

/** By item: what somebody gave their word for, and until when nobody asks for it. */
export async function coversOf(
  from: From,
  parties: readonly string[] | null,
): Promise<ReadonlyMap<string, Covered>> {
  const promises = (await openPromises(from, parties)).filter(
    ({ row }) => row.last_day >= from.today,
  )
  const settlements = await settlementsOf(from, promises)
  return new Map(
    promises.flatMap((promise) =>
      stillCovered(judgedOf(promise), settlements).map(({ itemId, amount }) => {
        const covered: Covered = { minor: amount.minor, until: promise.row.last_day, by: 'promise' }
        return [itemId, covered] as const
      }),
    ),
  )
}
