/** What Meta's three channels fit: the port of messaging, named in one place for all of them. */
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
} from '#modules/messaging/index.ts'
