import { isOpen } from '#core/hours.ts'
import { type Assignment, assign, type Candidate } from '#core/inbox/assign.ts'
import { ConversationAssigned } from '#core/inbox/events.ts'
import type { InboxSettings } from '#core/inbox/settings.ts'
import { openName } from '#modules/messaging/index.ts'
import { activeUsers, userNames, type Worker, workersOf } from '#modules/people/index.ts'
import type { Work } from '#platform/command.ts'
import { aboutOf, type Happened } from './happen.ts'
import type { AssignedWhy, ConversationTable } from './tables.ts'
import { readTypes, skillsAsked } from './types.ts'
import { tellUnclaimed } from './unclaimed.ts'
import { zoneBetween } from './zone.ts'

/** A conversation that waits for somebody. */
export type ToGive = Readonly<{
  conversation: ConversationTable
  /** The customer's own colleague. */
  ownerId: string | null
  /** Who last spoke with them. */
  lastAgentId: string | null
  /** Who had it and must not get it again. */
  except?: string | undefined
  /** A rule said who. */
  ruled?: Readonly<{ userId: string; rule: string }> | undefined
}>

export type Given = Readonly<{
  conversation: ConversationTable
  userId: string | null
  why: AssignedWhy
}>

/** A colleague who may answer, and for how many minutes they have been away, busy or off. */
export type Colleague = Candidate & Readonly<{ absentMinutes: number }>

const absence = (work: Work, { availability, since }: Worker): number =>
  availability === 'online' || availability === 'busy'
    ? 0
    : Math.floor((work.now.getTime() - (since?.getTime() ?? 0)) / 60_000)

/** Colleagues who may answer, as they stand at this moment. */
export async function candidatesFor(work: Work, settings: InboxSettings): Promise<Colleague[]> {
  const holders = await activeUsers(work)
  const answering = holders.filter(({ grants }) => grants.has('inbox.answer'))
  const workers = await workersOf(
    work,
    answering.map(({ userId }) => userId),
  )
  const loads = await work.run<{ id: string; load: number }>(
    `select assignee_id as id, count(*) as load from conversation
     where company_id = $1 and state = 'open' and assignee_id is not null group by 1`,
    [work.companyId],
  )
  const turns = await work.run<{ id: string; turn: number }>(
    'select user_id as id, turn from inbox_turn where company_id = $1',
    [work.companyId],
  )
  const zone = zoneBetween(work.zone, work.now.getTime(), work.now.getTime())
  return workers.map((worker): Colleague => {
    const shifts = worker.shifts ?? settings.shifts
    return {
      id: worker.id,
      departments: worker.departments.map(({ id }) => id),
      skills: Object.fromEntries(worker.skills.map(({ typeId, level }) => [typeId, level])),
      presence: worker.availability,
      onShift: isOpen({ shifts, holidays: settings.holidays }, zone, work.now.getTime()),
      capacity: worker.capacity ?? settings.capacity,
      load: loads.find(({ id }) => id === worker.id)?.load ?? 0,
      lastTurn: turns.find(({ id }) => id === worker.id)?.turn ?? 0,
      absentMinutes: absence(work, worker),
    }
  })
}

function whyOf({ chosen, nobody, others }: Assignment): AssignedWhy {
  const passed = (each: { because: string; figures: Readonly<Record<string, number>> }) => ({
    code: each.because,
    facts: each.figures,
  })
  return {
    because: chosen ? passed(chosen) : { code: nobody ?? 'nobody_free', facts: {} },
    others: others.map((each) => ({ id: each.id, because: passed(each) })),
  }
}

/** Everyone who gives out work of a company takes turns, so that nobody gets more than they can hold. */
async function takeTurn(work: Work): Promise<void> {
  await work.run(`select pg_advisory_xact_lock(hashtextextended('inbox.give:' || $1::text, 0))`, [
    work.companyId,
  ])
}

/** Takes the turn if nobody has it: who must not wait for it leaves the giving to the next job. */
export async function mayGiveNow(work: Work): Promise<boolean> {
  const [turn] = await work.run<{ mine: boolean }>(
    `select pg_try_advisory_xact_lock(hashtextextended('inbox.give:' || $1::text, 0)) as mine`,
    [work.companyId],
  )
  return turn?.mine ?? false
}

