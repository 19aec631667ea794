import { type Permission, permissions, type Scope } from '#core/permission.ts'
import type { Grants } from './identity.ts'

/** The roles that every company starts with. */
export const shippedRoles = [
  'owner',
  'manager',
  'accountant',
  'collector',
  'sales',
  'support',
  'auditor',
  'agency',
] as const
export type ShippedRole = (typeof shippedRoles)[number]

type Rule = readonly [pattern: string, scope: Scope]

/** `contacts.*` is everything of a capability, `*.read` is reading anywhere. */
const rules: Record<ShippedRole, readonly Rule[]> = {
  owner: [['*', 'all']],
  manager: [
    ['*', 'all'],
    ['!people.manage_keys', 'all'],
    ['!company.manage', 'all'],
  ],
  accountant: [
    ['contacts.*', 'all'],
    ['credit.*', 'all'],
    ['ledger.*', 'all'],
    ['invoicing.*', 'all'],
    ['payments.*', 'all'],
    ['messaging.*', 'all'],
    ['importing.*', 'all'],
    ['reports.*', 'all'],
    ['collections.*', 'all'],
    ['inbox.*', 'all'],
    ['customization.*', 'all'],
    ['collaboration.*', 'all'],
    ['people.read', 'all'],
    ['audit.read', 'all'],
  ],
  collector: [
    ['contacts.*', 'all'],
    ['!contacts.merge', 'all'],
    ['!contacts.archive', 'all'],
    ['credit.read', 'all'],
    ['credit.apply', 'all'],
    ['credit.invite', 'all'],
    ['credit.hold', 'all'],
    ['invoicing.read', 'all'],
    ['invoicing.send', 'all'],
    ['payments.read', 'all'],
    ['payments.record', 'all'],
    ['payments.link', 'all'],
    ['payments.notice', 'all'],
    ['payments.instruments', 'all'],
    ['payments.deposits', 'all'],
    ['messaging.read', 'all'],
    ['messaging.send', 'all'],
    ['collections.read', 'all'],
    ['collections.pause', 'all'],
    ['collections.dispute', 'all'],
    ['collections.promise', 'all'],
    ['collections.payment_plan', 'all'],
    ['collections.confirm_balance', 'all'],
    ['collections.concede', 'all'],
    ['collections.work', 'all'],
    ['collections.refer', 'all'],
    ['collections.evidence', 'all'],
    ['inbox.read', 'all'],
    ['inbox.answer', 'all'],
    ['inbox.assign', 'all'],
    ['ledger.statement', 'all'],
    ['reports.read', 'all'],
    ['collaboration.*', 'all'],
    ['customization.*', 'own'],
    ['people.read', 'all'],
  ],
  sales: [
    ['contacts.*', 'own'],
    ['!contacts.merge', 'own'],
    ['credit.read', 'own'],
    ['credit.apply', 'own'],
    ['credit.invite', 'own'],
    ['invoicing.read', 'own'],
    ['invoicing.draft', 'own'],
    ['invoicing.send', 'own'],
    ['payments.read', 'own'],
    ['messaging.read', 'own'],
    ['inbox.read', 'team'],
    ['inbox.answer', 'team'],
    ['ledger.statement', 'own'],
    ['collections.read', 'own'],
    ['collaboration.*', 'all'],
    ['customization.*', 'own'],
    ['people.read', 'all'],
  ],
  support: [
    ['contacts.read', 'all'],
    ['contacts.see_identities', 'all'],
    ['invoicing.read', 'all'],
    ['messaging.read', 'all'],
    ['inbox.read', 'all'],
    ['inbox.answer', 'all'],
    ['inbox.assign', 'all'],
    ['collaboration.*', 'all'],
    ['customization.*', 'own'],
    ['people.read', 'all'],
  ],
  auditor: [
    ['*.read', 'all'],
    ['contacts.see_identities', 'all'],
    ['contacts.see_tax_numbers', 'all'],
    ['ledger.statement', 'all'],
    ['payments.see_bank', 'all'],
  ],
  // An outside company: it sees the debts that were referred to it, and nothing else.
  agency: [['collections.agency_desk', 'all']],
}

function matches(pattern: string, permission: Permission): boolean {
  if (pattern === '*' || pattern === permission) return true
  if (pattern.endsWith('.*')) return permission.startsWith(pattern.slice(0, -1))
  return pattern.startsWith('*.') && permission.endsWith(pattern.slice(1))
}

/** What a shipped role may do in this version of the product. */
export function shippedGrants(role: ShippedRole): Grants {
  const grants: Grants = {}
  for (const permission of permissions) {
    for (const [pattern, scope] of rules[role]) {
      if (pattern.startsWith('!')) {
        if (pattern.slice(1) === permission) delete grants[permission]
      } else if (matches(pattern, permission)) grants[permission] = scope
    }
  }
  return grants
}

const reach: Record<Scope, number> = { own: 1, team: 2, all: 3 }

/**
 * Joins what several roles and single grants give: the widest scope wins, and a denial wins over
 * all of them.
 */
export function joinGrants(
  given: readonly Grants[],
  denied: readonly Permission[],
): ReadonlyMap<Permission, Scope> {
  const joined = new Map<Permission, Scope>()
  for (const grants of given)
    for (const permission of permissions) {
      const scope = grants[permission]
      const before = joined.get(permission)
      if (scope && (!before || reach[scope] > reach[before])) joined.set(permission, scope)
    }
  for (const permission of denied) joined.delete(permission)
  return joined
}

/** Whether someone with these grants may hand out those: nobody gives more than they hold. */
export function mayGive(own: ReadonlyMap<Permission, Scope>, given: Grants): boolean {
  return permissions.every((permission) => {
    const scope = given[permission]
    const held = own.get(permission)
    return !scope || (held !== undefined && reach[held] >= reach[scope])
  })
}
