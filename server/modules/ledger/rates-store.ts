import type { Currency, Rate } from '#core/money.ts'
import { Refusal } from '#core/refusal.ts'
import type { Work } from '#platform/command.ts'
import type { Look } from '#platform/query.ts'

/** The rate at which an open item stands in the books. */
export async function rateOfItem(
  from: Pick<Work | Look, 'run' | 'companyId'>,
  itemId: string,
): Promise<Rate> {
  const [row] = await from.run<{ rate: string }>(
    `select trim_scale(e.rate)::text as rate from journal_line l
     join journal_entry e on e.company_id = l.company_id and e.id = l.entry_id
     where l.company_id = $1 and l.id = $2`,
    [from.companyId, itemId],
  )
  return row?.rate ?? '1'
}

/**
 * The rate of a day: the newest that was entered for it or before it.
 * @throws ledger.rate_missing
 */
export async function rateOn(
  from: Pick<Work | Look, 'run' | 'companyId'>,
  currency: Currency,
  day: string,
): Promise<Rate> {
  const [row] = await from.run<{ rate: string }>(
    `select trim_scale(rate)::text as rate from exchange_rate
     where company_id = $1 and currency = $2 and day <= $3 order by day desc limit 1`,
    [from.companyId, currency, day],
  )
  if (!row) throw new Refusal('ledger.rate_missing', { currency, day })
  return row.rate
}
