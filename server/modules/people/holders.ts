import type { Language } from '#core/people/identity.ts'
import type { Permission, Scope } from '#core/permission.ts'
import type { Look } from '#platform/query.ts'
import { type Access, grantsOf } from './authenticate.ts'

/** A user who can sign in, with what they may do at this moment. */
export type Holder = Readonly<{
  userId: string
  grants: ReadonlyMap<Permission, Scope>
  /** The users of their departments, themselves included: what scope `team` reaches. */
  teamIds: readonly string[]
}>

type Row = Pick<Access, 'roles' | 'own' | 'team'> & { id: string }

/** Where the house writes to a user who works here, and in which language they have it. */
export async function addressOf(
  from: Pick<Look, 'run' | 'companyId'>,
  userId: string,
): Promise<{ email: string; language: Language } | undefined> {
  const [row] = await from.run<{ email: string; language: Language }>(
    `select email, gate.language_of($1, $2) as language from member
     where company_id = $1 and id = $2 and deactivated_at is null`,
    [from.companyId, userId],
  )
  return row
}

/** Every active user of the company with their rights: to find whom something concerns. */
export async function activeUsers(from: Pick<Look, 'run' | 'companyId'>): Promise<Holder[]> {
  const rows = await from.run<Row>(
    `select m.id,
       coalesce((select jsonb_agg(jsonb_build_object('key', r.key, 'grants', r.grants))
         from member_role mr join role r on r.company_id = mr.company_id and r.id = mr.role_id
         where mr.company_id = m.company_id and mr.member_id = m.id), '[]') as roles,
       coalesce((select jsonb_agg(jsonb_build_object('permission', g.permission, 'scope', g.scope))
         from member_grant g where g.company_id = m.company_id and g.member_id = m.id), '[]') as own,
       coalesce((select jsonb_agg(distinct other.member_id)
         from member_department mine join member_department other
           on other.company_id = mine.company_id and other.department_id = mine.department_id
         where mine.company_id = m.company_id and mine.member_id = m.id), '[]') as team
     from member m where m.company_id = $1 and m.deactivated_at is null order by m.id`,
    [from.companyId],
  )
  return rows.map((row) => ({
    userId: row.id,
    grants: grantsOf(row),
    teamIds: [...new Set([row.id, ...row.team])],
  }))
}

/** The company's roles, and which of them its active users have. */
export async function rolesHeld(from: Pick<Look, 'run' | 'companyId'>): Promise<{
  roles: { id: string; key: string | null; name: string }[]
  users: { userId: string; name: string; roleIds: string[] }[]
}> {
  const roles = await from.run<{ id: string; key: string | null; name: string }>(
    'select id, key, name from role where company_id = $1 order by name, id',
    [from.companyId],
  )
  const users = await from.run<{ userId: string; name: string; roleIds: string[] }>(
    `select m.id as "userId", m.name,
       coalesce((select jsonb_agg(r.role_id) from member_role r
         where r.company_id = m.company_id and r.member_id = m.id), '[]') as "roleIds"
     from member m where m.company_id = $1 and m.deactivated_at is null order by m.name, m.id`,
    [from.companyId],
  )
  return { roles, users }
}
