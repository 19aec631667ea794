import { z } from 'zod'
import { event } from '#core/event.ts'
import { MessageCategory, MessageChannel, MessageFailure } from './message.ts'

const AboutMessage = z.object({
  messageId: z.uuid(),
  customerId: z.uuid().nullable(),
  category: MessageCategory,
  /** What the message is about, as the sender named it: an invoice, a reminder. */
  about: z.object({ kind: z.string(), id: z.uuid() }),
})

/** A message waits to leave. */
export const MessageQueued = event('messaging.message_queued', AboutMessage)

/** The mail server took it. */
export const MessageSent = event('messaging.message_sent', AboutMessage)

/** It did not leave, for this reason, and will not be tried again by itself. */
export const MessageFailed = event(
  'messaging.message_failed',
  AboutMessage.extend({ reason: MessageFailure }),
)

/** It left and no answer came: a person decides what to believe. */
export const MessageUnknown = event('messaging.message_unknown', AboutMessage)

/** A customer asked to hear no more of what is not owed to them, or agreed again. */
export const ConsentChanged = event(
  'messaging.consent_changed',
  z.object({ customerId: z.uuid(), channel: z.string(), optedOut: z.boolean() }),
)

/** A customer said something: once for each thread, with all that came together. */
export const MessagesReceived = event(
  'messaging.messages_received',
  z.object({
    threadId: z.uuid(),
    accountId: z.uuid(),
    channel: MessageChannel,
    customerId: z.uuid().nullable(),
    messageIds: z.array(z.uuid()),
    /** Whether a machine wrote them all: nobody answers a machine by machine. */
    automatic: z.boolean(),
  }),
)

/** A person pressed what we offered; `payload` is what we hung on it. */
export const ChoiceMade = event(
  'messaging.choice_made',
  z.object({
    threadId: z.uuid(),
    messageId: z.uuid(),
    customerId: z.uuid().nullable(),
    payload: z.string(),
  }),
)

/** A colleague wrote down what was spoken elsewhere. */
export const TalkLogged = event(
  'messaging.talk_logged',
  z.object({
    messageId: z.uuid(),
    threadId: z.uuid(),
    customerId: z.uuid(),
    of: z.string(),
    direction: z.enum(['in', 'out']),
  }),
)

/** It is known, or known no more, whose thread this is. */
export const ThreadLinked = event(
  'messaging.thread_linked',
  z.object({
    threadId: z.uuid(),
    before: z.uuid().nullable(),
    customerId: z.uuid().nullable(),
  }),
)

/** An account came into trouble that people should know of: its token, its vendor's silence. */
export const AccountTroubled = event(
  'messaging.account_troubled',
  z.object({
    accountId: z.uuid(),
    channel: MessageChannel,
    name: z.string(),
    /** A state of the account. */
    trouble: z.string(),
  }),
)

/** Two threads turned out to be one person's: all that was said in `from` stands in `into` now. */
export const ThreadsJoined = event(
  'messaging.threads_joined',
  z.object({ into: z.uuid(), from: z.array(z.uuid()) }),
)

/** The vendor told what a person is called whose messages carry no name. */
export const ThreadNamed = event(
  'messaging.thread_named',
  z.object({ threadId: z.uuid(), before: z.string(), name: z.string() }),
)

/** Customers changed or took back what they had said; the messages stand as they are now. */
export const MessagesChanged = event(
  'messaging.messages_changed',
  z.object({ threadId: z.uuid(), messageIds: z.array(z.uuid()) }),
)

/** A customer turned the vendor's own switch against marketing, off or on again. */
export const MarketingSwitched = event(
  'messaging.marketing_switched',
  z.object({ threadId: z.uuid(), optedOut: z.boolean() }),
)
