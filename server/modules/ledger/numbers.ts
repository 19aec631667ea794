import { type SeriesKey, seriesPrefix, seriesYear } from '#core/ledger/series.ts'
import type { Work } from '#platform/command.ts'

/**
 * Issues the next number of a series, without a gap: a transaction that fails gives it back. The
 * series is held until the transaction ends, so it is the last lock that a use case takes.
 */
export async function nextNumber(
  work: Work,
  series: SeriesKey,
  on: string,
): Promise<{ number: string; sequence: number }> {
  const [issued] = await work.run<{ number: string; sequence: number }>(
    `with step as (
       insert into number_series (company_id, series, year, last) values ($1, $2, $3, 1)
       on conflict (company_id, series, year) do update set last = number_series.last + 1
       returning last)
     insert into issued_number (company_id, series, year, sequence, number, issued_at)
     select $1, $2, $3, last, $4 || lpad(last::text, greatest(6, length(last::text)), '0'), $5
     from step returning sequence, number`,
    [work.companyId, series, seriesYear(series, on), seriesPrefix(series, on), work.now],
  )
  if (!issued) throw new Error('A series issues a number')
  return issued
}
