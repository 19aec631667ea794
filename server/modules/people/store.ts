import type { UserRow } from '#core/people/api.ts'
import type { Grants } from '#core/people/identity.ts'
import { Refusal } from '#core/refusal.ts'
import type { Work } from '#platform/command.ts'
import type { Look } from '#platform/query.ts'
import type { InvitedAccess, PeopleTables } from './tables.ts'

export const tables = ({ db }: Pick<Work | Look, 'db'>) => db.withTables<PeopleTables>()

export async function insertRole(
  work: Work,
  role: { id: string; key: string | null; name: string; grants: Grants },
): Promise<void> {
  await tables(work)
    .insertInto('role')
    .values({ company_id: work.companyId, ...role })
    .execute()
}

export async function insertUser(
  work: Work,
  user: { id: string; personId: string; name: string; email: string; access: InvitedAccess },
): Promise<void> {
  await tables(work)
    .insertInto('member')
    .values({
      company_id: work.companyId,
      id: user.id,
      person_id: user.personId,
      name: user.name,
      email: user.email,
      deactivated_at: null,
      deactivated_by: null,
      created_at: work.now,
    })
    .execute()
  await writeAccess(work, user.id, user.access)
}

/** Replaces everything that decides what a user may do. */
export async function writeAccess(work: Work, userId: string, access: InvitedAccess) {
  const { companyId: company_id } = work
  for (const table of ['member_role', 'member_department', 'member_grant'] as const)
    await tables(work)
      .deleteFrom(table)
      .where('company_id', '=', company_id)
      .where('member_id', '=', userId)
      .execute()
  const member_id = userId
  if (access.roleIds.length > 0)
    await tables(work)
      .insertInto('member_role')
      .values(access.roleIds.map((role_id) => ({ company_id, member_id, role_id })))
      .execute()
  if (access.departmentIds.length > 0)
    await tables(work)
      .insertInto('member_department')
      .values(
        access.departmentIds.map((department_id) => ({ company_id, member_id, department_id })),
      )
      .execute()
  const single = new Map(
    access.extra.map(({ permission, scope }) => [permission, scope as string | null]),
  )
  for (const permission of access.denied) single.set(permission, null)
  if (single.size > 0)
    await tables(work)
      .insertInto('member_grant')
      .values(
        [...single].map(([permission, scope]) => ({
          company_id,
          member_id,
          permission,
          scope: scope as 'own' | 'team' | 'all' | null,
        })),
      )
      .execute()
}

type UserRecord = {
  id: string
  person_id: string
  name: string
  email: string
  deactivated_at: Date | null
  last_seen_at: Date | null
  role_ids: string[]
  department_ids: string[]
  own: { permission: UserRow['denied'][number]; scope: 'own' | 'team' | 'all' | null }[]
}

const userSql = `
  select m.id, m.person_id, m.name, m.email, m.deactivated_at,
    greatest(w.seen_at, s.at) as last_seen_at,
    array(select role_id from member_role r where r.company_id = m.company_id and r.member_id = m.id) as role_ids,
    array(select department_id from member_department d where d.company_id = m.company_id and d.member_id = m.id) as department_ids,
    coalesce((select jsonb_agg(jsonb_build_object('permission', g.permission, 'scope', g.scope))
      from member_grant g where g.company_id = m.company_id and g.member_id = m.id), '[]') as own
  from member m
  left join member_work w on w.company_id = m.company_id and w.member_id = m.id
  left join gate.last_seen($1) s on s.user_id = m.id
  where m.company_id = $1`

function userOf(row: UserRecord): UserRow & { personId: string } {
  return {
    id: row.id,
    personId: row.person_id,
    name: row.name,
    email: row.email,
    roleIds: row.role_ids,
    departmentIds: row.department_ids,
    extra: row.own.flatMap(({ permission, scope }) => (scope ? [{ permission, scope }] : [])),
    denied: row.own.flatMap(({ permission, scope }) => (scope ? [] : [permission])),
    active: row.deactivated_at === null,
    lastSeenAt: row.last_seen_at?.toISOString() ?? null,
  }
}

export async function listUserRows(from: Pick<Look, 'run' | 'companyId'>): Promise<UserRow[]> {
  const rows = await from.run<UserRecord>(`${userSql} order by m.created_at, m.id`, [
    from.companyId,
  ])
  return rows.map(userOf)
}

/** @throws people.user_not_found */
export async function getUser(from: Pick<Work, 'run' | 'companyId'>, id: string) {
  const [row] = await from.run<UserRecord>(`${userSql} and m.id = $2`, [from.companyId, id])
  if (!row) throw new Refusal('people.user_not_found', { id })
  return userOf(row)
}

/** Takes the turnstile of a company's roles, so that two changes cannot leave it without an owner. */
export async function lockRoles(work: Work): Promise<void> {
  await work.run('select id from role where company_id = $1 order by id for update', [
    work.companyId,
  ])
}

/** Refuses ids of roles or departments that are not this company's. */
export async function assertKnown(work: Work, access: InvitedAccess): Promise<void> {
  const count = async (table: 'role' | 'department', ids: readonly string[]) => {
    const rows = await tables(work)
      .selectFrom(table)
      .select('id')
      .where('company_id', '=', work.companyId)
      .where('id', 'in', ids.length > 0 ? [...ids] : ['00000000-0000-0000-0000-000000000000'])
      .execute()
    return rows.length
  }
  if ((await count('role', access.roleIds)) !== new Set(access.roleIds).size)
    throw new Refusal('people.role_not_found')
  if ((await count('department', access.departmentIds)) !== new Set(access.departmentIds).size)
    throw new Refusal('people.department_not_found')
}
