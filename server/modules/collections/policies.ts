import type { OrderPolicies, PolicyRow, SavePolicy } from '#core/collections/api.ts'
import { ReminderPolicy } from '#core/collections/policy.ts'
import { Refusal } from '#core/refusal.ts'
import { command, type Work } from '#platform/command.ts'
import { query } from '#platform/query.ts'
import { layGround, lookAgain } from './settings.ts'
import { type From, tables } from './store.ts'
import { demandNotInTrial } from './trials/running.ts'

/** Every policy in the order in which they are asked. */
export async function readPolicies(from: From): Promise<PolicyRow[]> {
  const rows = await tables(from)
    .selectFrom('reminder_policy')
    .selectAll()
    .where('company_id', '=', from.companyId)
    .orderBy('place')
    .orderBy('key')
    .execute()
  return rows.map((row) => ({
    key: row.key,
    name: row.name,
    place: row.place,
    policy: ReminderPolicy.parse(row.policy),
    changedAt: row.changed_at.toISOString(),
    changedBy: row.changed_by,
  }))
}

export const listPolicies = query('collections.read', async (from) => ({
  rows: await readPolicies(from),
}))

/** One default there must be, and only one: the rest are for whom their segment claims. */
async function changed(work: Work): Promise<void> {
  const defaults = (await readPolicies(work)).filter(({ policy }) => policy.isDefault)
  if (defaults.length !== 1) throw new Refusal('collections.default_policy_needed')
  await lookAgain(work)
}

/** A policy as the log tells it, so that a change shows the rules that changed and no others. */
const logged = ({ name, place, policy }: Pick<PolicyRow, 'name' | 'place' | 'policy'>) => ({
  ...{ name, place, ...policy },
})

/**
 * Makes a ladder or changes it. What was sent is remembered by the keys of its steps, so an edit
 * sends nothing twice. @throws collections.default_policy_needed, collections.policy_in_trial
 */
export const savePolicy = command(
  'collections.manage',
  async (work, input: SavePolicy): Promise<PolicyRow> => {
    await layGround(work)
    await demandNotInTrial(work, input.key)
    const before = (await readPolicies(work)).find(({ key }) => key === input.key)
    const policy = { ...input.policy, key: input.key }
    await work.run(
      `insert into reminder_policy (company_id, key, name, place, policy, changed_at, changed_by)
       values ($1, $2, $3, $4, $5, $6, $7)
       on conflict (company_id, key) do update set name = excluded.name, place = excluded.place,
         policy = excluded.policy, changed_at = excluded.changed_at, changed_by = excluded.changed_by`,
      [
        work.companyId,
        input.key,
        input.name,
        input.place,
        JSON.stringify(policy),
        work.now,
        work.actor.name,
      ],
    )
    await changed(work)
    work.audit('collections.policy_saved', {
      kind: 'company',
      id: work.companyId,
      before: before ? logged(before) : null,
      after: logged({ ...input, policy }),
    })
    return { ...input, policy, changedAt: work.now.toISOString(), changedBy: work.actor.name }
  },
  { name: 'collections.save_policy' },
)

/**
 * Puts the policies in another order, all at once. What is compared keeps its steps and its people,
 * so its policies may move too.
 * @throws collections.policies_changed when the order is of other policies than there are
 */
export const orderPolicies = command(
  'collections.manage',
  async (work, { keys }: OrderPolicies): Promise<{ rows: PolicyRow[] }> => {
    await layGround(work)
    // Whoever else puts them in order waits here.
    await lookAgain(work)
    const before = await readPolicies(work)
    const known = before.map(({ key }) => key)
    if (JSON.stringify(keys.toSorted()) !== JSON.stringify(known.toSorted()))
      throw new Refusal('collections.policies_changed')
    await work.run(
      `update reminder_policy p set place = k.place * 10
       from unnest($2::text[]) with ordinality as k(key, place)
       where p.company_id = $1 and p.key = k.key`,
      [work.companyId, keys],
    )
    const after = await readPolicies(work)
    const namesOf = (rows: readonly PolicyRow[]) => rows.map(({ name }) => name)
    work.audit('collections.policies_ordered', {
      kind: 'company',
      id: work.companyId,
      before: { place: namesOf(before) },
      after: { place: namesOf(after) },
    })
    return { rows: after }
  },
  { name: 'collections.order_policies' },
)

/**
 * @throws collections.policy_not_found, collections.default_policy_needed, collections.policy_in_trial
 */
export const removePolicy = command(
  'collections.manage',
  async (work, { key }: { key: string }) => {
    const before = (await readPolicies(work)).find((each) => each.key === key)
    if (!before) throw new Refusal('collections.policy_not_found', { key })
    await demandNotInTrial(work, key)
    await work.run('delete from reminder_policy where company_id = $1 and key = $2', [
      work.companyId,
      key,
    ])
    await changed(work)
    work.audit('collections.policy_removed', {
      kind: 'company',
      id: work.companyId,
      before: logged(before),
      after: null,
    })
    return { done: true as const }
  },
  { name: 'collections.remove_policy' },
)
