import type { Day } from '#core/day.ts'
import { nextDay, periodOf } from '#core/payments/statement-plan.ts'
import type {
  PlanPreview,
  PreviewStatementPlan,
  SaveStatementPlan,
  StatementPlanRow,
} from '#core/payments/statement-plan-api.ts'
import { Refusal } from '#core/refusal.ts'
import { customersWithin, findCustomers, partiesOfMany } from '#modules/contacts/index.ts'
import { routeOf, waysTo } from '#modules/messaging/index.ts'
import { command, type Work } from '#platform/command.ts'
import { query } from '#platform/query.ts'
import type { From } from '../store.ts'
import { calendarOf } from './calendar.ts'
import { type PlanRecord, planColumns, type RunCounts, runCounts } from './store.ts'
import { assertReach, peopleOf } from './whom.ts'

/** Those whom a plan names by hand. */
export async function chosenBy(from: From, planIds: readonly string[]) {
  const rows = await from.run<{ plan_id: string; customer_id: string }>(
    `select plan_id, customer_id from statement_plan_customer
     where company_id = $1 and plan_id = any($2) order by customer_id`,
    [from.companyId, [...planIds]],
  )
  const found = new Map<string, string[]>()
  for (const row of rows)
    found.set(row.plan_id, [...(found.get(row.plan_id) ?? []), row.customer_id])
  return found
}

type LastRun = RunCounts & { plan_id: string; id: string; run_on: Day }

/** The plans that reach nobody beyond the reader's own customers. */
async function shown(from: From, id: string | null): Promise<StatementPlanRow[]> {
  const all = await from.run<PlanRecord>(
    `select ${planColumns}
     from statement_plan where company_id = $1 and ($2::uuid is null or id = $2)
     order by name, id`,
    [from.companyId, id],
  )
  const chosen = await chosenBy(
    from,
    all.map((row) => row.id),
  )
  const own = await customersWithin(from, 'payments.statements')
  const rows = all.filter((row) => {
    const named = chosen.get(row.id) ?? []
    return !own || (named.length > 0 && named.every((each) => own.includes(each)))
  })
  const planIds = rows.map((row) => row.id)
  const cards = await findCustomers(from, [...new Set([...chosen.values()].flat())])
  const last = await from.run<LastRun>(
    `select distinct on (r.plan_id) r.plan_id, r.id, r.run_on, i.total, i.sent, i.refused, i.waiting
     from statement_run r
     cross join ${runCounts}
     where r.company_id = $1 and r.plan_id = any($2) order by r.plan_id, r.run_on desc`,
    [from.companyId, planIds, own ?? null],
  )
  const lasts = new Map(last.map((run) => [run.plan_id, run]))
  return rows.map((row) => {
    const run = lasts.get(row.id)
    const customerIds = chosen.get(row.id) ?? []
    return {
      ...{ id: row.id, name: row.name, every: row.every, day: row.day, kind: row.kind },
      ...{ whom: row.whom, tag: row.tag, channel: row.channel, customerIds },
      customers: customerIds.map((each) => ({ id: each, name: cards.get(each)?.name ?? '' })),
      active: row.active,
      nextOn: row.next_on,
      savedBy: row.saved_by_name,
      last: run
        ? {
            ...{ runId: run.id, on: run.run_on, total: run.total, sent: run.sent },
            ...{ refused: run.refused, waiting: run.waiting },
          }
        : null,
    }
  })
}

async function shownOne(from: From, id: string): Promise<StatementPlanRow> {
  const [row] = await shown(from, id)
  if (!row) throw new Refusal('payments.statement_plan_not_found', { id })
  return row
}

export const listPlans = query('payments.statements', async (look, _: object) => ({
  rows: await shown(look, null),
}))

/**
 * What a plan would do the next time: whom it reaches, and by which way. Nothing is sent.
 * @throws access.forbidden, contacts.customer_not_found
 */
