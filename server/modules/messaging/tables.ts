import type { MessageCategory, MessageState } from '#core/messaging/message.ts'
import type { Language } from '#core/people/identity.ts'

export type MessagingTables = {
  channel_account: {
    company_id: string
    id: string
    channel: 'email'
    name: string
    host: string
    port: number
    secure: boolean
    user_name: string | null
    password_sealed: string | null
    from_name: string
    from_address: string
    reply_to: string | null
    chosen_at: Date | null
    checked_at: Date | null
    check_outcome: 'sent' | 'failed' | 'unknown' | null
    check_reason: string | null
    check_detail: string | null
    created_at: Date
    removed_at: Date | null
  }
  message: MessageTable
  message_attempt: {
    company_id: string
    message_id: string
    number: number
    id: string
    started_at: Date
    ended_at: Date | null
    outcome: 'sent' | 'failed' | 'unknown' | null
    reason: string | null
    detail: string | null
    actor_name: string
  }
  message_template: {
    company_id: string
    key: string
    language: Language
    subject: string
    body: string
    changed_at: Date
    changed_by: string
  }
  consent: {
    company_id: string
    id: string
    customer_id: string
    channel: 'email'
    opted_out: boolean
    source: 'customer_link' | 'person' | 'import'
    evidence: string
    at: Date
    actor_id: string | null
    actor_name: string
  }
}

export type MessageTable = {
  company_id: string
  id: string
  customer_id: string | null
  channel: 'email'
  category: MessageCategory
  language: Language
  to_name: string | null
  to_address: string
  subject: string
  body: string
  attachments: { maker: string; id: string }[]
  about_kind: string
  about_id: string
  once: string
  state: MessageState
  reason: string | null
  detail: string | null
  attempts: number
  attempt_id: string | null
  claimed_at: Date | null
  provider_id: string | null
  not_before: Date | null
  queued_at: Date
  sent_at: Date | null
  actor_id: string | null
  actor_name: string
}
