import { z } from 'zod'
import type { NotificationKind } from '#core/collaboration/notification.ts'
import type { Event } from '#core/event.ts'
import { Money } from '#core/money.ts'
import type { Listener } from '#platform/events.ts'
import { type News, notify } from './notify.ts'

type Told = Omit<News, 'kind'>
/** What an event says to people: undefined when this one is nobody's news. */
type Reading = (facts: unknown) => Told | undefined

/** Reads as much of an event as its notification needs; what else it says is not ours. */
const reading =
  <Facts extends z.ZodType>(
    shape: Facts,
    tell: (facts: z.output<Facts>) => Told | undefined,
  ): Reading =>
  (facts) =>
    tell(shape.parse(facts))

const message = z.object({
  messageId: z.uuid(),
  customerId: z.uuid().nullable(),
  category: z.string(),
})

const instrument = z.object({
  instrumentId: z.uuid(),
  customerId: z.uuid(),
  amount: Money,
  kind: z.string(),
})

const plan = z.object({
  planId: z.uuid(),
  customerId: z.uuid(),
  amount: Money,
  toldIds: z.array(z.uuid()),
})

const planNews = ({ planId, customerId, amount, toldIds }: z.output<typeof plan>): Told => ({
  about: { kind: 'payment_plan', id: planId },
  customerId,
  facts: { amount },
  userIds: toldIds,
})

const referral = z.object({
  referralId: z.uuid(),
  customerId: z.uuid(),
  amount: Money,
  preparedById: z.uuid().nullable(),
})

const referralNews = (
  { referralId, customerId, amount, preparedById }: z.output<typeof referral>,
  reason: string,
): Told => ({
  about: { kind: 'referral', id: referralId },
  customerId,
  facts: { amount, reason },
  userIds: preparedById === null ? [] : [preparedById],
})

const conversation = z.object({
  conversationId: z.uuid(),
  customerId: z.uuid().nullable(),
  name: z.string(),
})

const conversationNews = (
  { conversationId, customerId, name }: z.output<typeof conversation>,
  userIds: readonly string[],
  more: { minutes?: number } = {},
): Told => ({
  about: { kind: 'conversation', id: conversationId },
  customerId,
  facts: { name, ...more },
  userIds,
})