export const previewPlan = query(
  'payments.statements',
  async (look, input: PreviewStatementPlan): Promise<PlanPreview> => {
    await assertReach(look, input, 'payments.statements')
    const people = await peopleOf(look, input)
    const parties = await partiesOfMany(
      look,
      people.map(({ id }) => id),
      'payments.statements',
    )
    const byId = new Map(parties.map((each) => [each.id, each.parties]))
    const whose = people.map((card) => ({
      id: card.id,
      parties: byId.get(card.id) ?? [card.id],
      card,
    }))
    const ways = await waysTo(look, whose, 'statement')
    const rows = whose.map((who) => ({
      customerId: who.id,
      customerName: who.card.name,
      channel: routeOf(ways, who, {
        ...{ card: who.card, category: 'statement', text: 'statement_sent', asked: input.channel },
      }).channel,
    }))
    const calendar = await calendarOf(look)
    const nextOn = nextDay(input, look.today, calendar)
    return {
      ...{ nextOn, ...periodOf(input, nextOn, calendar), total: rows.length },
      unreached: rows.filter(({ channel }) => channel === null).length,
      rows: rows.slice(0, 50),
    }
  },
)

async function writeChosen(work: Work, planId: string, { whom, customerIds }: SaveStatementPlan) {
  await work.run('delete from statement_plan_customer where company_id = $1 and plan_id = $2', [
    work.companyId,
    planId,
  ])
  await work.run(
    `insert into statement_plan_customer (company_id, plan_id, customer_id)
     select $1, $2, unnest($3::uuid[])`,
    [work.companyId, planId, whom === 'chosen' ? [...new Set(customerIds)] : []],
  )
}

/** The plan as it stands, held; null: there is none yet. */
async function heldBefore(work: Work, id: string): Promise<StatementPlanRow | null> {
  const [known] = await work.run(
    'select 1 from statement_plan where company_id = $1 and id = $2 for no key update',
    [work.companyId, id],
  )
  return known ? shownOne(work, id) : null
}

/** A plan as the log tells it. */
const logged = (plan: SaveStatementPlan) => ({
  ...{ name: plan.name, every: plan.every, day: plan.day, kind: plan.kind },
  ...{ whom: plan.whom, tag: plan.tag, channel: plan.channel },
  ...(plan.whom === 'chosen' && { customers: plan.customerIds.length }),
})

/**
 * Plans statements that go by themselves, the first on the next day of its rhythm.
 * @throws access.forbidden, contacts.customer_not_found, payments.statement_plan_not_found for one
 *   that reaches others than the reader's own
 */
export const savePlan = command(
  'payments.statements',
  async (work, input: SaveStatementPlan): Promise<StatementPlanRow> => {
    await assertReach(work, input, 'payments.statements')
    const before = await heldBefore(work, input.id)
    const nextOn = nextDay(input, work.today, await calendarOf(work))
    await work.run(
      `insert into statement_plan (company_id, id, name, every, day, kind, whom, tag, channel,
         next_on, saved_at, saved_by, saved_by_name)
       values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)
       on conflict (company_id, id) do update set name = $3, every = $4, day = $5, kind = $6,
         whom = $7, tag = $8, channel = $9, next_on = $10, saved_at = $11, saved_by = $12,
         saved_by_name = $13`,
      [
        ...[work.companyId, input.id, input.name, input.every, input.day, input.kind, input.whom],
        ...[input.whom === 'tag' ? input.tag : '', input.channel, nextOn],
        ...[work.now, work.actor.kind === 'user' ? work.actor.id : null, work.actor.name],
      ],
    )
    await writeChosen(work, input.id, input)
    work.audit('payments.statement_plan_saved', {
      kind: 'statement_plan',
      id: input.id,
      before: before && logged(before),
      after: logged(input),
    })
    return shownOne(work, input.id)
  },
  { name: 'payments.save_statement_plan' },
)

/** Lets a plan rest, or go on from its next day. @throws payments.statement_plan_not_found */
export const switchPlan = command(
  'payments.statements',
  async (work, { id, active }: { id: string; active: boolean }): Promise<StatementPlanRow> => {
    const before = await shownOne(work, id)
    const nextOn = nextDay(before, work.today, await calendarOf(work))
    await work.run(
      'update statement_plan set active = $3, next_on = $4 where company_id = $1 and id = $2',
      [work.companyId, id, active, nextOn],
    )
    work.audit('payments.statement_plan_switched', {
      kind: 'statement_plan',
      id,
      before: { active: before.active },
      after: { active },
    })
    return shownOne(work, id)
  },
  { name: 'payments.switch_statement_plan' },
)
