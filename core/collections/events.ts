import { z } from 'zod'
import { event } from '#core/event.ts'
import { Money } from '#core/money.ts'
import { ContactChannel, ContactOutcome } from './desk/outcome.ts'
import { PromiseSource } from './promise.ts'

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
    choice: z.enum(['pay', 'paid', 'statement', 'call', 'promise']),
  }),
)

const AboutDispute = z.object({
  disputeId: z.uuid(),
  customerId: z.uuid(),
  invoiceId: z.uuid(),
})

/** The customer objects to an invoice, or to so much of it: that is not asked for until this is settled. */
export const DisputeOpened = event(
  'collections.dispute_opened',
  AboutDispute.extend({ reason: z.string(), amount: Money, ownerId: z.uuid().nullable() }),
)

/** Something about an open objection changed: whose it is, whether its clock runs, what was said. */
export const DisputeChanged = event(
  'collections.dispute_changed',
  AboutDispute.extend({
    what: z.enum(['waiting', 'resumed', 'given', 'word']),
    ownerId: z.uuid().nullable(),
  }),
)

/** Its answer is due, and nobody gave one. */
export const DisputeOverdue = event(
  'collections.dispute_overdue',
  AboutDispute.extend({ ownerId: z.uuid().nullable() }),
)

export const DisputeClosed = event(
  'collections.dispute_closed',
  AboutDispute.extend({ outcome: z.enum(['accepted', 'rejected', 'withdrawn']) }),
)

const AboutPromise = z.object({
  promiseId: z.uuid(),
  customerId: z.uuid(),
  amount: Money,
  dueOn: z.iso.date(),
})

/** A customer gave their word; `invoiceIds` are what it covers. */
export const PromiseMade = event(
  'collections.promise_made',
  AboutPromise.extend({
    source: PromiseSource,
    invoiceIds: z.array(z.uuid()),
    replaces: z.uuid().nullable(),
  }),
)

const Outcome = AboutPromise.extend({ kept: Money })

/** All that was promised came in time. */
export const PromiseKept = event('collections.promise_kept', Outcome)

/** The last day of grace is over, and only a part has come. */
export const PromisePartlyKept = event('collections.promise_partly_kept', Outcome)

/** The last day of grace is over, and nothing has come. */
export const PromiseBroken = event('collections.promise_broken', Outcome)

/** What had kept it was taken back while there is still time. */
export const PromiseReopened = event('collections.promise_reopened', Outcome)

/** A new promise, a plan or a settlement over the same invoices took its place. */
export const PromiseReplaced = event(
  'collections.promise_replaced',
  AboutPromise.extend({ replacedBy: z.uuid() }),
)

export const PromiseCancelled = event(
  'collections.promise_cancelled',
  AboutPromise.extend({ reason: z.string() }),
)

/** A colleague worked on a debtor at the desk: how, and what came of it. */
export const ContactRecorded = event(
  'collections.contact_recorded',
  z.object({
    contactId: z.uuid(),
    customerId: z.uuid(),
    channel: ContactChannel,
    direction: z.enum(['in', 'out']),
    outcome: ContactOutcome,
    followUpAt: z.iso.datetime().nullable(),
    promised: Money.nullable(),
  }),
)

const AboutReferral = z.object({
  referralId: z.uuid(),
  customerId: z.uuid(),
  agencyId: z.uuid(),
  amount: Money,
  preparedById: z.uuid().nullable(),
})

/** Invoices of a customer are to go to an agency: agreed to, or waiting for someone's agreement. */
export const ReferralPrepared = event('collections.referral_prepared', AboutReferral)

/** An agency has the debt in hand from now on; nothing of it is asked for by us. */
export const DebtReferred = event('collections.debt_referred', AboutReferral)

/** A referral is over: paid, recalled, given back or given up. */
export const ReferralEnded = event(
  'collections.referral_ended',
  AboutReferral.extend({ outcome: z.enum(['paid', 'recalled', 'uncollectable', 'returned']) }),
)

/** An agency said something of a debt, or that money came. */
export const AgencyReported = event(
  'collections.agency_reported',
  AboutReferral.extend({ what: z.string() }),
)

const AboutConcession = z.object({
  concessionId: z.uuid(),
  customerId: z.uuid(),
  kind: z.enum(['settlement', 'waiver', 'write_off']),
  /** What the company would go without. */
  amount: Money,
})

/** A settlement, waiver or write-off goes beyond its proposer's limit and waits for these. */
export const ConcessionProposed = event(
  'collections.concession_proposed',
  AboutConcession.extend({ approverIds: z.array(z.uuid()) }),
)

/** Where a concession stands now: agreed to, offered, accepted, in the books, taken back. */
export const ConcessionChanged = event(
  'collections.concession_changed',
  AboutConcession.extend({ state: z.string() }),
)

/** A customer paid something of what had been written off. */
export const BadDebtRecovered = event(
  'collections.bad_debt_recovered',
  AboutConcession.extend({ recovered: Money }),
)
