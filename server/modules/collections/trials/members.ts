import { type Arm, armOf } from '#core/collections/trial.ts'
import type { Work } from '#platform/command.ts'
import type { From } from '../store.ts'

export type TrialTable = {
  company_id: string
  id: string
  name: string
  policy_a: string
  policy_b: string
  from_on: string
  to_on: string
  started_at: Date
  started_by: string
  ended_on: string | null
  ended_by: string | null
  winner: Arm | null
}

type Row = { customer_id: string; policy_key: string }

/**
 * The policy that a comparison which runs now gives to whoever takes part in it. A merged customer keeps the half of the record that answers; a
 * record that was in none takes over the half of the first that was merged into it.
 */
export async function membershipOf(
  from: Pick<From, 'run' | 'companyId'>,
  parties: readonly string[],
): Promise<(id: string, own: readonly string[]) => string | undefined> {
  const rows = await from.run<Row>(
    `select m.customer_id, case m.arm when 'a' then t.policy_a else t.policy_b end as policy_key
     from policy_trial t join policy_trial_member m on m.company_id = t.company_id and m.trial_id = t.id
     where t.company_id = $1 and t.ended_on is null and m.customer_id = any($2)
     order by t.started_at, t.id`,
    [from.companyId, parties],
  )
  const found = new Map<string, string>()
  for (const row of rows)
    if (!found.has(row.customer_id)) found.set(row.customer_id, row.policy_key)
  return (id, own) => found.get(id) ?? own.flatMap((party) => found.get(party) ?? [])[0]
}

export const runningTrials = (from: Pick<From, 'run' | 'companyId'>): Promise<TrialTable[]> =>
  from.run<TrialTable>(
    `select * from policy_trial where company_id = $1 and ended_on is null order by started_at, id`,
    [from.companyId],
  )

/** A customer to whom the segments gave a policy that is compared with another. */
type Newcomer = Readonly<{ customerId: string; policyKey: string }>

/**
 * Lets those take part whom the segments give a compared policy, each on the half of its name. Who
 * has several, by the currencies they owe in, takes part by the first that is compared and no other.
 */
export async function enrol(
  work: Work,
  trials: readonly TrialTable[],
  newcomers: readonly Newcomer[],
): Promise<void> {
  const taken = new Map<string, Readonly<{ trial_id: string; customer_id: string; arm: Arm }>>()
  for (const { customerId, policyKey } of newcomers) {
    const trial = trials.find((each) => each.policy_a === policyKey && work.today <= each.to_on)
    if (trial && !taken.has(customerId))
      taken.set(customerId, {
        ...{ trial_id: trial.id, customer_id: customerId },
        arm: armOf(trial.id, customerId),
      })
  }
  const rows = [...taken.values()]
  if (rows.length === 0) return
  await work.run(
    `insert into policy_trial_member (company_id, trial_id, customer_id, arm, joined_on)
     select $1, r.trial_id, r.customer_id, r.arm, $3
     from jsonb_to_recordset($2::jsonb) as r(trial_id uuid, customer_id uuid, arm text)
     order by r.trial_id, r.customer_id on conflict do nothing`,
    [work.companyId, JSON.stringify(rows), work.today],
  )
}
