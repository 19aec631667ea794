import type { Grants } from '#core/people/identity.ts'
import { joinGrants, type ShippedRole, shippedGrants } from '#core/people/roles.ts'
import type { Permission, Scope } from '#core/permission.ts'
import type { Authenticate } from '#platform/http.ts'
import { tokenHash } from '#platform/secrets.ts'
import { nowOf } from '#platform/time.ts'

export type Access = {
  name: string
  email: string
  roles: { key: ShippedRole | null; grants: Grants }[]
  own: { permission: Permission; scope: Scope | null }[]
  team: string[]
}
type SessionRow = {
  id: string
  person_id: string
  company_id: string
  user_id: string
  preferences: { language?: 'ar' | 'en' }
  access: Access | null
}
type KeyRow = { id: string; company_id: string; name: string; grants: Grants }

/** Joins roles, single grants and denials into what a user may do. */
export function grantsOf(access: Pick<Access, 'roles' | 'own'>): ReadonlyMap<Permission, Scope> {
  const given = access.roles.map(({ key, grants }) => (key ? shippedGrants(key) : grants))
  const extra: Grants = {}
  const denied: Permission[] = []
  for (const { permission, scope } of access.own) {
    if (scope) extra[permission] = scope
    else denied.push(permission)
  }
  return joinGrants([...given, extra], denied)
}

const statements = {
  find: { name: 'find_session', text: 'select * from gate.find_session($1, $2)' },
  watch: { name: 'watch_session', text: 'select * from gate.watch_session($1, $2)' },
}

/** Who the cookie or the key belongs to: a session whose rights are as they are at this moment. */
export const authenticate: Authenticate = async (house, { token, key }, { trace, watching }) => {
  const at = nowOf(house.clock)
  if (key) {
    const { rows } = await house.pool.query<KeyRow>('select * from gate.find_key($1, $2)', [
      tokenHash(key),
      at,
    ])
    const [found] = rows
    if (!found) return undefined
    return {
      house,
      companyId: found.company_id,
      actor: { kind: 'key', id: found.id, name: found.name },
      grants: joinGrants([found.grants], []),
      teamIds: [],
      language: 'en',
      trace,
    }
  }
  if (!token) return undefined
  const { rows } = await house.pool.query<SessionRow>({
    ...(watching ? statements.watch : statements.find),
    values: [tokenHash(token), at],
  })
  const [found] = rows
  if (!found?.access) return undefined
  return {
    house,
    companyId: found.company_id,
    actor: { kind: 'user', id: found.user_id, name: found.access.name },
    grants: grantsOf(found.access),
    teamIds: [...new Set([found.user_id, ...found.access.team])],
    language: found.preferences.language === 'en' ? 'en' : 'ar',
    trace,
    personId: found.person_id,
    sessionId: found.id,
  }
}
