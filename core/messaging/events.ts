import { z } from 'zod'
import { event } from '#core/event.ts'
import { MessageCategory, MessageFailure } from './message.ts'

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
