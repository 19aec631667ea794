/**
 * Messaging: everything that is said to a customer, once and with its fate. It owns the accounts
 * mail leaves through, the messages with their tries, the company's own words, and who declined to
 * hear them. It says aloud that a message was queued, sent, failed, or left without an answer.
 */
export { currentSender, emailReady } from './accounts.ts'
export type {
  Channel,
  ChannelAccount,
  Delivery,
  DeliveryFailure,
  MailAddress,
  MailAttachment,
  OutgoingMail,
} from './channel.ts'
export type {
  ChatAbilities,
  ChatAccount,
  ChatDelivery,
  ChatProvider,
  FetchedMedia,
  Offer,
  OutgoingChat,
  OutgoingContent,
  RawDelivery,
} from './chat-channel.ts'
export { optedOut } from './consents.ts'
export { htmlOf } from './mail.ts'
export { optOutPage } from './opt-out-page.ts'
export {
  type AttachmentMaker,
  attachmentMakers,
  channels,
  type MadeFile,
  playedAccount,
} from './ports.ts'
export {
  type MessageToQueue,
  type Queued,
  queueMessage,
  queueMessages,
  type RefusedBecause,
} from './queue.ts'
export { fillText, type TextToFill, textFor } from './texts.ts'
export { type Voice, voiceOf } from './voice.ts'
