import type { Calendar } from '#core/calendar.ts'
import type { DisputeOutcome, DisputeSource } from '#core/collections/dispute.ts'
import type { ReminderPolicy } from '#core/collections/policy.ts'
import type { PromiseSource, PromiseState } from '#core/collections/promise.ts'
import type { Reason, ReminderState } from '#core/collections/reminder.ts'
import type { ReachChannel } from '#core/contacts/customer.ts'
import type { Tone } from '#core/messaging/tone.ts'
import type { Currency } from '#core/money.ts'

export type ReminderItem = {
  itemId: string
  invoiceId: string
  number: string
  balance: number
}
export type ExcludedItem = { itemId: string; number: string; because: string }

export type CollectionsTables = {
  reminder_setting: {
    company_id: string
    on_since: Date | null
    on_by: string | null
    thank_you_since: Date | null
    stopped_on: string | null
    stopped_by: string | null
    calendar: Calendar
    collector: string
    manager: string
    phone: string
    said_paid_days: number
    promise_grace_days: number
    promise_days_ahead: number
    refreshed_at: Date | null
    refreshed_on: string | null
  }
  reminder_policy: {
    company_id: string
    key: string
    name: string
    place: number
    policy: ReminderPolicy
    changed_at: Date
    changed_by: string
  }
  reminder_watch: {
    company_id: string
    customer_id: string
    look_on: string
    look_minute: number
  }
  reminder: ReminderTable
  reminder_decision: {
    company_id: string
    reminder_id: string
    seq: number
    verdict: 'send' | 'hold' | 'drop'
    step_key: string
    amount: number
    reasons: Reason[]
    passed: string[]
    at: Date
    actor_id: string | null
    actor_name: string
  }
  reminder_reservation: {
    company_id: string
    item_id: string
    step_key: string
    cycle: number
    reminder_id: string
    at: Date
  }
  chase_pause: {
    company_id: string
    id: string
    customer_id: string
    invoice_id: string | null
    item_id: string | null
    invoice_number: string | null
    until: string | null
    reason: string
    at: Date
    by_id: string | null
    by_name: string
    ended_at: Date | null
    ended_by: string | null
  }
  dispute: DisputeTable
  late_period: {
    company_id: string
    item_id: string
    cycle: number
    customer_id: string
    invoice_id: string
    number: string
    due_on: string
    currency: Currency
    amount: number
    ended_on: string | null
  }
  promise: PromiseTable
  promise_item: PromiseItemTable
}

export type DisputeTable = {
  company_id: string
  id: string
  customer_id: string
  invoice_id: string
  item_id: string
  invoice_number: string
  reason: string
  currency: Currency
  /** Null: the whole invoice. */
  amount: number | null
  note: string
  source: DisputeSource
  link_id: string | null
  owner_id: string | null
  answer_by: Date | null
  waiting_since: Date | null
  left_minutes: number | null
  escalated_at: Date | null
  told_at: Date | null
  opened_at: Date
  opened_by_id: string | null
  opened_by: string
  closed_at: Date | null
  closed_by: string | null
  outcome: DisputeOutcome | null
  closing_note: string | null
  credit_note_id: string | null
  credit_number: string | null
  credited: number | null
}

export type PromiseTable = {
  company_id: string
  id: string
  customer_id: string
  currency: Currency
  amount: number
  due_on: string
  last_day: string
  source: PromiseSource
  said_by: string
  note: string
  state: PromiseState
  kept: number
  judged_at: Date | null
  replaces: string | null
  cancel_reason: string | null
  made_at: Date
  made_by_id: string | null
  made_by: string
}

export type PromiseItemTable = {
  company_id: string
  promise_id: string
  item_id: string
  invoice_id: string
  number: string
  amount: number
}

export type ReminderTable = {
  company_id: string
  id: string
  customer_id: string
  currency: Currency
  policy_key: string
  step_key: string
  tone: Tone
  /** Null while no way is open. */
  channel: ReachChannel | null
  state: ReminderState
  amount: number
  items: ReminderItem[]
  excluded: ExcludedItem[]
  reasons: Reason[]
  review_on: string | null
  decided_at: Date
  decided_on: string
  sent_on: string | null
  message_id: string | null
  approved_steps: string[]
  decided_by: string | null
  override_reason: string | null
}