const readings: Record<NotificationKind, Reading> = {
  payment_received: reading(
    z.object({
      paymentId: z.uuid(),
      customerId: z.uuid(),
      amount: Money,
      source: z.string().optional(),
    }),
    ({ paymentId, customerId, amount, source }) =>
      // An import has one notification of its own, not one for each old payment.
      source === 'import'
        ? undefined
        : { about: { kind: 'payment', id: paymentId }, customerId, facts: { amount } },
  ),
  reminder_waiting: reading(
    z.object({
      reminderId: z.uuid(),
      customerId: z.uuid(),
      amount: Money,
      reasons: z.array(z.string()),
    }),
    ({ reminderId, customerId, amount, reasons }) =>
      reasons.includes('needs_approval')
        ? { about: { kind: 'reminder', id: reminderId }, customerId, facts: { amount } }
        : undefined,
  ),
  message_failed: reading(
    message.extend({ reason: z.string() }),
    ({ messageId, customerId, category, reason }) => ({
      about: { kind: 'message', id: messageId },
      customerId,
      facts: { category, reason },
    }),
  ),
  message_unknown: reading(message, ({ messageId, customerId, category }) => ({
    about: { kind: 'message', id: messageId },
    customerId,
    facts: { category },
  })),
  account_troubled: reading(
    z.object({ accountId: z.uuid(), name: z.string(), trouble: z.string() }),
    ({ accountId, name, trouble }) => ({
      about: { kind: 'channel_account', id: accountId },
      customerId: null,
      facts: { name, reason: trouble },
    }),
  ),
  customer_answered: reading(
    z.object({
      messageId: z.uuid(),
      threadId: z.uuid(),
      customerId: z.uuid(),
      choice: z.string(),
    }),
    ({ threadId, customerId, choice }) =>
      // The rest we do ourselves; these two want a person.
      choice === 'call' || choice === 'paid'
        ? { about: { kind: 'thread', id: threadId }, customerId, facts: { reason: choice } }
        : undefined,
  ),
  promise_broken: reading(
    z.object({ promiseId: z.uuid(), customerId: z.uuid(), amount: Money }),
    ({ promiseId, customerId, amount }) => ({
      about: { kind: 'promise', id: promiseId },
      customerId,
      facts: { amount },
    }),
  ),
  plan_accepted: reading(plan, planNews),
  plan_declined: reading(plan, planNews),
  plan_broken: reading(plan, planNews),
  agency_reported: reading(referral.extend({ what: z.string() }), ({ what, ...facts }) =>
    // That we confirmed a payment is our own doing.
    what === 'payment_confirmed' ? undefined : referralNews(facts, what),
  ),
  referral_ended: reading(referral.extend({ outcome: z.string() }), ({ outcome, ...facts }) =>
    referralNews(facts, outcome),
  ),
  instrument_due: reading(instrument, ({ instrumentId, customerId, amount, kind }) => ({
    about: { kind: 'instrument', id: instrumentId },
    customerId,
    facts: { amount, reason: kind },
  })),
  cheque_bounced: reading(instrument, ({ instrumentId, customerId, amount }) => ({
    about: { kind: 'instrument', id: instrumentId },
    customerId,
    facts: { amount },
  })),
  balance_differs: reading(
    z.object({ confirmationId: z.uuid(), customerId: z.uuid(), amount: Money }),
    ({ confirmationId, customerId, amount }) => ({
      about: { kind: 'balance_confirmation', id: confirmationId },
      customerId,
      facts: { amount },
    }),
  ),
  dispute_raised: reading(
    z.object({
      disputeId: z.uuid(),
      customerId: z.uuid(),
      amount: Money,
      ownerId: z.uuid().nullable(),
    }),
    ({ disputeId, customerId, amount, ownerId }) =>
      ownerId === null
        ? undefined
        : {
            about: { kind: 'dispute', id: disputeId },
            customerId,
            facts: { amount },
            userIds: [ownerId],
          },
  ),
  dispute_overdue: reading(
    z.object({ disputeId: z.uuid(), customerId: z.uuid() }),
    ({ disputeId, customerId }) => ({
      about: { kind: 'dispute', id: disputeId },
      customerId,
      facts: {},
    }),
  ),
  concession_waits: reading(
    z.object({
      concessionId: z.uuid(),
      customerId: z.uuid(),
      amount: Money,
      approverIds: z.array(z.uuid()),
    }),
    ({ concessionId, customerId, amount, approverIds }) => ({
      about: { kind: 'concession', id: concessionId },
      customerId,
      facts: { amount },
      userIds: approverIds,
    }),
  ),
  credit_review: reading(
    z.object({ customerId: z.uuid(), because: z.string() }),
    ({ customerId, because }) => ({
      about: { kind: 'credit', id: customerId },
      customerId,
      facts: { reason: because },
    }),
  ),
  credit_applied: reading(
    z.object({
      applicationId: z.uuid(),
      customerId: z.uuid(),
      amount: Money,
      fromCustomer: z.boolean(),
    }),
    ({ applicationId, customerId, amount, fromCustomer }) =>
      // What a colleague brings is brought to whoever decides by the colleague.
      fromCustomer
        ? {
            about: { kind: 'credit_application', id: applicationId },
            customerId,
            facts: { amount },
          }
        : undefined,
  ),
  import_finished: reading(
    z.object({ importId: z.uuid(), customers: z.int(), invoices: z.int(), payments: z.int() }),
    ({ importId, ...facts }) => ({
      about: { kind: 'import', id: importId },
      customerId: null,
      facts,
    }),
  ),
  books_problem: reading(z.object({ invariants: z.array(z.string()) }), ({ invariants }) => ({
    about: { kind: 'books', id: nil },
    customerId: null,
    facts: { problems: invariants.length },
  })),
  conversation_assigned: reading(
    conversation.extend({ toldId: z.uuid().nullable() }),
    ({ toldId, ...facts }) => (toldId === null ? undefined : conversationNews(facts, [toldId])),
  ),
  conversation_waits: reading(
    conversation.extend({ userIds: z.array(z.uuid()), minutes: z.int() }),
    ({ userIds, minutes, ...facts }) => conversationNews(facts, userIds, { minutes }),
  ),
  conversation_unclaimed: reading(
    conversation.extend({ userIds: z.array(z.uuid()) }),
    ({ userIds, ...facts }) => conversationNews(facts, userIds),
  ),
  colleague_mentioned: reading(
    conversation.extend({ userIds: z.array(z.uuid()) }),
    ({ userIds, ...facts }) => conversationNews(facts, userIds),
  ),
}

/** The books are one thing and have no id. */
const nil = '00000000-0000-0000-0000-000000000000'

/**
 * Which event makes which notification. The events belong to modules above this one, which it
 * hears by name only: whoever joins the modules hands them over.
 */
export function collaborationReactions(
  events: Readonly<Record<NotificationKind, Event>>,
): Listener[] {
  return (Object.entries(events) as [NotificationKind, Event][]).map(([kind, event]) => ({
    name: `collaboration.tell_${kind}`,
    event: event.name,
    run: async (work, facts) => {
      const told = readings[kind](facts)
      if (told) await notify(work, { kind, ...told })
    },
  }))
}