/** Whether another has it now, or nobody for other reasons; the figures beside them change each minute. */
function isNews({ conversation, userId, why }: Given): boolean {
  const { assignee_id: before, assigned_why: told } = conversation
  const codes = (each: AssignedWhy) => [
    each.because.code,
    ...each.others.map(({ id, because }) => `${id} ${because.code}`).sort(),
  ]
  if (userId !== before) return true
  return userId === null && (!told || codes(why).join() !== codes(told).join())
}

/**
 * Finds somebody for each, one after the other, each knowing what the one before it was given. Where
 * nobody is found, whoever had it and must not get it again keeps it. @returns what is otherwise now
 */
export async function give(
  work: Work,
  settings: InboxSettings,
  all: readonly ToGive[],
): Promise<Given[]> {
  if (all.length === 0) return []
  await takeTurn(work)
  let candidates = await candidatesFor(work, settings)
  const skills = skillsAsked(await readTypes(work))
  let turn = Math.max(0, ...candidates.map(({ lastTurn }) => lastTurn))
  const turns = new Map<string, number>()
  const found = all.map(({ conversation, ownerId, lastAgentId, except, ruled }): Given => {
    if (ruled && candidates.some(({ id }) => id === ruled.userId)) {
      const why = { because: { code: 'rule', facts: { rule: ruled.rule } }, others: [] }
      return { conversation, userId: ruled.userId, why }
    }
    const need = {
      typeId: conversation.type_id,
      skill: skills.get(conversation.type_id ?? ''),
      departmentId: conversation.department_id,
      ownerId,
      lastAgentId,
      ...(except !== undefined && { except }),
    }
    const assignment = settings.assigning
      ? assign(need, candidates)
      : { chosen: null, nobody: 'nobody_free' as const, others: [] }
    const userId = assignment.chosen?.id ?? except ?? null
    if (assignment.chosen && userId !== null) {
      turn += 1
      turns.set(userId, turn)
      candidates = candidates.map((each) =>
        each.id === userId ? { ...each, load: each.load + 1, lastTurn: turn } : each,
      )
    }
    const off = { because: { code: 'assigning_off', facts: {} }, others: [] }
    return { conversation, userId, why: settings.assigning ? whyOf(assignment) : off }
  })
  const given = found.filter(isNews)
  await writeGiven(work, given, turns)
  await tellUnclaimed(work, given)
  return given
}

async function writeGiven(
  work: Work,
  given: readonly Given[],
  turns: ReadonlyMap<string, number>,
): Promise<void> {
  if (given.length === 0) return
  const rows = given.map(({ conversation, userId, why }) => ({ id: conversation.id, userId, why }))
  await work.run(
    `update conversation c set assignee_id = g."userId", assigned_at = $3, assigned_why = g.why
     from jsonb_to_recordset($2::jsonb) as g(id uuid, "userId" uuid, why jsonb)
     where c.company_id = $1 and c.id = g.id`,
    [work.companyId, JSON.stringify(rows), work.now],
  )
  if (turns.size === 0) return
  await work.run(
    `insert into inbox_turn (company_id, user_id, turn)
     select $1, t.user_id, t.turn from unnest($2::uuid[], $3::bigint[]) as t(user_id, turn)
     on conflict (company_id, user_id) do update set turn = greatest(inbox_turn.turn, excluded.turn)`,
    [work.companyId, [...turns.keys()], [...turns.values()]],
  )
}

/** Tells who got a conversation. @returns what to write into its story */
export async function tellGiven(
  work: Work,
  given: readonly Given[],
  options: Readonly<{ byHouse: boolean }>,
): Promise<Happened[]> {
  const moved = given.filter(({ conversation, userId }) => conversation.assignee_id !== userId)
  const names = await userNames(
    work,
    moved.flatMap(({ userId }) => userId ?? []),
  )
  return moved.map(({ conversation, userId, why }): Happened => {
    const { about, facts } = aboutOf(conversation)
    const own = !options.byHouse && userId === work.actor.id
    work.publish(ConversationAssigned, about, {
      ...facts,
      assigneeId: userId,
      before: conversation.assignee_id,
      toldId: own ? null : userId,
      name: openName(conversation.writer),
    })
    const to = userId === null ? null : (names.get(userId) ?? '')
    return {
      conversation,
      what: userId === null ? 'unassigned' : 'assigned',
      facts: { to, toId: userId },
      reasons: [why.because],
      byHouse: options.byHouse,
    }
  })
}
