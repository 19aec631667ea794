import type {
  Simulation,
  SimulationRow,
  SimulationRowsInput,
  StartSimulation,
} from '#core/collections/policy-api.ts'
import type { ReachChannel } from '#core/contacts/customer.ts'
import { addDays, addMonths } from '#core/day.ts'
import type { Currency } from '#core/money.ts'
import { Refusal } from '#core/refusal.ts'
import { nameCustomers } from '#modules/contacts/index.ts'
import { command } from '#platform/command.ts'
import { query } from '#platform/query.ts'
import { demand, type Session } from '#platform/session.ts'
import { startSums } from './run.ts'
import { readSimulation, type SimulationTable, simulationOf } from './store.ts'

/** A simulation counts everyone a policy claims: it is for who reaches everyone. */
const reachesAll = (session: Session): boolean => demand(session, 'collections.manage') === 'all'

/** So many are kept; an older one makes room. */
const mostKept = 20

/**
 * Begins to try a policy on the past twelve months, as it stands in the editor and whether or not
 * it is kept. The rest is a job's. @throws access.forbidden for who sees only some customers
 */
export const startSimulation = command(
  'collections.manage',
  async (work, input: StartSimulation): Promise<Simulation> => {
    if (!reachesAll(work.session))
      throw new Refusal('access.forbidden', { permission: 'collections.manage' })
    const to = addDays(work.today, -1)
    const [row] = await work.run<SimulationTable>(
      `insert into simulation (company_id, id, policy_key, name, policy, place, from_on, to_on, costs,
         sums, at, by_name) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12) returning *`,
      [
        ...[work.companyId, input.id, input.key, input.name],
        JSON.stringify({ ...input.policy, key: input.key }),
        ...[input.place, addMonths(work.today, -12), to, JSON.stringify(input.costs)],
        ...[startSums(), work.now, work.actor.name],
      ],
    )
    if (!row) throw new Error('One row was inserted')
    await work.run(
      `delete from simulation where company_id = $1 and id in (
         select id from simulation where company_id = $1 order by at desc, id desc offset $2)`,
      [work.companyId, mostKept],
    )
    work.enqueue(
      'collections.simulate',
      { simulationId: input.id },
      { key: `simulate:${input.id}` },
    )
    work.audit('collections.simulation_started', {
      kind: 'company',
      id: work.companyId,
      before: null,
      after: { key: input.key, name: input.name },
    })
    return simulationOf(row, work.baseCurrency)
  },
  { name: 'collections.start_simulation', once: ({ id }) => id },
)

export const listSimulations = query('collections.manage', async (from) => {
  if (!reachesAll(from.session)) return { rows: [] }
  const rows = await from.run<SimulationTable>(
    'select * from simulation where company_id = $1 order by at desc, id desc limit $2',
    [from.companyId, mostKept],
  )
  return { rows: rows.map((row) => simulationOf(row, from.baseCurrency)) }
})

/** @throws collections.simulation_not_found */
export const showSimulation = query(
  'collections.manage',
  async (from, { id }: { id: string }): Promise<Simulation> => {
    const row = await readSimulation(from, id)
    if (!row || !reachesAll(from.session))
      throw new Refusal('collections.simulation_not_found', { id })
    return simulationOf(row, from.baseCurrency)
  },
)

type Row = {
  seq: number
  customer_id: string
  on_day: string
  step: string
  channel: ReachChannel | null
  currency: Currency
  amount: number
  invoices: number
  number: string | null
  soon_paid: boolean
}

const matching = `from simulation_row r where r.company_id = $1 and r.simulation_id = $2
  and r.side = $3 and r.kind = $4 and ($5::text is null or r.step = $5)
  and ($6::text is null or r.channel = $6)
  and ($7::date is null or r.on_day between $7::date and $7::date + 6)
  and ($8::boolean is null or r.soon_paid = $8)`

/** The rows behind the figures of a simulation. @throws collections.simulation_not_found */
export const simulationRows = query(
  'collections.manage',
  async (from, input: SimulationRowsInput) => {
    if (!reachesAll(from.session) || !(await readSimulation(from, input.id)))
      throw new Refusal('collections.simulation_not_found', { id: input.id })
    const filters = [
      ...[from.companyId, input.id, input.side, input.kind, input.step ?? null],
      ...[input.channel ?? null, input.week ?? null, input.soonPaid ?? null],
    ]
    const offset = Number(input.cursor ?? 0) || 0
    const rows = await from.run<Row>(
      `select r.* ${matching} order by r.on_day desc, r.seq desc offset $9 limit $10`,
      [...filters, offset, input.limit + 1],
    )
    const [counted] = await from.run<{ count: number }>(
      `select count(*) as count ${matching}`,
      filters,
    )
    const shown = rows.slice(0, input.limit)
    const names = await nameCustomers(
      from,
      shown.map((row) => row.customer_id),
    )
    return {
      rows: shown.map(
        (row): SimulationRow => ({
          seq: row.seq,
          customerId: row.customer_id,
          customerName: names.get(row.customer_id)?.name ?? null,
          on: row.on_day,
          step: row.step,
          channel: row.channel,
          amount: { minor: row.amount, currency: row.currency },
          invoices: row.invoices,
          number: row.number,
          soonPaid: row.soon_paid,
        }),
      ),
      nextCursor: rows.length > input.limit ? String(offset + input.limit) : null,
      total: counted?.count ?? 0,
    }
  },
)
