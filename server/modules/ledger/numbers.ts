import { type SeriesKey, seriesPrefix, seriesYear } from '#core/ledger/series.ts'
import type { Work } from '#platform/command.ts'

type Issued = { number: string; sequence: number }

/**
 * Issues the next number of a series, without a gap: a transaction that fails gives it back. The
 * series is held until the transaction ends, so it is the last lock that a use case takes.
 */
export async function nextNumber(work: Work, series: SeriesKey, on: string): Promise<Issued> {
  const [issued] = await nextNumbers(work, series, [on])
  if (!issued) throw new Error('A series issues a number')
  return issued
}

/** The same for many documents at once, in their order: one statement for each year among them. */
export async function nextNumbers(
  work: Work,
  series: SeriesKey,
  days: readonly string[],
): Promise<Issued[]> {
  const issued: Issued[] = []
  const places = new Map<number, number[]>()
  for (const [place, on] of days.entries()) {
    const year = seriesYear(series, on)
    places.set(year, [...(places.get(year) ?? []), place])
  }
  // In the order of years, as everyone takes them.
  for (const [year, wanted] of [...places].toSorted(([a], [b]) => a - b)) {
    const on = days[wanted[0] ?? 0] ?? ''
    const rows = await work.run<Issued>(
      `with step as (
         insert into number_series (company_id, series, year, last) values ($1, $2, $3, $6)
         on conflict (company_id, series, year) do update set last = number_series.last + $6
         returning last)
       insert into issued_number (company_id, series, year, sequence, number, issued_at)
       select $1, $2, $3, n, $4 || lpad(n::text, greatest(6, length(n::text)), '0'), $5
       from step, generate_series(last - $6 + 1, last) as n returning sequence, number`,
      [work.companyId, series, year, seriesPrefix(series, on), work.now, wanted.length],
    )
    rows.sort((a, b) => a.sequence - b.sequence)
    for (const [n, place] of wanted.entries()) {
      const row = rows[n]
      if (row) issued[place] = row
    }
  }
  return issued
}
