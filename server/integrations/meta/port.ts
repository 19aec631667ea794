/** What Meta's three channels fit: the port of messaging, named in one place for all of them. */
export type {
  ChatAbilities,
  ChatAccount,
  ChatDelivery,
  ChatProvider,
  FetchedMedia,
  HeldTemplate,
  Offer,
  OutgoingChat,
  OutgoingContent,
  RawDelivery,
  VendorTemplates,
} from '#modules/messaging/index.ts'
