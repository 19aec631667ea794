import { z } from 'zod'

/** The ways on which customers write to a company by a vendor's platform. */
export const ChatChannel = z.enum(['whatsapp', 'messenger', 'instagram', 'sms'])
export type ChatChannel = z.infer<typeof ChatChannel>

/** A file that the vendor holds: by its id there, or at an address that ends soon. */
export const MediaRef = z.object({
  id: z.string().optional(),
  url: z.string().optional(),
  mime: z.string().optional(),
  /** Lower-case hex. */
  sha256: z.string().optional(),
  size: z.int().optional(),
  fileName: z.string().optional(),
})
export type MediaRef = z.infer<typeof MediaRef>

const media = { media: MediaRef, caption: z.string().optional() }

/** What was said, in a form that no vendor's payload shows through. */
export const Content = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('text'), text: z.string() }),
  z.object({ kind: z.literal('image'), ...media }),
  z.object({ kind: z.literal('video'), ...media }),
  z.object({ kind: z.literal('document'), ...media }),
  /** `voice` was recorded into the chat; else it is a sound file. */
  z.object({ kind: z.literal('audio'), voice: z.boolean(), media: MediaRef }),
  z.object({ kind: z.literal('sticker'), animated: z.boolean(), media: MediaRef }),
  z.object({
    kind: z.literal('location'),
    latitude: z.number(),
    longitude: z.number(),
    name: z.string().optional(),
    address: z.string().optional(),
    url: z.string().optional(),
  }),
  z.object({
    kind: z.literal('contacts'),
    contacts: z.array(
      z.object({
        name: z.string(),
        organisation: z.string().optional(),
        phones: z.array(z.string()),
        emails: z.array(z.string()),
      }),
    ),
  }),
  /** A press on something that was offered: a button, a row of a list, a button of a template, a form. */
  z.object({
    kind: z.literal('choice'),
    of: z.enum(['button', 'list', 'template', 'form', 'postback', 'quick_reply']),
    /** What the business hung on it; its meaning is ours. */
    payload: z.string().optional(),
    title: z.string(),
    description: z.string().optional(),
    /** The fields of a form, as the vendor gave them. */
    answers: z.record(z.string(), z.unknown()).optional(),
  }),
  /** Goods that a customer put into the basket of the vendor's shop window. */
  z.object({
    kind: z.literal('order'),
    catalog: z.string().optional(),
    text: z.string().optional(),
    items: z.array(
      z.object({
        product: z.string(),
        quantity: z.number(),
        /** A decimal of the currency's larger unit, as the vendor wrote it. */
        price: z.string().optional(),
        currency: z.string().optional(),
      }),
    ),
  }),
  /** A story, a post or a page that was shared or mentioned. */
  z.object({
    kind: z.literal('share'),
    of: z.string(),
    url: z.string().optional(),
    title: z.string().optional(),
  }),
  /** Shown as such and never dropped: the vendor's own word for it, and whatever text came along. */
  z.object({ kind: z.literal('unsupported'), type: z.string(), text: z.string().optional() }),
])
export type Content = z.infer<typeof Content>

/** One name under which a sender is known to a vendor; what two of them mean is for contacts to say. */
export type SenderIdentity = Readonly<{
  kind: 'phone' | 'wa_bsuid' | 'wa_username' | 'psid' | 'igsid' | 'ig_username'
  /** Phones in E.164 with a plus; everything else exactly as the vendor spelt it. */
  value: string
}>

/** Why something was said: what it answers, and the advertisement or story that led to it. */
export type ContentContext = Readonly<{
  /** The vendor's id of the message that this answers. */
  answers?: string
  forwarded?: boolean
  /** Said in a group, under the vendor's id of it: it opens no window and is answered by nobody. */
  group?: string
  referral?: Readonly<Record<string, string>>
}>

/** The account of a company that a delivery is for, as the vendor names it. */
export type AccountAddress = Readonly<{
  channel: ChatChannel
  address: string
  /** The address is not of one number but of the account above it (WhatsApp's `waba_id`). */
  whole?: true
}>

