import { oc } from '@orpc/contract'
import { z } from 'zod'
import { Id, NewId, PageInput, pageOf } from '#core/list.ts'
import { Email, Language } from '#core/people/identity.ts'
import { MessageCategory, MessageChannel, MessageState } from './message.ts'
import { maxTemplateLength } from './template.ts'

export const Attachment = z.object({ maker: z.string(), id: Id })

export const MessageRow = z.object({
  id: Id,
  state: MessageState,
  /** Why it failed, or why it waits for another try. */
  reason: z.string().nullable(),
  category: MessageCategory,
  channel: MessageChannel,
  customerId: Id.nullable(),
  customerName: z.string().nullable(),
  toName: z.string().nullable(),
  toAddress: z.string(),
  subject: z.string(),
  language: Language,
  aboutKind: z.string(),
  aboutId: Id,
  attempts: z.int(),
  queuedAt: z.iso.datetime(),
  sentAt: z.iso.datetime().nullable(),
})
export type MessageRow = z.infer<typeof MessageRow>

export const MessageDetail = MessageRow.extend({
  body: z.string(),
  attachments: z.array(Attachment),
  /** The mail server's own words, for whoever looks after the account. */
  detail: z.string().nullable(),
  mailId: z.string(),
  tries: z.array(
    z.object({
      number: z.int(),
      startedAt: z.iso.datetime(),
      endedAt: z.iso.datetime().nullable(),
      outcome: z.string().nullable(),
      reason: z.string().nullable(),
      detail: z.string().nullable(),
      by: z.string(),
    }),
  ),
})
export type MessageDetail = z.infer<typeof MessageDetail>

export const MessagesInput = PageInput.extend({
  state: z.array(MessageState).max(6).optional(),
  category: z.array(MessageCategory).max(5).optional(),
  customerId: Id.optional(),
  aboutId: Id.optional(),
  text: z.string().trim().max(120).optional(),
})
export type MessagesInput = z.infer<typeof MessagesInput>

const Host = z
  .string()
  .trim()
  .max(253)
  .regex(/^[a-zA-Z0-9]([a-zA-Z0-9.-]*[a-zA-Z0-9])?$/)

export const SaveAccount = z.object({
  id: Id,
  name: z.string().trim().min(1).max(80),
  host: Host,
  port: z.int().min(1).max(65_535),
  secure: z.boolean(),
  user: z.string().trim().max(254).nullable().default(null),
  /** Absent: the one that is kept. Empty: none. It is never read back. */
  password: z.string().max(400).optional(),
  fromName: z.string().trim().min(1).max(120),
  fromAddress: Email,
  replyTo: Email.nullable().default(null),
})
export type SaveAccount = z.infer<typeof SaveAccount>

export const Account = SaveAccount.omit({ password: true }).extend({
  hasPassword: z.boolean(),
  /** The account that messages leave through. */
  chosen: z.boolean(),
  /** The mailbox that is played on this machine, when nothing real is set. */
  played: z.boolean(),
  health: z
    .object({
      at: z.iso.datetime(),
      outcome: z.enum(['sent', 'failed', 'unknown']),
      reason: z.string().nullable(),
      detail: z.string().nullable(),
    })
    .nullable(),
})
export type Account = z.infer<typeof Account>

export const TemplateKey = z.string().regex(/^[a-z_]{1,40}$/)
export const Template = z.object({
  key: TemplateKey,
  language: Language,
  subject: z.string(),
  body: z.string(),
  /** Where an edit of the words as shipped begins: the same text without its plural forms. */
  startSubject: z.string(),
  startBody: z.string(),
  placeholders: z.array(z.string()),
  changedAt: z.iso.datetime().nullable(),
  changedBy: z.string().nullable(),
  /** The text as a customer would read it, with sample values. */
  sample: z.object({ subject: z.string(), body: z.string() }),
})
export type Template = z.infer<typeof Template>

export const SaveTemplate = z.object({
  key: TemplateKey,
  language: Language,
  subject: z.string().trim().min(1).max(300),
  body: z.string().trim().min(1).max(maxTemplateLength),
})
export type SaveTemplate = z.infer<typeof SaveTemplate>

export const Consent = z.object({
  id: Id,
  channel: MessageChannel,
  optedOut: z.boolean(),
  source: z.enum(['customer_link', 'person', 'import']),
  evidence: z.string(),
  at: z.iso.datetime(),
  by: z.string(),
})
export type Consent = z.infer<typeof Consent>

export const SaveConsent = z.object({
  id: NewId,
  customerId: Id,
  channel: MessageChannel,
  optedOut: z.boolean(),
  evidence: z.string().trim().min(1).max(400),
})
export type SaveConsent = z.infer<typeof SaveConsent>

const at = (method: 'GET' | 'POST' | 'PUT' | 'DELETE', path: `/${string}`) =>
  oc.route({ method, path, tags: ['messaging'] })
const none = z.object({})
const byId = z.object({ id: Id })
const Done = z.object({ done: z.literal(true) })
const oneTemplate = z.object({ key: TemplateKey, language: Language })

/** The wire of messaging: parsed by the server, typed and called in the browser, printed as OpenAPI. */
export const messagingContract = {
  messages: at('GET', '/messages')
    .input(MessagesInput)
    .output(pageOf(MessageRow).extend({ counts: z.record(MessageState, z.int()) })),
  message: at('GET', '/messages/{id}').input(byId).output(MessageDetail),
  resend: at('POST', '/messages/{id}/resending').input(byId).output(MessageRow),
  resolveUnknown: at('PUT', '/messages/{id}/outcome')
    .input(z.object({ id: Id, arrived: z.boolean(), note: z.string().trim().max(400) }))
    .output(MessageRow),

  accounts: at('GET', '/mail-accounts')
    .input(none)
    .output(z.object({ rows: z.array(Account), ready: z.boolean() })),
  saveAccount: at('PUT', '/mail-accounts/{id}').input(SaveAccount).output(Account),
  chooseAccount: at('POST', '/mail-accounts/{id}/choice').input(byId).output(Account),
  removeAccount: at('DELETE', '/mail-accounts/{id}').input(byId).output(Done),
  /** Sends one mail to the address and says what the server answered. */
  testAccount: at('POST', '/mail-accounts/{id}/test')
    .input(z.object({ id: Id, to: Email }))
    .output(Account),

  templates: at('GET', '/message-templates')
    .input(none)
    .output(z.object({ rows: z.array(Template) })),
  saveTemplate: at('PUT', '/message-templates/{key}/{language}')
    .input(SaveTemplate)
    .output(Template),
  resetTemplate: at('DELETE', '/message-templates/{key}/{language}')
    .input(oneTemplate)
    .output(Template),
  previewTemplate: at('POST', '/message-templates/preview')
    .input(SaveTemplate)
    .output(z.object({ subject: z.string(), body: z.string() })),

  consents: at('GET', '/customers/{id}/consents')
    .input(byId)
    .output(z.object({ rows: z.array(Consent) })),
  saveConsent: at('POST', '/customers/{customerId}/consents').input(SaveConsent).output(Consent),
}
