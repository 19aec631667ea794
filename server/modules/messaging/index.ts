/**
 * Messaging: everything that is said to a customer and by one, once and with its fate. It owns the
 * accounts of every channel with what lets them in, the threads and messages with their tries, the
 * company's own words and the templates that vendors review, and who declined to hear them. It says
 * aloud what came in, that a message was queued, sent, failed, or left without an answer, and that
 * an account is in trouble.
 */
export { currentSender, emailReady } from './accounts/sender.ts'
export { tryAccount, welcomePlayed } from './accounts/try.ts'
export type {
  Channel,
  ChannelAccount,
  Delivery,
  DeliveryFailure,
  MailAddress,
  MailAttachment,
  OutgoingMail,
  TokenSource,
} from './channel.ts'
export { type FileToSend, filesFor } from './chat/files-for.ts'
export { reactTo, showReading } from './chat/react.ts'
export { type ChatToSend, lockThread, type QueuedChat, sendChat } from './chat/send-chat.ts'
export { tryAgain } from './chat/try-again.ts'
export { withdrawMessage } from './chat/withdraw.ts'
export type {
  ChatAbilities,
  ChatAccount,
  ChatDelivery,
  ChatProvider,
  FetchedMedia,
  FetchedStatus,
  HeldTemplate,
  Offer,
  OutgoingChat,
  OutgoingContent,
  RawDelivery,
  VendorTemplates,
} from './chat-channel.ts'
export { optedOut, takeConsent } from './consents.ts'
export {
  type GrantApp,
  type Granted,
  type MailAuthority,
  mailAuthority,
} from './grants/authority.ts'
export { channelHooks } from './hooks.ts'
export { htmlOf } from './mail.ts'
export { mailFrame, mailFrameHeaders, mailSandbox } from './mail-frame.ts'
export {
  type ArrivedMail,
  type MailboxAccount,
  type MailboxHealth,
  type MailboxPosition,
  type MailFile,
  type MailReader,
  type MailTrouble,
  type MailTroubleKind,
  type MailWatch,
  mailReader,
  type ReadMail,
} from './mail-reader.ts'
export { watchMailboxes } from './mailboxes.ts'
export { optOutPage } from './opt-out-page.ts'
export {
  type AttachmentMaker,
  attachmentMakers,
  channels,
  chatProviders,
  type MadeFile,
  type PlayedChat,
  type PlayedChats,
  playedAccount,
  playedChats,
  playedMailbox,
  type QuietHours,
  quietHours,
} from './ports.ts'
export {
  type MessageToQueue,
  type Queued,
  queueMessage,
  queueMessages,
  type RefusedBecause,
} from './queue.ts'
export { type Chosen, readChoice } from './reach/choices.ts'
export type { Letter } from './reach/compose.ts'
export {
  letterBy,
  previewReach,
  reach,
  reachable,
  reachOn,
  routeOf,
  type Sent,
  sendLetter,
} from './reach/reach.ts'
export { type Reachable, type Ways, waysReady, waysTo } from './reach/ways.ts'
export { type SafeHtml, type SafeHtmlOptions, safeMailHtml, textOfHtml } from './safe-html.ts'
export { sentAbout, sentHow } from './sent-how.ts'
export { openName, shownName } from './shown-name.ts'
export { fillText, type TextToFill, textFor } from './texts.ts'
export {
  accountsToBegin,
  beginThread,
  type FirstWord,
  type NewThread,
} from './threads/begin-thread.ts'
export { type FoundWords, findWords, soughtWords } from './threads/find-words.ts'
export { linkThread } from './threads/link-thread.ts'
export {
  answeredElsewhere,
  brieflyById,
  latestOf,
  messagesAfter,
  messagesById,
  placeOfMessage,
  type SaidBriefly,
  statesOf,
} from './threads/newer-messages.ts'
export { type OfferedTemplate, templatesOf } from './threads/offered-templates.ts'
export {
  type Door,
  doorsOf,
  findThreads,
  messagesOf,
  showMessages,
  type Thread,
  threadsOf,
} from './threads/read-thread.ts'
export { type Voice, voiceOf } from './voice.ts'
