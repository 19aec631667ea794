import type { Currency, Money } from '#core/money.ts'
import type { Work } from '#platform/command.ts'
import type { Look } from '#platform/query.ts'

/** Money that stands against an item: of what was taken back again nothing is left here. */
export type StandingSettlement = Readonly<{
  itemId: string
  amount: Money
  effectiveOn: string
  recordedAt: Date
}>

type Row = {
  item_id: string
  currency: Currency
  amount: number
  effective_on: string
  recorded_at: Date
}

/** All that stands against these items now, in the order in which it was told. */
export async function standingSettlements(
  from: Pick<Work | Look, 'run' | 'companyId'>,
  itemIds: readonly string[],
): Promise<StandingSettlement[]> {
  if (itemIds.length === 0) return []
  const rows = await from.run<Row>(
    `select s.item_id, s.currency, s.amount, s.effective_on, s.recorded_at from settlement s
     where s.company_id = $1 and s.item_id = any($2::uuid[]) and s.takes_back is null
       and not exists (select 1 from settlement t
         where t.company_id = s.company_id and t.takes_back = s.id)
     order by s.recorded_at, s.id`,
    [from.companyId, itemIds],
  )
  return rows.map((row) => ({
    itemId: row.item_id,
    amount: { minor: row.amount, currency: row.currency },
    effectiveOn: row.effective_on,
    recordedAt: row.recorded_at,
  }))
}
