import type { TemplateParts } from '#core/messaging/channel-template.ts'
import type {
  ChatChannel,
  ChatEvent,
  ChatFailure,
  Content,
  EventInstant,
  MediaRef,
  SenderIdentity,
} from '#core/messaging/incoming.ts'
import type { TemplateDraft } from '#core/messaging/template-draft.ts'

/** An account of a company on a vendor's platform, secrets already opened. */
export type ChatAccount = Readonly<{
  channel: ChatChannel
  /** As the vendor names it: phone number id, page id, Instagram id, sender name. */
  address: string
  /** The vendor behind it: `whatsapp_cloud`, `messenger`, `instagram`, `instagram_login`, `unifonic`, `taqnyat`, `msegat`, `twilio`. */
  provider: string
  baseUrl: string
  version?: string
  /** Secrets by name: token, app_secret, verify_token, app_sid, user, password … */
  secrets: Readonly<Record<string, string>>
  /** Other ids that the vendor needs: waba_id … */
  settings: Readonly<Record<string, string>>
}>

/** A delivery as it arrived, byte for byte. */
export type RawDelivery = Readonly<{
  method: 'GET' | 'POST'
  /** The full address that the vendor called, query included. */
  url: string
  headers: Readonly<Record<string, string>>
  body: Uint8Array
  /** The instant of what a vendor gives no time for. */
  receivedAt?: Date
}>

/** A choice that is offered with a message; `payload` comes back with the press. */
export type Offer = Readonly<{ payload: string; title: string; description?: string }>

export type OutgoingContent =
  | Content
  | Readonly<{
      kind: 'buttons'
      text: string
      header?: string
      footer?: string
      buttons: readonly Offer[]
    }>
  | Readonly<{
      kind: 'list'
      text: string
      header?: string
      footer?: string
      button: string
      sections: readonly { title: string; rows: readonly Offer[] }[]
    }>
  | Readonly<{ kind: 'link'; text: string; title: string; url: string }>
  | Readonly<{
      kind: 'template'
      name: string
      language: string
      header?: Readonly<{ text: string } | { media: MediaRef; as: 'image' | 'video' | 'document' }>
      /** In order, or by name when the template names its variables. */
      body: readonly Readonly<{ name?: string; text: string }>[]
      buttons: readonly Readonly<{ index: number; kind: 'url' | 'quick_reply'; text: string }>[]
    }>
  | Readonly<{ kind: 'reaction'; to: string; emoji: string | null }>

export type OutgoingChat = Readonly<{
  to: SenderIdentity
  content: OutgoingContent
  answers?: string
  /** Comes back in statuses and echoes where the vendor can: our message's id. */
  ours: string
  /** Only a human's own words may use the longer windows of some vendors. */
  byHuman: boolean
}>

/** As `Delivery` of mail. `again` says whether trying later may help, `waitMs` when the vendor said for how long. */
export type ChatDelivery =
  | Readonly<{
      outcome: 'sent'
      providerId: string
      /** Segments that the vendor reckons, and what it asks for them as it wrote it. */
      units?: number
      cost?: Readonly<{ amount: string; currency: string }>
      /** The vendor took it and keeps it back for a while, to see how others like its like. */
      held?: true
    }>
  | Readonly<{
      outcome: 'failed'
      failure: ChatFailure
      again: boolean
      waitMs?: number
      /** The wait was asked of the whole account, and not for this person alone. */
      whole?: true
    }>
  | Readonly<{ outcome: 'unknown'; detail: string }>

/** How far a message has come, asked for because nobody told. */
export type FetchedStatus = Readonly<{
  /** Known now even where the answer to the sending was lost. */
  providerId: string
  state: 'sent' | 'delivered' | 'read' | 'failed'
  at?: EventInstant
  failure?: ChatFailure
}>

export type FetchedMedia = Readonly<{ bytes: Uint8Array; mime: string; fileName?: string }>

