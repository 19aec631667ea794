import type { IncomingMail, MailAttachmentMeta } from '#core/messaging/mail.ts'
import { port } from '#platform/port.ts'
import type { TokenSource } from './channel.ts'

/** A mailbox that a company lets us read, password already opened. */
export type MailboxAccount = Readonly<{
  host: string
  port: number
  /** TLS from the first byte (993); otherwise STARTTLS is demanded, except on this machine. */
  secure: boolean
  user: string
  password: string
  /** Instead of the password, which is empty then. */
  token?: TokenSource
  /** INBOX when it is not said. What we sent ourselves is never read back. */
  folder?: string
}>

/** How far a folder was read. With another validity the server's numbers begin anew. */
export type MailboxPosition = Readonly<{ uidValidity: number; lastUid: number }>

/** A mail as the server holds it. */
export type ArrivedMail = Readonly<{
  raw: Uint8Array
  uid: number
  uidValidity: number
  /** When the server took it; null when it does not say. */
  internalDate: Date | null
  /** How large the whole mail is. */
  bytes: number
  /** It was larger than we take: `raw` is its head alone. */
  cut: boolean
}>

export type MailTroubleKind =
  /** The server does not know this user, or not this password: nothing helps but a person. */
  | 'auth'
  /** Its certificate is not its own, or the line cannot be made safe. */
  | 'tls'
  /** The server does not stand on the public internet. */
  | 'address'
  /** There is no such folder. */
  | 'folder'
  /** It does not answer, or it hung up. */
  | 'unreachable'
  /** We could not take a mail in; it stays where it is and is tried again. */
  | 'taking'

/** What stands in the way, in the server's own words, and when it is tried again. */
export type MailTrouble = Readonly<{ kind: MailTroubleKind; detail: string; againInMs: number }>

export type MailboxHealth =
  | Readonly<{ ok: true; messages: number; idle: boolean }>
  | Readonly<{ ok: false; kind: MailTroubleKind; detail: string }>

export type MailWatch = Readonly<{
  /** Null: only what comes from now on, or from `since`. */
  position: MailboxPosition | null
  /** The earliest day of mails that are wanted where no position holds. */
  since?: Date
  /** One after the other, in the order of arrival. The next one waits until this one was taken. */
  onMail: (mail: ArrivedMail) => Promise<void>
  /** Everything up to here was taken. */
  onPosition: (position: MailboxPosition) => Promise<void>
  /** It could not be kept, not even its head: without this, nothing after it would be read. */
  onSkipped?: (mail: ArrivedMail, detail: string) => void
  onTrouble: (trouble: MailTrouble) => void
  /** The mailbox answers: after a trouble, or for the first time. */
  onWell?: () => void
  signal: AbortSignal
}>

/** A file of a mail with its bytes, as they came: no archive is opened. */
export type MailFile = MailAttachmentMeta & Readonly<{ content: Uint8Array }>

/** A mail that was understood, as far as it can be. */
export type ReadMail = Readonly<{
  mail: IncomingMail
  files: readonly MailFile[]
  /** Why its words are not all here; the raw mail is worth keeping. */
  problem?: 'unreadable' | 'too_large'
}>

/**
 * A way to read mailboxes. `watch` ends only by its signal, and never throws for what a server
 * does: it says so, waits longer each time, and tries again. The same mail may be handed over
 * twice (a lost position, a new validity): whoever takes it knows it by its Message-ID.
 */
export type MailReader = Readonly<{
  check: (account: MailboxAccount) => Promise<MailboxHealth>
  watch: (account: MailboxAccount, watch: MailWatch) => Promise<void>
  /** Never throws: of a mail that cannot be read, the text says that. */
  read: (
    raw: Uint8Array,
    from: Readonly<{
      /** Names of the receiving server: only their word about the sender counts. */
      servers: readonly string[]
      cut?: boolean
    }>,
  ) => Promise<ReadMail>
}>

export const mailReader = port<MailReader>('messaging.mail_reader')
