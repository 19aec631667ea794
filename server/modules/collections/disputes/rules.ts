import { afterWork, workBetween } from '#core/calendar.ts'
import {
  type DisputeReason,
  defaultAnswerHours,
  disputeReasons,
} from '#core/collections/dispute.ts'
import type { DisputeRule } from '#core/collections/dispute-api.ts'
import { Refusal } from '#core/refusal.ts'
import { activeUsers, departmentsOf, userNames, workersOf } from '#modules/people/index.ts'
import { command, type Work } from '#platform/command.ts'
import { query } from '#platform/query.ts'
import { wallClock } from '#platform/time.ts'
import { readRules } from '../settings.ts'
import type { From } from '../store.ts'

type RuleRow = {
  reason: DisputeReason
  answer_hours: number
  owner_id: string | null
  department_id: string | null
}

/** Who answers which kind of objection, and within how many hours of work. */
async function readDisputeRules(from: From): Promise<DisputeRule[]> {
  const rows = await from.run<RuleRow>(
    'select reason, answer_hours, owner_id, department_id from dispute_rule where company_id = $1',
    [from.companyId],
  )
  return disputeReasons.map((reason) => {
    const row = rows.find((each) => each.reason === reason)
    return {
      reason,
      answerHours: row?.answer_hours ?? defaultAnswerHours[reason],
      ownerId: row?.owner_id ?? null,
      departmentId: row?.department_id ?? null,
    }
  })
}

/** Whoever may answer objections and works here. */
async function answering(from: From): Promise<ReadonlySet<string>> {
  const users = await activeUsers(from)
  return new Set(
    users.flatMap(({ userId, grants }) => (grants.has('collections.dispute') ? [userId] : [])),
  )
}

async function shown(from: From) {
  const able = await answering(from)
  const departments = await departmentsOf(from)
  return {
    rules: await readDisputeRules(from),
    people: [...(await userNames(from, [...able]))].map(([id, name]) => ({ id, name })),
    departments: [...departments].map(([id, name]) => ({ id, name })),
  }
}

export const showDisputeRules = query('collections.read', (from) => shown(from))

/**
 * Says who answers which objection and by when; what is open already keeps its owner and its hour.
 * @throws people.user_not_found, people.department_not_found
 */
export const changeDisputeRules = command(
  'collections.manage',
  async (work, { rules }: { rules: DisputeRule[] }) => {
    const before = await readDisputeRules(work)
    const able = await answering(work)
    const departments = await departmentsOf(work)
    for (const { ownerId, departmentId } of rules) {
      if (ownerId !== null && !able.has(ownerId))
        throw new Refusal('people.user_not_found', { id: ownerId })
      if (departmentId !== null && !departments.has(departmentId))
        throw new Refusal('people.department_not_found', { id: departmentId })
    }
    await work.run(
      `insert into dispute_rule (company_id, reason, answer_hours, owner_id, department_id)
       select $1, r.reason, r."answerHours", r."ownerId", r."departmentId"
       from jsonb_to_recordset($2::jsonb)
         as r(reason text, "answerHours" int, "ownerId" uuid, "departmentId" uuid)
       on conflict (company_id, reason) do update set answer_hours = excluded.answer_hours,
         owner_id = excluded.owner_id, department_id = excluded.department_id`,
      [work.companyId, JSON.stringify(rules)],
    )
    work.audit('collections.dispute_rules_changed', {
      kind: 'company',
      id: work.companyId,
      before: { rules: before },
      after: { rules },
    })
    return shown(work)
  },
  { name: 'collections.change_dispute_rules' },
)

/** Of a department, the colleague with the fewest open objections. */
async function leastBusy(work: Work, ids: readonly string[]): Promise<string | null> {
  const loads = await work.run<{ owner_id: string; load: number }>(
    `select owner_id, count(*) as load from dispute
     where company_id = $1 and closed_at is null and owner_id = any($2) group by owner_id`,
    [work.companyId, ids],
  )
  const loadOf = new Map(loads.map(({ owner_id: id, load }) => [id, load]))
  const [first] = ids.toSorted(
    (a, b) => (loadOf.get(a) ?? 0) - (loadOf.get(b) ?? 0) || (a < b ? -1 : 1),
  )
  return first ?? null
}

type Concerned = Readonly<{ id: string; ownerId: string | null }>

/**
 * Whose an objection is: the person or the department of its reason, else the customer's collector
 * at the desk, else their owner. Nobody who left or may not answer it is given one.
 */
export async function ownerFor(
  work: Work,
  reason: DisputeReason,
  customer: Concerned,
): Promise<string | null> {
  const rule = (await readDisputeRules(work)).find((each) => each.reason === reason)
  const able = await answering(work)
  if (rule?.ownerId && able.has(rule.ownerId)) return rule.ownerId
  if (rule?.departmentId) {
    const workers = await workersOf(work, [...able])
    const members = workers.filter(({ departments }) =>
      departments.some(({ id }) => id === rule.departmentId),
    )
    const owner = await leastBusy(
      work,
      members.map(({ id }) => id),
    )
    if (owner) return owner
  }
  const [row] = await work.run<{ collector_id: string | null }>(
    'select collector_id from desk_row where company_id = $1 and customer_id = $2',
    [work.companyId, customer.id],
  )
  const wanted = [row?.collector_id ?? null, customer.ownerId]
  return wanted.find((id) => id !== null && able.has(id)) ?? null
}

/** @throws people.user_not_found for somebody who may not answer objections */
export async function demandAnswering(work: Work, userId: string): Promise<void> {
  if (!(await answering(work)).has(userId))
    throw new Refusal('people.user_not_found', { id: userId })
}

/** The instant by which so many minutes of the company's work are over. */
async function instantAfter(work: Work, minutes: number): Promise<Date> {
  const { calendar } = await readRules(work)
  const until = afterWork(calendar, wallClock(work.now, work.zone), minutes)
  const [row] = await work.run<{ at: Date }>(
    `select ($1::date::timestamp + make_interval(mins => $2::int)) at time zone $3 as at`,
    [until.day, until.minuteOfDay, work.zone],
  )
  if (!row) throw new Error('A day has an instant')
  return row.at
}

/** By when a new objection of this kind is to be answered. */
export async function answerBy(work: Work, reason: DisputeReason): Promise<Date> {
  const rule = (await readDisputeRules(work)).find((each) => each.reason === reason)
  return instantAfter(work, (rule?.answerHours ?? defaultAnswerHours[reason]) * 60)
}

/** How much of the company's work is left until an instant. */
export async function workLeft(work: Work, until: Date): Promise<number> {
  const { calendar } = await readRules(work)
  return workBetween(calendar, wallClock(work.now, work.zone), wallClock(until, work.zone))
}

/** By when what was taken up again is to be answered, with so much left on its clock. */
export const answerAgainBy = (work: Work, leftMinutes: number): Promise<Date> =>
  instantAfter(work, leftMinutes)
