import { Refusal } from '#core/refusal.ts'
import type { Work } from '#platform/command.ts'

/** Holds whoever else begins or ends a comparison, or changes a policy that one may be of. */
export const takeTurn = (work: Work) =>
  work.run('select 1 from reminder_setting where company_id = $1 for update', [work.companyId])

/** @throws collections.policy_in_trial for a policy that is compared with another now */
export async function demandNotInTrial(work: Work, key: string): Promise<void> {
  await takeTurn(work)
  const [running] = await work.run(
    `select 1 from policy_trial where company_id = $1 and ended_on is null
       and (policy_a = $2 or policy_b = $2)`,
    [work.companyId, key],
  )
  if (running) throw new Refusal('collections.policy_in_trial')
}
