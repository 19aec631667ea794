import type { PaymentPlanState } from '#core/collections/payment-plan.ts'
import type { ReachChannel } from '#core/contacts/customer.ts'
import type { Currency } from '#core/money.ts'

export type PaymentPlanTable = {
  company_id: string
  id: string
  customer_id: string
  currency: Currency
  amount: number
  state: PaymentPlanState
  grace_days: number
  breaks_after: number
  answer_by: string
  last_on: string
  note: string
  came: number
  missed: number
  proposed_at: Date
  proposed_by_id: string | null
  proposed_by: string
  sent_at: Date | null
  sent_channel: ReachChannel | null
  accepted_at: Date | null
  accepted_how: 'link' | 'staff' | null
  accepted_by: string | null
  accepted_address: string | null
  accepted_agent: string | null
  accepted_note: string | null
  accepted_text: string | null
  ended_at: Date | null
  end_reason: string | null
  replaces: string | null
}

export type PlanItemTable = {
  plan_id: string
  place: number
  item_id: string
  invoice_id: string
  number: string
  amount: number
}

export type InstalmentTable = { plan_id: string; place: number; due_on: string; amount: number }

export type PlanNoticeTable = {
  plan_id: string
  place: number
  kind: 'before' | 'due' | 'late'
  state: 'sent' | 'held'
  reasons: string[]
  message_id: string | null
  at: Date
}
