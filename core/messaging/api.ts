import { z } from 'zod'
import { ReachChannel } from '#core/contacts/customer.ts'
import { Id, NewId, PageInput, pageOf } from '#core/list.ts'
import { Language } from '#core/people/identity.ts'
import { byId, none, routesOf } from '#core/route.ts'
import { accountsContract } from './accounts-api.ts'
import { MessageCategory, MessageChannel, MessageState } from './message.ts'
import { ReachWhy } from './reach.ts'
import { maxTemplateLength } from './template.ts'
import { channelTemplatesContract } from './templates-api.ts'

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
  /** The account that carries it; null for a mail without one. */
  accountId: Id.nullable(),
  accountName: z.string().nullable(),
  toName: z.string().nullable(),
  toAddress: z.string(),
  subject: z.string(),
  /** How its words begin: what a chat has in the place of a subject. */
  words: z.string(),
  language: Language,
  aboutKind: z.string(),
  aboutId: Id,
  attempts: z.int(),
  queuedAt: z.iso.datetime(),
  sentAt: z.iso.datetime().nullable(),
  /** Somebody has seen to what went wrong with it. */
  aside: z.boolean(),
})
export type MessageRow = z.infer<typeof MessageRow>

export const MessageDetail = MessageRow.extend({
  body: z.string(),
  attachments: z.array(Attachment),
  /** The mail server's own words, for whoever looks after the account. */
  detail: z.string().nullable(),
  mailId: z.string(),
  /** Why it went this way; null where there was nothing to choose. */
  reach: ReachWhy.nullable(),
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
  state: z.array(MessageState).max(8).optional(),
  category: z.array(MessageCategory).max(6).optional(),
  customerId: Id.optional(),
  aboutId: Id.optional(),
  channel: z.array(MessageChannel).max(6).optional(),
  accountId: Id.optional(),
  /** Those alone that failed or whose fate nobody knows, and that nobody has seen to. */
  trouble: z.boolean().optional(),
  text: z.string().trim().max(120).optional(),
})
export type MessagesInput = z.infer<typeof MessagesInput>

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
  source: z.enum(['customer_link', 'customer_word', 'vendor', 'person', 'import']),
  /** Marketing alone, or everything that is not owed. */
  reach: z.enum(['all', 'marketing']),
  evidence: z.string(),
  at: z.iso.datetime(),
  by: z.string(),
})
export type Consent = z.infer<typeof Consent>

export const SaveConsent = z.object({
  id: NewId,
  customerId: Id,
  // A talk that was only written down goes out on no way that one could leave.
  channel: ReachChannel,
  optedOut: z.boolean(),
  evidence: z.string().trim().min(1).max(400),
})
export type SaveConsent = z.infer<typeof SaveConsent>

/** An address of mail at which nothing arrives: a mail of ours came back from it for good. */
export const UnreachableAddress = z.object({
  id: Id,
  address: z.string(),
  /** The enhanced code of the report, for instance 5.1.1. */
  code: z.string(),
  /** The server's own words; empty to those who may not see identities. */
  detail: z.string(),
  since: z.iso.datetime(),
})
export type UnreachableAddress = z.infer<typeof UnreachableAddress>
const Unreachable = z.object({ rows: z.array(UnreachableAddress) })

/** What was spoken elsewhere, as a colleague writes it down. */
export const LogTalk = z.object({
  id: NewId,
  customerId: Id,
  of: z.enum(['phone', 'meeting', 'x', 'visit', 'other']),
  /** When it was, never in the future; absent: now, by the server's clock. */
  at: z.iso.datetime().optional(),
  /** Who began it: they, or we. */
  direction: z.enum(['in', 'out']),
  text: z.string().trim().min(1).max(4000),
  minutes: z.int().min(0).max(1440).optional(),
})
export type LogTalk = z.infer<typeof LogTalk>

const at = routesOf('messaging')
const oneTemplate = z.object({ key: TemplateKey, language: Language })

/** The wire of messaging: parsed by the server, typed and called in the browser, printed as OpenAPI. */
export const messagingContract = {
  messages: at('GET', '/messages')
    .input(MessagesInput)
    .output(
      pageOf(MessageRow).extend({
        counts: z.record(MessageState, z.int()),
        /** How many failed or are of unknown fate, and wait for somebody to look. */
        troubled: z.int(),
      }),
    ),
  message: at('GET', '/messages/{id}').input(byId).output(MessageDetail),
  resend: at('POST', '/messages/{id}/resending').input(byId).output(MessageRow),
  resolveUnknown: at('PUT', '/messages/{id}/outcome')
    .input(z.object({ id: Id, arrived: z.boolean(), note: z.string().trim().max(400) }))
    .output(MessageRow),

  setAside: at('PUT', '/messages/{id}/aside').input(byId).output(MessageRow),

  ...accountsContract,

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

  ...channelTemplatesContract,

  log: at('POST', '/customers/{customerId}/log')
    .input(LogTalk)
    .output(z.object({ id: Id, threadId: Id })),

  consents: at('GET', '/customers/{id}/consents')
    .input(byId)
    .output(z.object({ rows: z.array(Consent) })),
  saveConsent: at('POST', '/customers/{customerId}/consents').input(SaveConsent).output(Consent),

  unreachable: at('GET', '/customers/{id}/unreachable-addresses').input(byId).output(Unreachable),
  liftUnreachable: at('DELETE', '/customers/{customerId}/unreachable-addresses/{id}')
    .input(z.object({ customerId: Id, id: Id }))
    .output(Unreachable),
}
