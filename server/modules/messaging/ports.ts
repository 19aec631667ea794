import type { ChatVendorName } from '#core/messaging/vendors.ts'
import { port } from '#platform/port.ts'
import type { Session } from '#platform/session.ts'
import type { Channel, ChannelAccount } from './channel.ts'
import type { ChatProvider } from './chat-channel.ts'
import type { From } from './store.ts'

/** A file that is made when the message leaves, so that it shows what is true then. */
export type MadeFile = Readonly<{ fileName: string; mime: string; bytes: Uint8Array }>
export type AttachmentMaker = (session: Session, id: string) => Promise<MadeFile>

/** The ways to send, by channel. */
export const channels = port<Readonly<{ email: Channel }>>('messaging.channels')

/** The mail server that is played on this machine; null in a house without simulators. */
export const playedAccount = port<ChannelAccount | null>('messaging.played_account')

/** Where mailboxes are played on this machine; null in a house without simulators. */
export const playedMailbox = port<Readonly<{ host: string; port: number }> | null>(
  'messaging.played_mailbox',
)

/** Who makes which attachment: `invoice`, `receipt`, `statement`, `confirmation`. */
export const attachmentMakers =
  port<Readonly<Record<string, AttachmentMaker>>>('messaging.attachments')

/** The platforms of conversations, by the name of their vendor. */
export const chatProviders = port<Readonly<Record<string, ChatProvider>>>(
  'messaging.chat_providers',
)

/** What a played vendor calls an account, and what it gives to whoever owns it. */
export type PlayedChat = Readonly<{
  address: string
  shownAs: string
  settings: Readonly<Record<string, string>>
  secrets: Readonly<Record<string, string>>
}>

/** The vendors that are played on this machine. */
export type PlayedChats = Readonly<{
  vendors: readonly ChatVendorName[]
  /** A new account; the same id makes the same address. */
  make: (vendor: ChatVendorName, accountId: string) => PlayedChat
  /**
   * Makes an account known to the played vendor, which remembers nothing of the day before.
   * @returns where it is called
   */
  open: (
    account: Omit<PlayedChat, 'shownAs'> &
      Readonly<{
        vendor: ChatVendorName
        name: string
        shownAs: string | null
        webhookUrl: string
      }>,
  ) => string
}>

/**
 * When a company may speak to customers who asked for nothing: the first such moment from `at` on.
 * The calendar belongs to whoever chases, above this module.
 */
export type QuietHours = (from: From, at: Date) => Promise<Date>
export const quietHours = port<QuietHours>('messaging.quiet_hours')

/** The played vendors; null in a house without simulators. */
export const playedChats = port<PlayedChats | null>('messaging.played_chats')
