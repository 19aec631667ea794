import type { Shifts } from '#core/hours.ts'
import type { Availability, MyAvailability, Skill, UserWork } from '#core/people/work.ts'
import { Refusal } from '#core/refusal.ts'
import { command, reaction, type Work } from '#platform/command.ts'
import { type Look, look, query } from '#platform/query.ts'
import type { Session } from '#platform/session.ts'

type From = Pick<Work | Look, 'run' | 'companyId' | 'now'>

type Row = {
  id: string
  name: string
  active: boolean
  departments: { id: string; name: string }[]
  availability: Availability | null
  availability_at: Date | null
  availability_by: string | null
  seen_at: Date | null
  shifts: Shifts | null
  capacity: number | null
  skills: Skill[]
}

/** A user of the company as the one who gives out work sees them. */
export type Worker = Readonly<{
  id: string
  name: string
  active: boolean
  departments: readonly Readonly<{ id: string; name: string }>[]
  /** What they say of themselves while they are signed in; `off` otherwise. */
  availability: Availability
  /** Since when; null when they were never here. */
  since: Date | null
  /** Since when they are absent, by their own word or a lead's, signed in or not. */
  awaySince: Date | null
  /** Who said so of them; null: they themselves. */
  awayBy: string | null
  /** Null: the company's own hours. */
  shifts: Shifts | null
  capacity: number | null
  skills: readonly Skill[]
}>

/** Without a sign of life for so long, nobody is there, whatever they said before. */
const quietMs = 15 * 60_000

function workerOf(row: Row, now: Date): Worker {
  const { seen_at: seen, availability_at: saidAt } = row
  const here = seen !== null && now.getTime() - seen.getTime() <= quietMs
  return {
    id: row.id,
    name: row.name,
    active: row.active,
    departments: row.departments,
    availability: here ? (row.availability ?? 'online') : 'off',
    since: here ? (saidAt ?? seen) : seen,
    awaySince: row.availability === 'away' ? saidAt : null,
    awayBy: row.availability === 'away' ? row.availability_by : null,
    shifts: row.shifts,
    capacity: row.capacity,
    skills: row.skills,
  }
}

const workersSql = `
  select m.id, m.name, m.deactivated_at is null as active,
    coalesce((select jsonb_agg(jsonb_build_object('id', d.id, 'name', d.name) order by d.name)
      from member_department md join department d on d.company_id = md.company_id and d.id = md.department_id
      where md.company_id = m.company_id and md.member_id = m.id), '[]') as departments,
    w.availability, w.availability_at,
    w.availability_by, greatest(w.seen_at, s.at) as seen_at, w.shifts, w.capacity,
    coalesce(w.skills, '[]') as skills
  from member m
  left join member_work w on w.company_id = m.company_id and w.member_id = m.id
  left join gate.last_seen($1) s on s.user_id = m.id
  where m.company_id = $1 and ($2::uuid[] is null or m.id = any($2)) order by m.name, m.id`

/** Users as those who work, former ones too: of some, or of all without ids. */
export async function workersOf(from: From, ids?: readonly string[]): Promise<Worker[]> {
  const rows = await from.run<Row>(workersSql, [from.companyId, ids ?? null])
  return rows.map((row) => workerOf(row, from.now))
}

/** Departments by their ids; one that was removed is missing. */
export async function departmentsOf(
  from: Pick<From, 'run' | 'companyId'>,
): Promise<ReadonlyMap<string, string>> {
  const rows = await from.run<{ id: string; name: string }>(
    'select id, name from department where company_id = $1',
    [from.companyId],
  )
  return new Map(rows.map(({ id, name }) => [id, name]))
}

/** What users are called, former ones too. */
export async function userNames(
  from: Pick<From, 'run' | 'companyId'>,
  ids: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  if (ids.length === 0) return new Map()
  const rows = await from.run<{ id: string; name: string }>(
    'select id, name from member where company_id = $1 and id = any($2)',
    [from.companyId, [...new Set(ids)]],
  )
  return new Map(rows.map(({ id, name }) => [id, name]))
}

/** The departments that a user is in. */
export async function departmentsOfUser(
  from: Pick<From, 'run' | 'companyId'>,
  userId: string,
): Promise<string[]> {
  const rows = await from.run<{ id: string }>(
    'select department_id as id from member_department where company_id = $1 and member_id = $2',
    [from.companyId, userId],
  )
  return rows.map(({ id }) => id)
}

