import type { Currency, Money } from '#core/money.ts'
import type { Work } from '#platform/command.ts'
import type { Look } from '#platform/query.ts'

/** Money that stands against an item: of what was taken back again nothing is left here. */
export type StandingSettlement = Readonly<{
  itemId: string
  /** What it is put against the item: `payment`, `credit_note`, `waiver`… */
  creditKind: string
  amount: Money
  effectiveOn: string
  /** The day of the money itself: it may have lain on the account before. */
  creditOn: string
  recordedAt: Date
}>

type Row = {
  item_id: string
  credit_kind: string
  currency: Currency
  amount: number
  effective_on: string
  credit_on: string
  recorded_at: Date
}

/** All that stands against these items now, in the order in which it was told. */
export async function standingSettlements(
  from: Pick<Work | Look, 'run' | 'companyId'>,
  itemIds: readonly string[],
): Promise<StandingSettlement[]> {
  if (itemIds.length === 0) return []
  const rows = await from.run<Row>(
    `select s.item_id, e.document_kind as credit_kind, s.currency, s.amount, s.effective_on,
       l.posted_on as credit_on,
       s.recorded_at
     from settlement s
     join journal_line l on l.company_id = s.company_id and l.id = s.credit_id
     join journal_entry e on e.company_id = l.company_id and e.id = l.entry_id
     where s.company_id = $1 and s.item_id = any($2::uuid[]) and s.takes_back is null
       and not exists (select 1 from settlement t
         where t.company_id = s.company_id and t.takes_back = s.id)
     order by s.recorded_at, s.id`,
    [from.companyId, itemIds],
  )
  return rows.map((row) => ({
    itemId: row.item_id,
    creditKind: row.credit_kind,
    amount: { minor: row.amount, currency: row.currency },
    effectiveOn: row.effective_on,
    creditOn: row.credit_on,
    recordedAt: row.recorded_at,
  }))
}

/** The ids of what stands of one credit now. */
export async function settlementsByCredit(
  from: Pick<Work | Look, 'run' | 'companyId'>,
  creditId: string,
): Promise<string[]> {
  const rows = await from.run<{ id: string }>(
    `select s.id from settlement s
     where s.company_id = $1 and s.credit_id = $2 and s.takes_back is null
       and not exists (select 1 from settlement t
         where t.company_id = s.company_id and t.takes_back = s.id)
     order by s.id`,
    [from.companyId, creditId],
  )
  return rows.map(({ id }) => id)
}
