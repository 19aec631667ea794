import { z } from 'zod'
import { Day } from '#core/day.ts'
import { Id, PageInput } from '#core/list.ts'
import { MessageChannel } from '#core/messaging/message.ts'
import { Availability, Skill } from '#core/people/work.ts'
import { Named } from './conversation.ts'

/** A colleague as the inbox sees them now. */
export const AgentRow = z.object({
  user: Named,
  /** As they say of themselves; `off` while they are signed in nowhere. */
  availability: Availability,
  since: z.iso.datetime().nullable(),
  onShift: z.boolean(),
  /** Open conversations that they hold, and how many they may. */
  load: z.int(),
  capacity: z.int(),
  /** Customers of theirs who wait. */
  waiting: z.int(),
  skills: z.array(Skill),
  departments: z.array(Named),
})
export type AgentRow = z.infer<typeof AgentRow>

const Range = z.object({ from: Day, to: Day, groupBy: z.enum(['channel', 'type', 'agent', 'day']) })
export const ReportInput = Range
export type ReportInput = z.infer<typeof ReportInput>

/** Minutes between a customer's word and ours: on the wall, and of working hours. */
export const Response = z.object({
  count: z.int(),
  median: z.number().nullable(),
  p90: z.number().nullable(),
  workingMedian: z.number().nullable(),
  workingP90: z.number().nullable(),
})

export const ReportLine = z.object({
  /** A channel, the id of a type or a colleague, a day; empty for none. */
  key: z.string(),
  /** The name of a type or a colleague; null where `key` is its own name. */
  name: z.string().nullable(),
  opened: z.int(),
  closed: z.int(),
  received: z.int(),
  answered: z.int(),
  first: Response,
  next: Response,
  satisfaction: z.object({
    asked: z.int(),
    count: z.int(),
    average: z.number().nullable(),
    /** How many gave 1, 2, 3, 4, 5. */
    scores: z.array(z.int()).length(5),
  }),
})
export type ReportLine = z.infer<typeof ReportLine>
export const InboxReport = z.object({ rows: z.array(ReportLine), total: ReportLine })
export type InboxReport = z.infer<typeof InboxReport>

/** The rows behind one figure of the report; without a key, of its total. */
export const ReportRowsInput = PageInput.extend({
  ...Range.shape,
  key: z.string().max(60).optional(),
  figure: z.enum(['opened', 'closed', 'received', 'answered', 'first', 'next', 'satisfaction']),
})
export type ReportRowsInput = z.infer<typeof ReportRowsInput>

export const ReportRow = z.object({
  conversationId: Id,
  messageId: Id.nullable(),
  channel: MessageChannel,
  name: z.string(),
  agent: z.string().nullable(),
  at: z.iso.datetime(),
  minutes: z.number().nullable(),
  workingMinutes: z.number().nullable(),
  score: z.int().nullable(),
})
export type ReportRow = z.infer<typeof ReportRow>
