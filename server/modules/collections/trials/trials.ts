import type { StartTrial, Trial } from '#core/collections/policy-api.ts'
import type { Arm } from '#core/collections/trial.ts'
import { Refusal } from '#core/refusal.ts'
import { customersWithin } from '#modules/contacts/index.ts'
import { command, type Work } from '#platform/command.ts'
import { query } from '#platform/query.ts'
import { readPolicies } from '../policies.ts'
import { lookAgain } from '../settings.ts'
import type { From } from '../store.ts'
import type { TrialTable } from './members.ts'
import { takeTurn } from './running.ts'

type Counted = TrialTable & { members_a: number; members_b: number }

const membersOf = (arm: Arm) =>
  `(select count(*) from policy_trial_member m where m.company_id = t.company_id
      and m.trial_id = t.id and m.arm = '${arm}'
      and ($2::uuid[] is null or m.customer_id = any($2))) as members_${arm}`

const selectTrials = `select t.*, ${membersOf('a')}, ${membersOf('b')}
  from policy_trial t where t.company_id = $1`

/** Whose halves are counted: those of the reader's own customers. */
const reached = async (from: From) => (await customersWithin(from, 'collections.manage')) ?? null

const namesOf = async (from: From): Promise<ReadonlyMap<string, string>> =>
  new Map((await readPolicies(from)).map(({ key, name }) => [key, name]))

const trialOf = (row: Counted, names: ReadonlyMap<string, string>): Trial => ({
  id: row.id,
  name: row.name,
  policyA: { key: row.policy_a, name: names.get(row.policy_a) ?? row.policy_a },
  policyB: { key: row.policy_b, name: names.get(row.policy_b) ?? row.policy_b },
  from: row.from_on,
  to: row.to_on,
  startedBy: row.started_by,
  endedOn: row.ended_on,
  endedBy: row.ended_by,
  winner: row.winner,
  members: { a: row.members_a, b: row.members_b },
})

/** @throws collections.trial_not_found */
export async function oneTrial(from: From, id: string): Promise<Trial> {
  const [row] = await from.run<Counted>(`${selectTrials} and t.id = $3`, [
    ...[from.companyId, await reached(from), id],
  ])
  if (!row) throw new Refusal('collections.trial_not_found', { id })
  return trialOf(row, await namesOf(from))
}

export const listTrials = query('collections.manage', async (from) => {
  const rows = await from.run<Counted>(
    `${selectTrials} order by t.ended_on is null desc, t.started_at desc, t.id limit 100`,
    [from.companyId, await reached(from)],
  )
  const names = await namesOf(from)
  return { rows: rows.map((row) => trialOf(row, names)) }
})

/**
 * Compares two policies from today on: whom the segments give the first is divided by name.
 * @throws collections.policy_not_found, collections.trial_cannot_begin, collections.trial_runs
 */
export const startTrial = command(
  'collections.manage',
  async (work, input: StartTrial): Promise<Trial> => {
    await takeTurn(work)
    const policies = await readPolicies(work)
    const a = policies.find(({ key }) => key === input.policyA)
    const b = policies.find(({ key }) => key === input.policyB)
    if (!a || !b)
      throw new Refusal('collections.policy_not_found', { key: a ? input.policyB : input.policyA })
    if (a.policy.isOff || b.policy.isDefault || input.to <= work.today)
      throw new Refusal('collections.trial_cannot_begin')
    const [running] = await work.run(
      `select 1 from policy_trial where company_id = $1 and ended_on is null
         and (policy_a = any($2) or policy_b = any($2))`,
      [work.companyId, [input.policyA, input.policyB]],
    )
    if (running) throw new Refusal('collections.trial_runs')
    await work.run(
      `insert into policy_trial (company_id, id, name, policy_a, policy_b, from_on, to_on, started_at,
         started_by) values ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
      [
        ...[work.companyId, input.id, input.name, input.policyA, input.policyB],
        ...[work.today, input.to, work.now, work.actor.name],
      ],
    )
    await lookAgain(work)
    work.enqueue('collections.run', {})
    const trial = await oneTrial(work, input.id)
    work.audit('collections.trial_started', {
      kind: 'company',
      id: work.companyId,
      before: null,
      after: logged(trial),
    })
    return trial
  },
  { name: 'collections.start_trial', once: ({ id }) => id },
)

/** A comparison as the log tells it. */
const logged = ({ name, policyA, policyB, from, to, endedOn, winner, members }: Trial) => ({
  ...{ name, policyA: policyA.name, policyB: policyB.name, from, to, endedOn, winner },
  customers: members,
})

/** The first policy goes on with the steps and limits of the second; its segment stays. */
async function adopt(work: Work, row: TrialTable): Promise<void> {
  await work.run(
    `update reminder_policy a set changed_at = $4, changed_by = $5,
       policy = a.policy || jsonb_build_object('steps', b.policy -> 'steps',
         'frequencyCap', b.policy -> 'frequencyCap', 'graceDays', b.policy -> 'graceDays')
     from reminder_policy b where a.company_id = $1 and a.key = $2
       and b.company_id = $1 and b.key = $3`,
    [work.companyId, row.policy_a, row.policy_b, work.now, work.actor.name],
  )
}

/**
 * Ends a comparison: from now on all of the segment have what won. Without a winner, or where the
 * first won, things stay as they were before.
 * @throws collections.trial_not_found, collections.trial_ended
 */
export const endTrial = command(
  'collections.manage',
  async (work, { id, winner }: { id: string; winner: Arm | null }): Promise<Trial> => {
    await takeTurn(work)
    const before = await oneTrial(work, id)
    if (before.endedOn !== null) throw new Refusal('collections.trial_ended')
    const [row] = await work.run<TrialTable>(
      `update policy_trial set ended_on = $3, ended_by = $4, winner = $5
       where company_id = $1 and id = $2 returning *`,
      [work.companyId, id, work.today, work.actor.name, winner],
    )
    if (row && winner === 'b') await adopt(work, row)
    await lookAgain(work)
    const after = await oneTrial(work, id)
    work.audit('collections.trial_ended', {
      kind: 'company',
      id: work.companyId,
      before: logged(before),
      after: logged(after),
    })
    return after
  },
  { name: 'collections.end_trial' },
)
