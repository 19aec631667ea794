import { z } from 'zod'
import { collaborationPermissions } from '#core/collaboration/permissions.ts'
import { collectionsPermissions } from '#core/collections/permissions.ts'
import { contactsPermissions } from '#core/contacts/permissions.ts'
import { creditPermissions } from '#core/credit/permissions.ts'
import { customizationPermissions } from '#core/customization/permissions.ts'
import { importingPermissions } from '#core/importing/permissions.ts'
import { inboxPermissions } from '#core/inbox/permissions.ts'
import { invoicingPermissions } from '#core/invoicing/permissions.ts'
import { ledgerPermissions } from '#core/ledger/permissions.ts'
import { messagingPermissions } from '#core/messaging/permissions.ts'
import { paymentsPermissions } from '#core/payments/permissions.ts'
import { peoplePermissions } from '#core/people/permissions.ts'
import { reportsPermissions } from '#core/reports/permissions.ts'

/** Everything that can be allowed or denied. A command or query names one; the server refuses the rest. */
export const permissions = [
  ...peoplePermissions,
  ...customizationPermissions,
  ...contactsPermissions,
  ...creditPermissions,
  ...importingPermissions,
  ...collaborationPermissions,
  ...ledgerPermissions,
  ...messagingPermissions,
  ...invoicingPermissions,
  ...paymentsPermissions,
  ...collectionsPermissions,
  ...inboxPermissions,
  ...reportsPermissions,
] as const
export const Permission = z.enum(permissions)
export type Permission = z.infer<typeof Permission>

/** Whose records a permission reaches: one's own, one's department's, or everyone's. */
export const Scope = z.enum(['own', 'team', 'all'])
export type Scope = z.infer<typeof Scope>
