import type { Currency, Rate } from '#core/money.ts'
import { Refusal } from '#core/refusal.ts'
import type { Work } from '#platform/command.ts'
import type { Look } from '#platform/query.ts'

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
