import { port } from '#platform/port.ts'

/** What we are to a provider of mailboxes, its addresses whole. */
export type GrantApp = Readonly<{
  tokenUrl: string
  revokeUrl: string | null
  clientId: string
  clientSecret: string | undefined
  scope: string
}>

export type Granted =
  | Readonly<{
      outcome: 'granted'
      accessToken: string
      lastsMs: number
      /** Absent: the one that we have stays good. */
      refreshToken?: string
    }>
  | Readonly<{
      /**
       * `gone`: nobody lets us in any more, until a person agrees anew. `app`: we ourselves are not
       * known, or our secret ended. `unavailable`: asking again later may help.
       */
      outcome: 'gone' | 'app' | 'unavailable'
      /** The provider's own words, for an administrator. */
      detail: string
    }>

/** Who gives tokens for mailboxes (RFC 6749). It never throws for what a provider does. */
export type MailAuthority = Readonly<{
  exchange: (
    app: GrantApp,
    given: Readonly<{ code: string; verifier: string; returnTo: string }>,
  ) => Promise<Granted>
  refresh: (app: GrantApp, refreshToken: string) => Promise<Granted>
  /** Gives a token back, where the provider takes it; what becomes of it is not known here. */
  revoke: (app: GrantApp, token: string) => Promise<void>
}>

export const mailAuthority = port<MailAuthority>('messaging.mail_authority')
