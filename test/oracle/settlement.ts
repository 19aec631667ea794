import type { Settlement } from '#core/collections/promise.ts'
import type { Agreed } from '#core/collections/settlement.ts'

/**
 * A second reading of a settlement, a day at a time from the first that money counts for: kept on
 * the first day by whose evening enough lies there, failed on the first after grace without it.
 */
export function settleSlowly(
  agreed: Agreed,
  money: readonly Settlement[],
  today: string,
): Readonly<{ state: 'accepted' | 'kept' | 'failed'; came: number }> {
  const halalas: string[] = []
  for (const { itemId, amount, effectiveOn, recordedAt } of money) {
    const ours = agreed.items.some((item) => item.itemId === itemId)
    if (!ours || recordedAt <= agreed.acceptedAt) continue
    for (let n = 0; n < amount.minor; n += 1) halalas.push(effectiveOn)
  }
  halalas.sort()
  const last = halalas[agreed.pay.minor - 1]
  const inTime = halalas.filter((day) => day <= agreed.lastDay).length
  if (last !== undefined && last <= agreed.lastDay) return { state: 'kept', came: agreed.pay.minor }
  return { state: agreed.lastDay < today ? 'failed' : 'accepted', came: inTime }
}
