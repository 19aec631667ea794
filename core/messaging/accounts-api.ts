import { z } from 'zod'
import { Id, NewId } from '#core/list.ts'
import { Email } from '#core/people/identity.ts'
import { byId, routesOf } from '#core/route.ts'
import { accountStates } from './account-state.ts'
import { MailGrant } from './mail-grant.ts'
import { MessageChannel } from './message.ts'
import { VendorName } from './vendors.ts'

/** Absent: the one that is kept. Empty: none. It is never read back. */
const Secret = z.string().trim().max(4000).optional()
const Digits = z
  .string()
  .trim()
  .regex(/^\d{5,30}$/)
const BaseUrl = z
  .string()
  .trim()
  .max(200)
  .regex(/^https:\/\/[a-z0-9]([a-z0-9.-]*[a-z0-9])?(\/[\w.-]+)*\/?$/i)
const Host = z
  .string()
  .trim()
  .max(253)
  .regex(/^[a-zA-Z0-9]([a-zA-Z0-9.-]*[a-zA-Z0-9])?$/)
const Port = z.int().min(1).max(65_535)

const common = {
  /** How people know it: the number, the page's name. */
  shownAs: z.string().trim().max(80).optional(),
  /** Absent: the vendor's own. Another one drops the secrets that were given to the first. */
  baseUrl: BaseUrl.optional(),
}
const Version = z
  .string()
  .trim()
  .regex(/^v\d{1,3}\.\d{1,2}$/)
  .optional()
const none = z.object({}).default({})
const graph = {
  ...common,
  address: Digits,
  version: Version,
  secrets: z.object({ token: Secret, app_secret: Secret }).default({}),
}
const Sender = z
  .string()
  .trim()
  .regex(/^[+A-Za-z0-9][A-Za-z0-9 ._-]{0,39}$/)

export const Imap = z.object({
  host: Host,
  port: Port,
  secure: z.boolean(),
  user: z.string().trim().min(1).max(254),
  folder: z.string().trim().min(1).max(120).default('INBOX'),
})
export type Imap = z.infer<typeof Imap>

const Smtp = z.object({
  host: Host,
  port: Port,
  secure: z.boolean(),
  user: z.string().trim().max(254).nullable().default(null),
  fromName: z.string().trim().min(1).max(120),
  fromAddress: Email,
  replyTo: Email.nullable().default(null),
  /** Where answers are read; null: they are not. */
  imap: Imap.nullable().default(null),
  /** How its provider lets us in without a password; null: by passwords. */
  grant: MailGrant.nullable().default(null),
})
export type Smtp = z.infer<typeof Smtp>

/** What each vendor needs, in the vendor's own words for it. */
export const VendorAccount = z.discriminatedUnion('provider', [
  z.object({
    provider: z.literal('whatsapp_cloud'),
    ...graph,
    settings: z.object({ waba_id: Digits }),
  }),
  z.object({ provider: z.literal('messenger'), ...graph, settings: none }),
  z.object({ provider: z.literal('instagram'), ...graph, settings: none }),
  z.object({
    provider: z.literal('instagram_login'),
    ...graph,
    settings: none,
    secrets: z.object({ token: Secret, instagram_app_secret: Secret }).default({}),
  }),
  z.object({
    provider: z.literal('unifonic'),
    ...common,
    address: Sender,
    settings: none,
    secrets: z.object({ app_sid: Secret }).default({}),
  }),
  z.object({
    provider: z.literal('taqnyat'),
    ...common,
    address: Sender,
    settings: none,
    secrets: z.object({ token: Secret }).default({}),
  }),
  z.object({
    provider: z.literal('msegat'),
    ...common,
    address: Sender,
    settings: none,
    secrets: z.object({ user: Secret, token: Secret }).default({}),
  }),
  z.object({
    provider: z.literal('twilio'),
    ...common,
    address: Sender,
    settings: z.object({
      account_sid: z
        .string()
        .trim()
        .regex(/^AC[0-9a-f]{32}$/i),
    }),
    secrets: z.object({ token: Secret }).default({}),
  }),
  Smtp.extend({
    provider: z.literal('smtp'),
    secrets: z
      .object({ password: Secret, imap_password: Secret, client_secret: Secret })
      .default({}),
  }),
])
export type VendorAccount = z.infer<typeof VendorAccount>

