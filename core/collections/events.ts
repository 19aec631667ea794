import { z } from 'zod'
import { event } from '#core/event.ts'
import { Money } from '#core/money.ts'

const AboutReminder = z.object({
  reminderId: z.uuid(),
  customerId: z.uuid(),
  stepKey: z.string(),
  amount: Money,
})

/** A reminder passed the gate and waits in the queue of messages. */
export const ReminderSent = event(
  'collections.reminder_sent',
  AboutReminder.extend({ messageId: z.uuid(), itemIds: z.array(z.uuid()) }),
)

/** The gate kept a reminder back, or gave it up, for these reasons. */
export const ReminderHeld = event(
  'collections.reminder_held',
  AboutReminder.extend({ verdict: z.enum(['hold', 'drop']), reasons: z.array(z.string()) }),
)

/** Nobody reminds this customer, or of this one invoice, until the day or until a person resumes. */
export const ChasePaused = event(
  'collections.chase_paused',
  z.object({
    customerId: z.uuid(),
    invoiceId: z.uuid().nullable(),
    until: z.string().nullable(),
    reason: z.string(),
  }),
)

export const ChaseResumed = event(
  'collections.chase_resumed',
  z.object({ customerId: z.uuid(), invoiceId: z.uuid().nullable() }),
)

/** A customer pressed a choice under a message of ours: they say that they paid, or want a call. */
export const CustomerAnswered = event(
  'collections.customer_answered',
  z.object({
    customerId: z.uuid(),
    threadId: z.uuid(),
    messageId: z.uuid(),
    choice: z.enum(['pay', 'paid', 'statement', 'call']),
  }),
)

/** The customer objects to an invoice: it is not asked for until this is settled. */
export const DisputeOpened = event(
  'collections.dispute_opened',
  z.object({
    disputeId: z.uuid(),
    customerId: z.uuid(),
    invoiceId: z.uuid(),
    reason: z.string(),
  }),
)

export const DisputeClosed = event(
  'collections.dispute_closed',
  z.object({
    disputeId: z.uuid(),
    customerId: z.uuid(),
    invoiceId: z.uuid(),
    outcome: z.enum(['accepted', 'rejected', 'withdrawn']),
  }),
)
