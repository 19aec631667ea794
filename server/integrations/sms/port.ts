/** What the SMS vendors fit: the port of messaging, named in one place for all of them. */
export type {
  ChatAbilities,
  ChatAccount,
  ChatDelivery,
  ChatProvider,
  FetchedStatus,
  OutgoingChat,
  RawDelivery,
} from '#modules/messaging/index.ts'
