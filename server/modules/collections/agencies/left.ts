import type { Currency, Money } from '#core/money.ts'
import type { From } from '../store.ts'

/** What is left to pay of these items, under whichever record of the customer they stand. */
export async function leftOf(
  from: Pick<From, 'run' | 'companyId'>,
  itemIds: readonly string[],
): Promise<ReadonlyMap<string, Money>> {
  if (itemIds.length === 0) return new Map()
  const rows = await from.run<{ id: string; left_over: number; currency: Currency }>(
    `select id, left_over, currency from party_line_view
     where company_id = $1 and id = any($2::uuid[])`,
    [from.companyId, [...new Set(itemIds)]],
  )
  return new Map(rows.map((row) => [row.id, { minor: row.left_over, currency: row.currency }]))
}
