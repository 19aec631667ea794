import { defaultPolicy } from '#core/collections/policy.ts'
import { perform } from '#platform/jobs.ts'
import { load } from './data.ts'
import type { Figure } from './figures.ts'
import { type BenchHouse, newId } from './house.ts'
import { must, timed } from './measure.ts'

/** The general policy tried on the past year, from the first customer to the last row, by its job. */
export async function simulationFigures(at: BenchHouse, invoices: number): Promise<Figure[]> {
  await load(at, invoices)
  const seconds: number[] = []
  let lived = 0
  for (let n = 0; n < 3; n += 1) {
    const id = newId()
    const { key } = defaultPolicy
    const body = { id, key, name: 'السياسة العامة', place: 100, policy: defaultPolicy, costs: {} }
    await must(at, 'POST', '/simulations', body)
    seconds.push(
      (await timed(() =>
        perform(at.house, 'collections.simulate', { companyId: at.companyId, simulationId: id }),
      )) / 1000,
    )
    const { rows } = await at.owner.query<{ count: number }>(
      `select count(*)::int as count from journal_line where company_id = $1 and party_id is not null
         and amount > 0 and posted_on < current_date
         and (settled < amount or settled_through >= current_date - 365)`,
      [at.companyId],
    )
    lived = rows[0]?.count ?? 0
  }
  seconds.sort((a, b) => a - b)
  const [best = 0, value = 0] = seconds
  const name = 'a policy tried on the past year, by its job'
  return [{ name, value, best, unit: 's', limit: 30, raw: null, rows: lived }]
}
