import { z } from 'zod'
import { Id } from '#core/list.ts'
import { MessageChannel } from '#core/messaging/message.ts'
import { ConversationRow } from './conversation.ts'

export const SearchMessages = z.object({
  text: z.string().trim().min(2).max(120),
  customerId: Id.optional(),
  channel: z.array(MessageChannel).max(6).optional(),
  direction: z.enum(['in', 'out']).optional(),
  cursor: z.string().max(400).optional(),
  limit: z.int().min(1).max(50).default(20),
})
export type SearchMessages = z.infer<typeof SearchMessages>

export const FoundMessage = z.object({
  messageId: Id,
  threadId: Id,
  /** Where it can be read; null when no conversation was ever made of its thread. */
  conversationId: Id.nullable(),
  channel: MessageChannel,
  direction: z.enum(['in', 'out']),
  at: z.iso.datetime(),
  by: z.string(),
  customer: ConversationRow.shape.customer,
  subject: z.string().nullable(),
  /** The words around the first hit. */
  snippet: z.string(),
  /** Where the hits stand in the snippet: `from` belongs to it, `until` no more. */
  marks: z.array(z.object({ from: z.int(), until: z.int() })),
})
export type FoundMessage = z.infer<typeof FoundMessage>
