import { z } from 'zod'
import { ReachChannel } from '#core/contacts/customer.ts'
import { Day } from '#core/day.ts'
import { Id } from '#core/list.ts'
import { ReachForm, ReachWhy } from '#core/messaging/reach.ts'
import { Tone } from '#core/messaging/tone.ts'
import { Money } from '#core/money.ts'
import { coveredBy, itemExclusions } from './asked.ts'
import { type Decision, gateCodes } from './gate.ts'

export const GateCode = z.enum(gateCodes)

/** One reason of the gate, with the facts a sentence is made of. */
export const Reason = z.object({
  code: GateCode,
  facts: z.record(z.string(), z.union([z.string(), z.number()])),
})
export type Reason = z.infer<typeof Reason>

export const reminderStates = ['held', 'queued', 'sent', 'failed', 'unknown', 'dropped'] as const
/** Where a reminder stands; after `queued` it follows its message. */
export const ReminderState = z.enum(reminderStates)
export type ReminderState = z.infer<typeof ReminderState>

/**
 * What a person who answers for it may overrule. The rest are facts: nothing is owed, the money is
 * on its way, the customer gave their word for all of it or asked for quiet, or there is no way to
 * reach them.
 */
const overridable: ReadonlySet<string> = new Set([
  'customer_paused',
  'payment_notice_open',
  'too_soon',
  'too_many',
  'contact_cap',
  'human_contact',
  'desk_lock',
  'holiday',
  'weekend',
  'outside_hours',
  'company_stopped',
  'needs_approval',
])

/** Whether a person may send in spite of every reason there is. */
export const mayOverride = ({ reasons }: Pick<Decision, 'reasons'>): boolean =>
  reasons.length > 0 && reasons.every(({ code }) => overridable.has(code))

/** Reasons of the clock alone: they pass by themselves and are nobody's news. */
const ofTheClock: ReadonlySet<string> = new Set(['holiday', 'weekend', 'outside_hours'])
export const isOnlyTheClock = (reasons: readonly Readonly<{ code: string }>[]): boolean =>
  reasons.length > 0 && reasons.every(({ code }) => ofTheClock.has(code))

/** A line of «ما الذي سيُرسل اليوم»: one customer, one currency, one message. */
export const PlanRow = z.object({
  customerId: Id,
  customerName: z.string(),
  verdict: z.enum(['send', 'hold', 'drop']),
  amount: Money,
  invoices: z.int(),
  tone: Tone,
  stepKey: z.string(),
  stepNumber: z.int(),
  stepCount: z.int(),
  /** Days since the oldest of its invoices fell due; negative before that day. */
  daysLate: z.int(),
  /** The way it takes, its form and why; a channel of null: no way is open. */
  route: ReachWhy,
  reasons: z.array(Reason),
  passed: z.array(GateCode),
  reviewOn: Day.nullable(),
  canOverride: z.boolean(),
})
export type PlanRow = z.infer<typeof PlanRow>

export const PlanItem = z.object({
  itemId: Id,
  invoiceId: Id,
  number: z.string(),
  dueOn: Day,
  balance: Money,
  /** Why it is left out of the message; null when it is in it. */
  because: z.enum(itemExclusions).nullable(),
  /** What of it is covered, and is therefore not asked for: each with its reason. */
  covered: z.array(z.object({ amount: Money, until: Day, by: z.enum(coveredBy) })),
})

/** One message as it would read on one channel. */
export const ReminderPreview = z.object({
  channel: ReachChannel,
  form: ReachForm,
  subject: z.string(),
  body: z.string(),
  /** What it costs as SMS. */
  segments: z.int().nullable(),
  buttons: z.array(z.string()),
})

/** The message of a line as it would arrive. */
export const PlanDetail = PlanRow.extend({
  language: z.enum(['ar', 'en']),
  toName: z.string(),
  toAddress: z.string().nullable(),
  subject: z.string(),
  /** As it would read on the way that it takes. */
  body: z.string(),
  /** How it would read on every way that is open. */
  previews: z.array(ReminderPreview),
  items: z.array(PlanItem),
})
export type PlanDetail = z.infer<typeof PlanDetail>
