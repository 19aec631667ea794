import { z } from 'zod'
import { ReminderPolicy } from '#core/collections/policy.ts'
import { type SimulationSideName, simulationSides } from '#core/collections/policy-api.ts'
import { replayCustomer } from '#core/collections/simulate/replay.ts'
import { layOut, type Replay } from '#core/collections/simulate/rungs.ts'
import {
  addYear,
  type CountedMessage,
  emptySums,
  isSoonPaid,
  SimulationSums,
} from '#core/collections/simulate/sums.ts'
import { nameCustomers } from '#modules/contacts/index.ts'
import { partiesInPast } from '#modules/ledger/index.ts'
import { reaction, type Work } from '#platform/command.ts'
import { job } from '#platform/jobs.ts'
import { look } from '#platform/query.ts'
import type { Session } from '#platform/session.ts'
import { humanQuietHours } from '../consider.ts'
import { readDeskSettings } from '../desk/settings.ts'
import type { Party } from '../dossiers.ts'
import { readPolicies } from '../policies.ts'
import { readCalendar } from '../settings.ts'
import { type From, grouped } from '../store.ts'
import { gatherPast, type Past, type SentThen } from './past.ts'
import { readSimulation, type SimulationTable } from './store.ts'

/** So many customers are taken in one transaction: the list of them fits in memory, their past too. */
const customersASlice = 500

/** Everyone who owed anything in the time, under the record that answers, in the order of ids. */
async function debtorsThen(from: From, row: SimulationTable): Promise<Party[]> {
  const ids = await partiesInPast(from, { from: row.from_on, to: row.to_on })
  const names = await nameCustomers(from, ids)
  const groups = grouped(ids, (id) => names.get(id)?.survivorId ?? id)
  return [...groups]
    .map(([id, parties]) => ({ id, parties: parties.includes(id) ? parties : [id, ...parties] }))
    .toSorted((a, b) => (a.id < b.id ? -1 : 1))
}

/** The policies as they would be asked, with the tried one in its place. */
async function policiesWith(from: From, row: SimulationTable): Promise<ReminderPolicy[]> {
  const tried = { ...ReminderPolicy.parse(row.policy), isOff: false }
  const others = (await readPolicies(from))
    .filter(({ key }) => key !== row.policy_key)
    .filter(({ policy }) => !(tried.isDefault && policy.isDefault))
  return (
    [...others, { place: row.place, policy: tried }]
      // As the policies themselves are read: of one place, by key.
      .toSorted((a, b) => a.place - b.place || (a.policy.key < b.policy.key ? -1 : 1))
      .map(({ policy }) => policy)
  )
}

type Line = Readonly<{
  side: SimulationSideName
  kind: 'message' | 'untouched'
  customer_id: string
  on_day: string
  step: string
  channel: string | null
  currency: string
  amount: number
  invoices: number
  number: string | null
  soon_paid: boolean
}>

function linesOf(
  past: Past,
  sides: Readonly<
    Record<SimulationSideName, readonly (CountedMessage & Pick<SentThen, 'currency' | 'minor'>)[]>
  >,
  { closedOn, ...untouched }: ReturnType<typeof addYear>,
): Line[] {
  const customer_id = past.history.customerId
  return simulationSides.flatMap((side): Line[] => [
    ...sides[side].map((message) => ({
      ...{ side, kind: 'message' as const, customer_id, on_day: message.on },
      step: `${message.policyKey}/${message.stepKey}`,
      channel: message.channel,
      currency: message.currency,
      amount: message.minor,
      invoices: message.itemIds.length,
      number: null,
      soon_paid: isSoonPaid(message, closedOn),
    })),
    ...untouched[side].map((item) => ({
      ...{ side, kind: 'untouched' as const, customer_id, on_day: item.dueOn },
      ...{ step: '', channel: null, currency: item.currency, amount: item.minor, invoices: 1 },
      number: item.number,
      soon_paid: false,
    })),
  ])
}