/** What a channel can carry, so that a person is told before the vendor refuses. */
export type ChatAbilities = Readonly<{
  /** The longest text, counted in UTF-16 units, or in bytes of UTF-8. */
  text: Readonly<{ most: number; in: 'units' | 'bytes' }>
  /** Media that may carry words of their own; elsewhere those go as a second message. */
  captions: boolean
  /** How many choices a message may offer, pressed one at a time. */
  buttons: number
  /** Whether answers quote what they answer. */
  quotes: boolean
  /** Hours in which one may answer freely, and those in which only a person may. */
  windowHours?: Readonly<{ free: number; human: number }>
  kinds: readonly OutgoingContent['kind'][]
}>

/** A template as its vendor keeps it. */
export type HeldTemplate = TemplateParts &
  Readonly<{
    id: string
    name: string
    language: string
    /** Absent where the vendor's word for it is one that we have never heard. */
    state?: 'pending' | 'approved' | 'rejected' | 'paused' | 'disabled' | 'deleted'
    category?: 'utility' | 'marketing' | 'authentication'
    quality?: 'green' | 'yellow' | 'red' | 'unknown'
    reason?: string
  }>

/** The templates of an account, where its vendor reviews what may be said first. */
export type VendorTemplates = Readonly<{
  list: (account: ChatAccount) => Promise<readonly HeldTemplate[] | ChatFailure>
  create: (
    account: ChatAccount,
    draft: TemplateDraft,
  ) => Promise<Pick<HeldTemplate, 'id' | 'state' | 'category'> | ChatFailure>
  /** Lifts the file that a header shows to the review; its handle goes with the draft. */
  liftSample?: (
    account: ChatAccount,
    file: Readonly<{ bytes: Uint8Array; mime: string; fileName: string }>,
  ) => Promise<Readonly<{ handle: string }> | ChatFailure>
  /** One language by its id; without, every language. */
  remove: (account: ChatAccount, name: string, id?: string) => Promise<ChatFailure | undefined>
}>

/** A vendor's platform. It never throws for what the vendor does; it throws for our own mistakes. */
export type ChatProvider = Readonly<{
  name: string
  channel: ChatChannel
  abilities?: ChatAbilities
  /** Answers the vendor's own question whether this address is ours; undefined if it is no such question. */
  handshake?: (
    delivery: RawDelivery,
    account: ChatAccount,
  ) => { status: number; body: string } | undefined
  /** Constant in time; false for an empty or missing secret. */
  verify: (delivery: RawDelivery, account: ChatAccount) => boolean
  parse: (delivery: RawDelivery) => readonly ChatEvent[]
  send: (account: ChatAccount, message: OutgoingChat) => Promise<ChatDelivery>
  fetchMedia?: (account: ChatAccount, media: MediaRef) => Promise<FetchedMedia | ChatFailure>
  uploadMedia?: (
    account: ChatAccount,
    file: { bytes: Uint8Array; mime: string; fileName: string },
  ) => Promise<{ id: string } | ChatFailure>
  /** A courtesy: its failure is nobody's news. Some vendors mark the person, not the message. */
  markRead?: (
    account: ChatAccount,
    messageId: string,
    typing: boolean,
    from?: SenderIdentity,
  ) => Promise<void>
  profile?: (
    account: ChatAccount,
    who: SenderIdentity,
  ) => Promise<{ name?: string; username?: string } | undefined>
  /** Where the vendor can be asked: by its id, or by ours if its answer was lost. Nothing if it knows none. */
  fetchStatus?: (
    account: ChatAccount,
    message: Readonly<{ providerId?: string; ours: string }>,
  ) => Promise<FetchedStatus | ChatFailure | undefined>
  templates?: VendorTemplates
  /** Where a token ends by itself and can be had anew: the old one is given for it. */
  renewToken?: (account: ChatAccount) => Promise<Readonly<{ token: string }> | ChatFailure>
  /** Whether the account works, and what the vendor says of it. */
  health: (
    account: ChatAccount,
  ) => Promise<{ ok: boolean; facts: Readonly<Record<string, string>>; failure?: ChatFailure }>
}>
