import { type Rule, RuleConditions, RuleOutcome } from '#core/inbox/rules.ts'
import type { RoutingRule, SaveRule } from '#core/inbox/settings.ts'
import { Refusal } from '#core/refusal.ts'
import { activeUsers, departmentsOf } from '#modules/people/index.ts'
import { command, type Work } from '#platform/command.ts'
import { query } from '#platform/query.ts'
import type { From } from './scope.ts'
import { readTypes } from './types.ts'

type Row = {
  id: string
  place: number
  name: string
  active: boolean
  conditions: unknown
  outcome: unknown
}

const shown = (row: Row): RoutingRule => ({
  id: row.id,
  name: row.name,
  on: row.active,
  place: row.place,
  when: RuleConditions.parse(row.conditions),
  outcome: RuleOutcome.parse(row.outcome),
})

const rowsOf = (from: Pick<From, 'run' | 'companyId'>): Promise<Row[]> =>
  from.run<Row>(
    `select id, place, name, active, conditions, outcome from routing_rule where company_id = $1
     order by place, id`,
    [from.companyId],
  )

/** The rules that are on, in their order. */
export async function readRules(
  from: Pick<From, 'run' | 'companyId'>,
): Promise<(Rule & { name: string })[]> {
  return (await rowsOf(from))
    .filter(({ active }) => active)
    .map((row) => {
      const { id, name, when, outcome } = shown(row)
      return { id, name, when, outcome }
    })
}

export const listRules = query('inbox.read', async (from, _: object) => ({
  rows: (await rowsOf(from)).map(shown),
}))

/** What a rule names must be the company's own. */
async function assertNamed(work: Work, { outcome }: SaveRule): Promise<void> {
  if (Object.keys(outcome).length === 0) throw new Refusal('inbox.rule_says_nothing')
  const { typeId, departmentId, labelId, assigneeId } = outcome
  if (typeId && !(await readTypes(work)).some(({ id }) => id === typeId))
    throw new Refusal('inbox.type_not_found', { id: typeId })
  if (departmentId && !(await departmentsOf(work)).has(departmentId))
    throw new Refusal('inbox.department_not_found', { id: departmentId })
  if (assigneeId && !(await activeUsers(work)).some(({ userId }) => userId === assigneeId))
    throw new Refusal('inbox.user_not_found', { id: assigneeId })
  if (!labelId) return
  const found = await work.run(
    'select 1 from conversation_label_kind where company_id = $1 and id = $2',
    [work.companyId, labelId],
  )
  if (found.length === 0) throw new Refusal('inbox.label_not_found', { id: labelId })
}

/** Makes room at a place where another stands already. */
const makeRoom = (work: Work, place: number) =>
  work.run(
    `update routing_rule set place = place + 1 where company_id = $1 and place >= $2
       and exists (select 1 from routing_rule where company_id = $1 and place = $2)`,
    [work.companyId, place],
  )

/** Makes a rule, at its place or last, or changes one in its place. */
export const saveRule = command(
  'inbox.manage',
  async (work, input: SaveRule): Promise<RoutingRule> => {
    await assertNamed(work, input)
    const all = await rowsOf(work)
    const before = all.find(({ id }) => id === input.id)
    const last = Math.max(0, ...all.map((row) => row.place)) + 1
    const place = before?.place ?? input.place ?? last
    if (!before) await makeRoom(work, place)
    await work.run(
      `insert into routing_rule (company_id, id, place, name, active, conditions, outcome)
       values ($1, $2, $3, $4, $5, $6, $7) on conflict (company_id, id) do update
       set name = excluded.name, active = excluded.active, conditions = excluded.conditions,
         outcome = excluded.outcome`,
      [
        ...[work.companyId, input.id, place, input.name, input.on, JSON.stringify(input.when)],
        JSON.stringify(input.outcome),
      ],
    )
    const after: RoutingRule = { ...input, place }
    work.audit('inbox.rule_saved', {
      kind: 'routing_rule',
      id: input.id,
      before: before ? shown(before) : null,
      after,
    })
    return after
  },
  { name: 'inbox.save_rule' },
)

/** @throws inbox.rule_not_found */
export const removeRule = command(
  'inbox.manage',
  async (work, { id }: { id: string }) => {
    const before = (await rowsOf(work)).find((row) => row.id === id)
    if (!before) throw new Refusal('inbox.rule_not_found', { id })
    await work.run('delete from routing_rule where company_id = $1 and id = $2', [
      work.companyId,
      id,
    ])
    work.audit('inbox.rule_removed', {
      kind: 'routing_rule',
      id,
      before: shown(before),
      after: null,
    })
    return { done: true as const }
  },
  { name: 'inbox.remove_rule' },
)

/** Puts the rules in this order; those that are not named come after. @throws inbox.rule_not_found */
export const orderRules = command(
  'inbox.manage',
  async (work, { ids }: { ids: string[] }) => {
    const all = await rowsOf(work)
    const missing = ids.find((id) => !all.some((row) => row.id === id))
    if (missing !== undefined) throw new Refusal('inbox.rule_not_found', { id: missing })
    const rest = all.map(({ id }) => id).filter((id) => !ids.includes(id))
    const order = [...new Set([...ids, ...rest])]
    await work.run(
      `update routing_rule r set place = o.place from unnest($2::uuid[]) with ordinality as o(id, place)
       where r.company_id = $1 and r.id = o.id`,
      [work.companyId, order],
    )
    work.audit('inbox.rules_ordered', {
      kind: 'routing_rule',
      id: work.companyId,
      before: all.map(({ name }) => name),
      after: order.map((id) => all.find((row) => row.id === id)?.name ?? ''),
    })
    return { rows: (await rowsOf(work)).map(shown) }
  },
  { name: 'inbox.order_rules' },
)
