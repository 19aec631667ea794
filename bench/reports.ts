import type { Figure } from './figures.ts'
import type { BenchHouse } from './house.ts'
import { alone, must, timed } from './measure.ts'

const asked = [
  { name: 'forecast by week', address: '/reports/forecast', limit: 500 },
  { name: 'invoices of a forecast week', address: '/reports/forecast/rows', limit: 1000 },
  { name: 'figures of collection by month', address: '/reports/figures', limit: 300 },
  { name: 'figures as of a past day', address: '/reports/figures?asOf=2026-06-30', limit: 300 },
  { name: 'overdue invoices by reason', address: '/reports/delinquent', limit: 300 },
  { name: 'problem debtors', address: '/reports/problem-debtors', limit: 500 },
  { name: 'forecasts of past weeks checked', address: '/reports/forecast/check', limit: 3000 },
] as const

/** The reports of collection, each of which reads all of the books. */
export async function reportFigures(at: BenchHouse, rows: number): Promise<Figure[]> {
  const figures: Figure[] = []
  for (const { name, address, limit } of asked) {
    const measured = await alone(() => timed(() => must(at, 'GET', address)))
    figures.push({ name, ...measured, unit: 'ms', limit, rows })
  }
  const { rows: found } = await at.owner.query<{ id: string }>(
    `select party_id as id from journal_line where company_id = $1 and party_id is not null
       and settled < amount order by party_id limit 1`,
    [at.companyId],
  )
  const insight = await alone(() =>
    timed(() => must(at, 'GET', `/customers/${found[0]?.id ?? ''}/insight`)),
  )
  figures.push({ name: 'how a customer pays', ...insight, unit: 'ms', limit: 100, rows })
  return figures
}
