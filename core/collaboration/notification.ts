import { z } from 'zod'
import { Money } from '#core/money.ts'
import type { Permission } from '#core/permission.ts'

export const notificationKinds = [
  'payment_received',
  'reminder_waiting',
  'message_failed',
  'message_unknown',
  'account_troubled',
  'customer_answered',
  'promise_broken',
  'plan_accepted',
  'plan_declined',
  'plan_broken',
  'agency_reported',
  'referral_ended',
  'credit_review',
  'credit_applied',
  'dispute_raised',
  'dispute_overdue',
  'concession_waits',
  'instrument_due',
  'cheque_bounced',
  'balance_differs',
  'import_finished',
  'books_problem',
  'conversation_assigned',
  'conversation_waits',
  'conversation_unclaimed',
  'colleague_mentioned',
] as const
export const NotificationKind = z.enum(notificationKinds)
export type NotificationKind = z.infer<typeof NotificationKind>

/** The little that a notification says by itself; the rest is behind its link. */
export const NotificationFacts = z.object({
  amount: Money.optional(),
  /** The name that the company gave to the thing. */
  name: z.string().max(80).optional(),
  reason: z.string().max(80).optional(),
  category: z.string().max(40).optional(),
  customers: z.int().optional(),
  invoices: z.int().optional(),
  payments: z.int().optional(),
  problems: z.int().optional(),
  minutes: z.int().optional(),
})
export type NotificationFacts = z.infer<typeof NotificationFacts>

type Audience = Readonly<{
  /** Who holds this is told, as far as it reaches over the customer's owner. */
  permission: Permission
  /** The customer's owner is told already with this. */
  owner?: Permission
  /** Whoever began it is told, and the others only when nobody is known to have. */
  starter?: true
  /** Those whom the event names are told, and nobody else. */
  named?: true
}>

/** Who is told of what. */
export const audiences: Readonly<Record<NotificationKind, Audience>> = {
  payment_received: { permission: 'payments.record', owner: 'payments.read' },
  reminder_waiting: { permission: 'collections.approve' },
  message_failed: { permission: 'messaging.manage' },
  message_unknown: { permission: 'messaging.manage' },
  account_troubled: { permission: 'messaging.manage' },
  customer_answered: { permission: 'collections.pause', owner: 'collections.read' },
  promise_broken: { permission: 'collections.promise', owner: 'collections.read' },
  plan_accepted: { permission: 'collections.payment_plan', named: true },
  plan_declined: { permission: 'collections.payment_plan', named: true },
  plan_broken: { permission: 'collections.payment_plan', named: true },
  agency_reported: { permission: 'collections.agencies', owner: 'collections.read' },
  referral_ended: { permission: 'collections.agencies', owner: 'collections.read' },
  instrument_due: { permission: 'payments.instruments', owner: 'payments.read' },
  cheque_bounced: { permission: 'payments.instruments', owner: 'payments.read' },
  balance_differs: { permission: 'collections.confirm_balance', owner: 'collections.read' },
  dispute_raised: { permission: 'collections.dispute', named: true },
  dispute_overdue: { permission: 'collections.lead', owner: 'collections.dispute' },
  concession_waits: { permission: 'collections.concede', named: true },
  credit_review: { permission: 'credit.decide', owner: 'credit.read' },
  credit_applied: { permission: 'credit.decide', owner: 'credit.read' },
  import_finished: { permission: 'importing.run', starter: true },
  books_problem: { permission: 'ledger.read' },
  conversation_assigned: { permission: 'inbox.read', named: true },
  conversation_waits: { permission: 'inbox.read', named: true },
  conversation_unclaimed: { permission: 'inbox.answer', named: true },
  colleague_mentioned: { permission: 'inbox.read', named: true },
}

/**
 * Kinds of which one unread line is enough, with a count: fifty reminders that wait for approval
 * are one piece of work, fifty payments are fifty good news.
 */
export const counted: ReadonlySet<NotificationKind> = new Set([
  'reminder_waiting',
  'message_failed',
  'message_unknown',
  'books_problem',
  'conversation_unclaimed',
])
