import { ChannelCosts, type Simulation } from '#core/collections/policy-api.ts'
import { costOf, SimulationSums } from '#core/collections/simulate/sums.ts'
import type { Currency } from '#core/money.ts'
import type { From } from '../store.ts'

export type SimulationTable = {
  company_id: string
  id: string
  policy_key: string
  name: string
  policy: unknown
  place: number
  from_on: string
  to_on: string
  costs: unknown
  done: number
  of: number | null
  reached: string | null
  sums: unknown
  finished_at: Date | null
  at: Date
  by_name: string
}

export async function readSimulation(
  from: Pick<From, 'run' | 'companyId'>,
  id: string,
): Promise<SimulationTable | undefined> {
  const [row] = await from.run<SimulationTable>(
    'select * from simulation where company_id = $1 and id = $2',
    [from.companyId, id],
  )
  return row
}

export function simulationOf(row: SimulationTable, currency: Currency): Simulation {
  const sums = SimulationSums.parse(row.sums)
  const costs = ChannelCosts.parse(row.costs)
  return {
    id: row.id,
    policyKey: row.policy_key,
    name: row.name,
    from: row.from_on,
    to: row.to_on,
    costs,
    done: row.done,
    of: row.of,
    sums,
    cost: {
      would: { minor: costOf(sums.would, costs), currency },
      was: { minor: costOf(sums.was, costs), currency },
    },
    finishedAt: row.finished_at?.toISOString() ?? null,
    at: row.at.toISOString(),
    by: row.by_name,
  }
}
