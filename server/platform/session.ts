import type { Permission, Scope } from '#core/permission.ts'
import { Refusal } from '#core/refusal.ts'
import type { House } from './house.ts'

/** Who acts: a person of the company, an API key, a customer on a public page, or the house itself. */
export type Actor = Readonly<{
  kind: 'user' | 'key' | 'customer' | 'system'
  id: string | null
  name: string
}>

/** Someone, in one company, with what they may do there. */
export type Session = Readonly<{
  house: House
  companyId: string
  actor: Actor
  grants: ReadonlyMap<Permission, Scope>
  /** The users of the actor's departments, the actor included: what scope `team` reaches. */
  teamIds: readonly string[]
  language: 'ar' | 'en'
  /** Names this request in the log, the audit and the reply to a failure. */
  trace: string
  personId?: string | undefined
  sessionId?: string | undefined
}>

/** Whether the session holds the permission at all. */
export const may = (session: Session, permission: Permission): boolean =>
  session.grants.has(permission)

/** Refuses unless the session holds the permission; says how far it reaches. */
export function demand(session: Session, permission: Permission): Scope {
  const scope = session.grants.get(permission)
  if (!scope) throw new Refusal('access.forbidden', { permission })
  return scope
}

/**
 * Whose records the permission reaches: `undefined` for everyone's, else the list of owners.
 * A query adds `owner_id = any(these)`; a command refuses another's record as not found.
 */
export function ownersWithin(
  session: Session,
  permission: Permission,
): readonly string[] | undefined {
  const scope = demand(session, permission)
  if (scope === 'all') return undefined
  if (scope === 'team') return session.teamIds
  return session.actor.id === null ? [] : [session.actor.id]
}