export const SaveAccount = z.object({
  id: Id,
  name: z.string().trim().min(1).max(80),
  vendor: VendorAccount,
})
export type SaveAccount = z.infer<typeof SaveAccount>

export const Account = z.object({
  id: Id,
  name: z.string(),
  channel: MessageChannel.exclude(['manual']),
  provider: VendorName,
  shownAs: z.string().nullable(),
  /** The one of its channel that messages leave through when nobody says which. */
  chosen: z.boolean(),
  /** Played on this machine, so that all can be tried without an account. */
  played: z.boolean(),
  state: z.enum(accountStates),
  /** Names of secrets and settings without which it cannot work. */
  missing: z.array(z.string()),
  /** Names of the secrets that are kept. */
  kept: z.array(z.string()),
  chat: z
    .object({
      address: z.string(),
      baseUrl: z.string(),
      version: z.string().nullable(),
      settings: z.record(z.string(), z.string()),
    })
    .nullable(),
  mail: Smtp.nullable(),
  /** Where the vendor tells us what happens; only for who may change accounts. */
  webhook: z.object({ url: z.string(), verifyToken: z.string().nullable() }).nullable(),
  health: z
    .object({
      at: z.iso.datetime(),
      outcome: z.enum(['sent', 'failed', 'unknown']),
      reason: z.string().nullable(),
      detail: z.string().nullable(),
    })
    .nullable(),
  /** What the vendor last said of it: quality, limits, throughput. */
  facts: z.record(z.string(), z.string()),
  heardAt: z.iso.datetime().nullable(),
  tokenDays: z.int().nullable(),
  /** Why the token could not be renewed when it was last tried; null where it was, or never needed. */
  renewalFailed: z.string().nullable(),
  /** Since when its provider lets us into the mailbox; null where nobody agreed, or passwords do. */
  grantedAt: z.iso.datetime().nullable(),
  resting: z.object({ until: z.iso.datetime(), reason: z.string().nullable() }).nullable(),
})
export type Account = z.infer<typeof Account>

const at = routesOf('messaging')

const Code = z.string().min(1).max(4000)
const State = z.string().min(1).max(200)

/** The part of messaging's wire that is about accounts. */
export const accountsContract = {
  accounts: at('GET', '/channel-accounts')
    .input(z.object({}))
    .output(
      z.object({
        rows: z.array(Account),
        /** Whether mail can leave. */
        ready: z.boolean(),
        /** Vendors that can be tried without an account, now. */
        playable: z.array(VendorName),
        /** Where providers of mailboxes send people back to, word for word. */
        returnTo: z.string(),
      }),
    ),
  saveAccount: at('PUT', '/channel-accounts/{id}').input(SaveAccount).output(Account),
  /** Opens an account with a vendor that is played on this machine. */
  tryAccount: at('POST', '/channel-accounts')
    .input(z.object({ id: NewId, provider: VendorName }))
    .output(Account),
  chooseAccount: at('POST', '/channel-accounts/{id}/choice').input(byId).output(Account),
  removeAccount: at('DELETE', '/channel-accounts/{id}')
    .input(byId)
    .output(z.object({ done: z.literal(true) })),
  /** Asks the vendor whether the account works; for mail, sends one to the address. */
  testAccount: at('POST', '/channel-accounts/{id}/test')
    .input(z.object({ id: Id, to: Email.optional() }))
    .output(Account),
  /** Begins the way to the provider of a mailbox, where a person agrees that we may enter it. */
  beginGrant: at('POST', '/channel-accounts/{id}/grant')
    .input(byId)
    .output(z.object({ url: z.url() })),
  /** What the provider sent the person back with; good once, and only where it was begun. */
  finishGrant: at('PUT', '/channel-accounts/{id}/grant')
    .input(z.object({ id: Id, state: State, code: Code }))
    .output(Account),
  endGrant: at('DELETE', '/channel-accounts/{id}/grant').input(byId).output(Account),
}