/** An instant in UTC with milliseconds (`2026-11-21T09:00:00.000Z`), so that it sorts as text. */
export type EventInstant = string

/** Everything that a vendor may tell; each carries the account it is for and when it happened there. */
export type ChatEvent = Readonly<{ account: AccountAddress; at: EventInstant }> &
  (
    | Readonly<{
        kind: 'message'
        /** The vendor's id: with the account and the part, what makes a second delivery the same. */
        id: string
        /** A vendor may put several things into one message: which one this is; absent for the first. */
        part?: number
        from: readonly SenderIdentity[]
        profileName?: string
        content: Content
        context: ContentContext
        /** Another application owns the conversation at the moment: shown, never answered by itself. */
        standby?: boolean
      }>
    /** The business itself wrote it elsewhere (the vendor's own inbox or telephone). */
    | Readonly<{
        kind: 'echo'
        id: string
        part?: number
        to: readonly SenderIdentity[]
        content: Content
        context: ContentContext
        /** What we hung on our own sending; then it is only its confirmation. */
        ours?: string
      }>
    | Readonly<{
        kind: 'status'
        /** The messages that it is about; none beside a watermark: all that left until then. */
        ids: readonly string[]
        watermark?: EventInstant
        recipient: readonly SenderIdentity[]
        state: 'sent' | 'delivered' | 'read' | 'played' | 'failed'
        /** What we hung on our own sending: finds a message whose answer was lost. */
        ours?: string
        failure?: ChatFailure
        /** What the vendor will charge it as. */
        pricing?: Readonly<{ category: string; type?: string; billable?: boolean }>
      }>
    /** No emoji: the reaction was taken back. From nobody: the business itself reacted elsewhere. */
    | Readonly<{
        kind: 'reaction'
        id?: string
        from: readonly SenderIdentity[]
        to: string
        emoji: string | null
      }>
    | Readonly<{ kind: 'edit'; id: string; text: string }>
    | Readonly<{ kind: 'unsend'; id: string }>
    /** A person came by a link or an advertisement, and has said nothing yet. */
    | Readonly<{
        kind: 'arrival'
        from: readonly SenderIdentity[]
        referral: Readonly<Record<string, string>>
      }>
    | Readonly<{
        kind: 'template'
        id?: string
        name: string
        language: string
        state?: 'pending' | 'approved' | 'rejected' | 'paused' | 'disabled' | 'deleted'
        quality?: 'green' | 'yellow' | 'red' | 'unknown'
        category?: 'utility' | 'marketing' | 'authentication'
        reason?: string
      }>
    /** The vendor's word about the account: quality, limits, blocks, a token at its end. */
    | Readonly<{ kind: 'account'; about: string; state: string; detail?: string }>
    /** The same person under another name from now on. */
    | Readonly<{
        kind: 'identity'
        before: readonly SenderIdentity[]
        after: readonly SenderIdentity[]
      }>
    /** Said by the vendor's own switch, not in words. */
    | Readonly<{
        kind: 'consent'
        from: readonly SenderIdentity[]
        category: 'marketing'
        optedOut: boolean
      }>
    /** Known to nobody yet: kept as it came. */
    | Readonly<{ kind: 'unknown'; field: string; raw: unknown }>
  )

/** What a person reads instead of a vendor's code; the code stands beside it for an administrator. */
export const chatFailures = [
  'window_closed',
  'not_reachable',
  'blocked_by_customer',
  'opted_out',
  'template_missing',
  'template_paused',
  'template_mismatch',
  'content_refused',
  'media_refused',
  'too_large',
  'rate_limited',
  'account_limited',
  'billing',
  'auth',
  'sender_refused',
  'number_invalid',
  'unavailable',
  'rejected',
] as const
export type ChatFailureReason = (typeof chatFailures)[number]
export type ChatFailure = Readonly<{ reason: ChatFailureReason; code: string; detail: string }>
