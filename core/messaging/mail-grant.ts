import { z } from 'zod'

export const mailGrantProviders = ['google', 'microsoft', 'other'] as const
export type MailGrantProvider = (typeof mailGrantProviders)[number]

const Address = z
  .string()
  .trim()
  .max(300)
  .regex(/^https:\/\/[a-z0-9]([a-z0-9.-]*[a-z0-9])?(\/[\w.{}-]+)*\/?$/i)

/** How a mailbox is entered by a grant of its provider (OAuth 2) instead of a password. */
export const MailGrant = z.object({
  provider: z.enum(mailGrantProviders),
  clientId: z.string().trim().min(1).max(300),
  /** Takes the place of `{tenant}` in the addresses. */
  tenant: z
    .string()
    .trim()
    .regex(/^[a-z0-9][a-z0-9.-]{0,99}$/i)
    .nullable()
    .default(null),
  /** Where a person agrees, where tokens are given, and where they are given back. */
  authorizeUrl: Address,
  tokenUrl: Address,
  revokeUrl: Address.nullable().default(null),
  scope: z
    .string()
    .trim()
    .min(1)
    .max(1000)
    .regex(/^[\x21\x23-\x5b\x5d-\x7e]+( [\x21\x23-\x5b\x5d-\x7e]+)*$/),
})
export type MailGrant = z.infer<typeof MailGrant>

type Server = Readonly<{ host: string; port: number; secure: boolean }>
type Preset = Omit<MailGrant, 'clientId' | 'provider'> & Readonly<{ smtp: Server; imap: Server }>

/** What is known of the two providers that take no passwords any more. */
export const mailGrantPresets: Readonly<Record<Exclude<MailGrantProvider, 'other'>, Preset>> = {
  google: {
    tenant: null,
    authorizeUrl: 'https://accounts.google.com/o/oauth2/v2/auth',
    tokenUrl: 'https://oauth2.googleapis.com/token',
    revokeUrl: 'https://oauth2.googleapis.com/revoke',
    scope: 'https://mail.google.com/',
    smtp: { host: 'smtp.gmail.com', port: 465, secure: true },
    imap: { host: 'imap.gmail.com', port: 993, secure: true },
  },
  microsoft: {
    tenant: 'organizations',
    authorizeUrl: 'https://login.microsoftonline.com/{tenant}/oauth2/v2.0/authorize',
    tokenUrl: 'https://login.microsoftonline.com/{tenant}/oauth2/v2.0/token',
    revokeUrl: null,
    scope:
      'offline_access https://outlook.office.com/IMAP.AccessAsUser.All https://outlook.office.com/SMTP.Send',
    smtp: { host: 'smtp.office365.com', port: 587, secure: false },
    imap: { host: 'outlook.office365.com', port: 993, secure: true },
  },
}

/** An address of a provider with its tenant in it. */
export const atTenant = (url: string, { tenant }: Pick<MailGrant, 'tenant'>): string =>
  url.replaceAll('{tenant}', encodeURIComponent(tenant ?? 'common'))

/** Google gives a token that lasts only to who asks for it in these words, each time anew. */
const lasting = { access_type: 'offline', prompt: 'consent' }

/** Where a person is sent to agree that we read and send for a mailbox (RFC 6749, RFC 7636). */
export function consentUrl(
  grant: MailGrant,
  asked: Readonly<{ state: string; challenge: string; returnTo: string; user: string }>,
): string {
  const words = {
    response_type: 'code',
    client_id: grant.clientId,
    redirect_uri: asked.returnTo,
    scope: grant.scope,
    state: asked.state,
    code_challenge: asked.challenge,
    code_challenge_method: 'S256',
    login_hint: asked.user,
    ...(grant.provider === 'google' && lasting),
  }
  const asking = Object.entries(words).map(
    ([name, value]) => `${name}=${encodeURIComponent(value)}`,
  )
  return `${atTenant(grant.authorizeUrl, grant)}?${asking.join('&')}`
}

/** A token is had anew so long before it ends, so that none ends on the way. */
const marginMs = 5 * 60_000

/** Whether a token can still be used for a while. */
export const stillGood = (untilMs: number | null, nowMs: number): boolean =>
  untilMs !== null && untilMs - marginMs > nowMs