/** A sign of life from a screen, written down at most once a minute. */
export async function noteSeen(work: Work): Promise<void> {
  if (work.actor.kind !== 'user') return
  await work.run(
    `insert into member_work as w (company_id, member_id, seen_at) values ($1, $2, $3)
     on conflict (company_id, member_id) do update set seen_at = excluded.seen_at
     where w.seen_at is null or w.seen_at < excluded.seen_at - interval '1 minute'`,
    [work.companyId, work.actor.id, work.now],
  )
}

async function oneWorker(from: From, id: string | null): Promise<Worker> {
  const [worker] = id === null ? [] : await workersOf(from, [id])
  if (!worker) throw new Refusal('people.user_not_found', { id: id ?? '' })
  return worker
}

const mine = ({ availability, since, awaySince, awayBy }: Worker): MyAvailability => ({
  availability,
  since: since?.toISOString() ?? null,
  awaySince: awaySince?.toISOString() ?? null,
  by: awayBy,
})

/** What one says of oneself at the moment. @throws people.user_not_found for a key */
export const myAvailability = (session: Session): Promise<MyAvailability> =>
  look(session, async (from) => mine(await oneWorker(from, session.actor.id)))

/** Says whether one is there to answer; new conversations come only to who is online. */
export const setAvailability = reaction(
  'people.set_availability',
  async (work, input: Pick<MyAvailability, 'availability'>): Promise<MyAvailability> => {
    const before = await oneWorker(work, work.actor.id)
    await work.run(
      `insert into member_work (company_id, member_id, availability, availability_at, seen_at)
       values ($1, $2, $3, $4, $4) on conflict (company_id, member_id)
       do update set availability = excluded.availability, seen_at = excluded.seen_at,
         availability_at = excluded.availability_at, availability_by = null`,
      [work.companyId, before.id, input.availability, work.now],
    )
    work.whisper('inbox.agents', { kind: 'user', id: before.id })
    const since = work.now.toISOString()
    const { availability } = input
    return { availability, since, awaySince: availability === 'away' ? since : null, by: null }
  },
)

/**
 * Says of a colleague that they are absent, or that they are back; says whether that was news. It is
 * no sign of life of theirs. @throws people.user_not_found
 */
export async function setAway(work: Work, userId: string, away: boolean): Promise<boolean> {
  const before = await oneWorker(work, userId)
  if ((before.awaySince !== null) === away) return false
  await work.run(
    `insert into member_work (company_id, member_id, availability, availability_at, availability_by)
     values ($1, $2, $3, $4, $5) on conflict (company_id, member_id)
     do update set availability = excluded.availability,
       availability_at = excluded.availability_at, availability_by = excluded.availability_by`,
    [
      ...[work.companyId, userId, away ? 'away' : 'online', work.now],
      away && userId !== work.actor.id ? work.actor.name : null,
    ],
  )
  work.whisper('inbox.agents', { kind: 'user', id: userId })
  return true
}

const workOf = ({ id, shifts, capacity, skills }: Worker): UserWork => ({
  id,
  shifts,
  capacity,
  skills: [...skills],
})

/** How a user works. @throws people.user_not_found */
export const showUserWork = query(
  'people.read',
  async (from, { id }: { id: string }): Promise<UserWork> => workOf(await oneWorker(from, id)),
)

/** Sets a user's shifts, capacity and skills. @throws people.user_not_found */
export const saveUserWork = command(
  'people.manage',
  async (work, input: UserWork): Promise<UserWork> => {
    const before = workOf(await oneWorker(work, input.id))
    const skills = [...new Map(input.skills.map((skill) => [skill.typeId, skill])).values()]
    await work.run(
      `insert into member_work (company_id, member_id, shifts, capacity, skills)
       values ($1, $2, $3, $4, $5) on conflict (company_id, member_id)
       do update set shifts = excluded.shifts, capacity = excluded.capacity, skills = excluded.skills`,
      [
        ...[work.companyId, input.id, input.shifts && JSON.stringify(input.shifts)],
        ...[input.capacity, JSON.stringify(skills)],
      ],
    )
    const after = { ...input, skills }
    work.audit('people.work_changed', { kind: 'user', id: input.id, before, after })
    work.whisper('inbox.agents', { kind: 'user', id: input.id })
    return after
  },
  { name: 'people.save_work' },
)
