import { Refusal } from '#core/refusal.ts'
import type { Work } from '#platform/command.ts'

/** @throws collections.policy_in_trial for a policy that is compared with another now */
export async function demandNotInTrial(work: Work, key: string): Promise<void> {
  const [running] = await work.run(
    `select 1 from policy_trial where company_id = $1 and ended_on is null
       and (policy_a = $2 or policy_b = $2)`,
    [work.companyId, key],
  )
  if (running) throw new Refusal('collections.policy_in_trial')
}