const rowsSql = `
  insert into simulation_row (company_id, simulation_id, side, kind, customer_id, on_day, step, channel,
    currency, amount, invoices, number, soon_paid)
  select $1, $2, r.side, r.kind, r.customer_id, r.on_day, r.step, r.channel, r.currency, r.amount,
    r.invoices, r.number, r.soon_paid
  from jsonb_to_recordset($3::jsonb) as r(side text, kind text, customer_id uuid, on_day date,
    step text, channel text, currency text, amount bigint, invoices int, number text, soon_paid boolean)`

function livedThrough(
  replay: Replay,
  row: SimulationTable,
  pasts: readonly Past[],
  sums: SimulationSums,
) {
  return pasts.flatMap((past): Line[] => {
    const { messages, policies } = replayCustomer(replay, past.history)
    // Others are not what is tried: they go on as they do.
    if (!policies.has(row.policy_key)) return []
    const year = { history: past.history, would: messages, was: past.was }
    const added = addYear(sums, year, row.from_on, row.to_on)
    return linesOf(past, { would: messages, was: past.was }, added)
  })
}

type Slice = Readonly<{ id: string; parties: readonly Party[]; of: number }>

const tellProgress = (work: Work, id: string) =>
  work.whisper('collections.simulation', { kind: 'simulation', id })

/** One transaction of it: some customers, from their past to the rows. */
const runSlice = reaction(
  'collections.simulate_slice',
  async (work, slice: Slice): Promise<void> => {
    const { id, parties, of } = slice
    const [row] = await work.run<SimulationTable>(
      'select * from simulation where company_id = $1 and id = $2 for update',
      [work.companyId, id],
    )
    const last = parties.at(-1)?.id
    // Another worker was here first, or it was thrown away meanwhile.
    if (!row || last === undefined || (row.reached !== null && row.reached >= last)) return
    const policies = await policiesWith(work, row)
    const { contacts } = (await readDeskSettings(work)).caps
    const replay = layOut({
      policies,
      calendar: await readCalendar(work),
      from: row.from_on,
      to: row.to_on,
      quietHours: humanQuietHours,
      ...(contacts && { contacts }),
    })
    const pasts = await gatherPast(work, parties, policies, { from: row.from_on, to: row.to_on })
    const sums = SimulationSums.parse(row.sums)
    const lines = livedThrough(replay, row, pasts, sums)
    await work.run(rowsSql, [work.companyId, id, JSON.stringify(lines)])
    await work.run(
      `update simulation set done = done + $3, of = $4, reached = $5, sums = $6
     where company_id = $1 and id = $2`,
      [work.companyId, id, parties.length, of, last, JSON.stringify(sums)],
    )
    tellProgress(work, id)
  },
)

const finish = reaction(
  'collections.simulate_end',
  async (work, { id, of }: { id: string; of: number }) => {
    await work.run(
      `update simulation set finished_at = $3, of = $4
     where company_id = $1 and id = $2 and finished_at is null`,
      [work.companyId, id, work.now, of],
    )
    tellProgress(work, id)
  },
)

/** Lives through the time of one simulation, and goes on where it was interrupted. */
export async function simulate(session: Session, id: string): Promise<void> {
  const begun = await look(session, async (from) => {
    const row = await readSimulation(from, id)
    return row && !row.finished_at ? { row, debtors: await debtorsThen(from, row) } : undefined
  })
  if (!begun) return
  const { row, debtors } = begun
  const left = debtors.filter((party) => row.reached === null || party.id > row.reached)
  for (let first = 0; first < left.length; first += customersASlice)
    await runSlice(session, {
      id,
      parties: left.slice(first, first + customersASlice),
      of: debtors.length,
    })
  await finish(session, { id, of: debtors.length })
}

export const simulateJob = job(
  'collections.simulate',
  z.looseObject({ simulationId: z.uuid() }),
  (session, { simulationId }) => simulate(session, simulationId),
)

export const startSums = (): string => JSON.stringify(emptySums())
