import { z } from 'zod'
import { ReachChannel } from '#core/contacts/customer.ts'
import { Day } from '#core/day.ts'
import { Id, NewId } from '#core/list.ts'
import { ReachAsked, ReachPassed, ReachWhy, travelShape } from '#core/messaging/reach.ts'

/** Which statement: the ledger's own period and kind. */
const Which = z.object({
  customerId: Id,
  from: Day,
  to: Day,
  kind: z.enum(['activity', 'open']),
})
export const PreviewStatement = Which.extend({ channel: ReachAsked.optional() }).refine(
  ({ from, to }) => from <= to,
  { path: ['to'] },
)
export type PreviewStatement = z.infer<typeof PreviewStatement>

/** What keeps a statement from being mailed. */
export const StatementProblem = z.enum([
  'no_address',
  'opted_out',
  'email_not_ready',
  'window_closed',
])
export type StatementProblem = z.infer<typeof StatementProblem>

/** The mail as the customer would read it; `to` is null to those who may not see identities. */
export const StatementLetter = z.object({
  to: z.string().nullable(),
  language: z.enum(['ar', 'en']),
  subject: z.string(),
  body: z.string(),
  problem: StatementProblem.nullable(),
  /** The way it takes, its form and why. */
  route: ReachWhy,
  /** As it reads on that way, which may be shorter. */
  words: z.string(),
  /** The channels that could be chosen instead. */
  open: z.array(ReachChannel),
  closed: z.array(ReachPassed),
})
export type StatementLetter = z.infer<typeof StatementLetter>

export const SendStatement = Which.extend({
  /** Chosen by the client, so that pressing twice sends once. */
  id: NewId,
  /** Absent: the customer's own address. */
  address: z.email().max(254).optional(),
  ...travelShape,
  /** Absent: the words as previewed. */
  subject: z.string().trim().min(1).max(200).optional(),
  body: z.string().trim().min(1).max(4000).optional(),
}).refine(({ from, to }) => from <= to, { path: ['to'] })
export type SendStatement = z.infer<typeof SendStatement>
