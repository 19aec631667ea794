import { atTenant, MailGrant } from '#core/messaging/mail-grant.ts'
import type { Session } from '#platform/session.ts'
import { openSecrets, type Secrets } from '../accounts/row.ts'
import type { AccountTable } from '../tables.ts'
import type { GrantApp } from './authority.ts'

/** The names under which a grant lies among the secrets of its account; none is ever shown. */
export const grantSecrets = {
  /** What tokens are had anew with. */
  refresh: 'refresh_token',
  access: 'access_token',
  /** When the access token ends. */
  until: 'access_until',
  /** When a person agreed. */
  since: 'granted_at',
  /** A way to the provider that was begun: see `Begun`. */
  begun: 'grant_begun',
} as const

const names: readonly string[] = Object.values(grantSecrets)

/** The other secrets of an account: those that a person typed. */
export const typedSecrets = (secrets: Secrets): Secrets =>
  Object.fromEntries(Object.entries(secrets).filter(([name]) => !names.includes(name)))

/** How the mailbox of an account is entered; null: by passwords. */
export const grantOf = (row: Pick<AccountTable, 'settings'>): MailGrant | null =>
  MailGrant.nullable().parse(row.settings['grant'] ?? null)

export const appOf = (grant: MailGrant, secrets: Secrets): GrantApp => ({
  tokenUrl: atTenant(grant.tokenUrl, grant),
  revokeUrl: grant.revokeUrl === null ? null : atTenant(grant.revokeUrl, grant),
  clientId: grant.clientId,
  clientSecret: secrets['client_secret'],
  scope: grant.scope,
})

/** When a person agreed to our entering this mailbox, if that still holds as far as we know. */
export const grantedAt = (session: Session, row: AccountTable): string | null =>
  openSecrets(session.house, row)[grantSecrets.since] ?? null

/** Where providers send people back to; it is registered with each of them word for word. */
export const returnTo = (session: Session): string =>
  `${session.house.publicUrl}/settings/channels/granted`
