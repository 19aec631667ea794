import { port } from '#platform/port.ts'
import type { Session } from '#platform/session.ts'
import type { Channel, ChannelAccount } from './channel.ts'

/** A file that is made when the message leaves, so that it shows what is true then. */
export type MadeFile = Readonly<{ fileName: string; mime: string; bytes: Uint8Array }>
export type AttachmentMaker = (session: Session, id: string) => Promise<MadeFile>

/** The ways to send, by channel. */
export const channels = port<Readonly<{ email: Channel }>>('messaging.channels')

/** The mail server that is played on this machine; null in a house without simulators. */
export const playedAccount = port<ChannelAccount | null>('messaging.played_account')

/** Who makes which attachment: `invoice`, `receipt`, `statement`. */
export const attachmentMakers =
  port<Readonly<Record<string, AttachmentMaker>>>('messaging.attachments')
