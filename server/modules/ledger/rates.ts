import type { SaveRate } from '#core/ledger/api.ts'
import type { Currency } from '#core/money.ts'
import { command } from '#platform/command.ts'
import { query } from '#platform/query.ts'

type Row = { currency: Currency; day: string; rate: string; by: string }

export const listRates = query('ledger.read', async (from) => ({
  baseCurrency: from.baseCurrency,
  rows: await from.run<Row>(
    `select currency, day, trim_scale(rate)::text as rate, by_name as by from exchange_rate
     where company_id = $1 order by day desc, currency limit 500`,
    [from.companyId],
  ),
}))

/** Enters the rate of a day by hand. What was posted keeps the rate it was posted at. */
export const saveRate = command(
  'ledger.journal',
  async (work, { currency, day, rate }: SaveRate) => {
    const [before] = await work.run<{ rate: string }>(
      'select rate from exchange_rate where company_id = $1 and currency = $2 and day = $3',
      [work.companyId, currency, day],
    )
    await work.run(
      `insert into exchange_rate (company_id, currency, day, rate, at, by_id, by_name)
       values ($1, $2, $3, $4, $5, $6, $7)
       on conflict (company_id, currency, day) do update set rate = $4, at = $5, by_id = $6, by_name = $7`,
      [work.companyId, currency, day, rate, work.now, work.actor.id, work.actor.name],
    )
    work.audit('ledger.rate_saved', {
      kind: 'company',
      id: work.companyId,
      before: before ? { currency, day, rate: before.rate } : null,
      after: { currency, day, rate },
    })
    return { currency, day, rate, by: work.actor.name }
  },
  { name: 'ledger.save_rate' },
)
