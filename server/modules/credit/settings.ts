import type { CreditSettings } from '#core/credit/api.ts'
import type { CreditPolicy } from '#core/credit/policy.ts'
import { command, type Work } from '#platform/command.ts'
import { query } from '#platform/query.ts'
import { readPolicy } from './store.ts'

/** The company's credit policy, or the house's own while it has none. */
export const showSettings = query(
  'credit.read',
  async (from, _: object): Promise<CreditSettings> => readPolicy(from),
)

/** A policy as the log tells it: its amounts are money. */
function logged({ baseCurrency }: Work, policy: CreditPolicy): object {
  const money = (minor: number | null) =>
    minor === null ? null : { minor, currency: baseCurrency }
  return {
    ...policy,
    newCustomerLimit: money(policy.newCustomerLimit),
    overdueLimit: money(policy.overdueLimit),
    authorityLimit: money(policy.authorityLimit),
  }
}

/** Gives the company a credit policy of its own; from here on it is held to it. */
export const changeSettings = command(
  'credit.manage',
  async (work, policy: CreditPolicy): Promise<CreditSettings> => {
    const { ruled, ...before } = await readPolicy(work)
    await work.run(
      `insert into credit_setting (company_id, policy, changed_at, changed_by)
       values ($1, $2, $3, $4)
       on conflict (company_id) do update set policy = excluded.policy,
         changed_at = excluded.changed_at, changed_by = excluded.changed_by`,
      [work.companyId, JSON.stringify(policy), work.now, work.actor.name],
    )
    work.audit('credit.policy_changed', {
      kind: 'credit_policy',
      id: work.companyId,
      before: ruled ? logged(work, before) : null,
      after: logged(work, policy),
    })
    return readPolicy(work)
  },
  { name: 'credit.change_settings' },
)
