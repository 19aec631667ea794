import { z } from 'zod'
import { event } from '#core/event.ts'
import { MessageChannel } from '#core/messaging/message.ts'

const About = z.object({
  conversationId: z.uuid(),
  threadId: z.uuid(),
  customerId: z.uuid().nullable(),
})

/** A customer began to speak, or we to them: there is work that was not there before. */
export const ConversationOpened = event(
  'inbox.conversation_opened',
  About.extend({ channel: MessageChannel, reopened: z.boolean() }),
)

/** Anything that a screen shows of a conversation is otherwise now: what was said, its state, its labels. */
export const ConversationChanged = event('inbox.conversation_changed', About)

/** Somebody has it now, or nobody any more. */
export const ConversationAssigned = event(
  'inbox.conversation_assigned',
  About.extend({
    assigneeId: z.uuid().nullable(),
    before: z.uuid().nullable(),
    /** Who is written to: the one who has it, unless they took it themselves. */
    toldId: z.uuid().nullable(),
    name: z.string(),
  }),
)

/** The customer waits longer than the company wants; once a step. */
export const ConversationWaits = event(
  'inbox.conversation_waits',
  About.extend({
    assigneeId: z.uuid().nullable(),
    userIds: z.array(z.uuid()),
    name: z.string(),
    minutes: z.int(),
    step: z.int(),
  }),
)

/** A customer wrote and nobody has it: those who may take it are told, once for each time that it began. */
export const ConversationUnclaimed = event(
  'inbox.conversation_unclaimed',
  About.extend({ userIds: z.array(z.uuid()), name: z.string() }),
)

/** A colleague was named in a note. */
export const ColleagueMentioned = event(
  'inbox.colleague_mentioned',
  About.extend({ noteId: z.uuid(), userIds: z.array(z.uuid()), name: z.string() }),
)

export const ConversationClosed = event(
  'inbox.conversation_closed',
  About.extend({ byId: z.uuid().nullable() }),
)

/** What a customer thought of how they were answered, 1 to 5. */
export const SatisfactionTold = event(
  'inbox.satisfaction_told',
  About.extend({ score: z.int().min(1).max(5) }),
)
