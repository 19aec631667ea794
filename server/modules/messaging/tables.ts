import type { Generated } from 'kysely'
import type { MediaRef } from '#core/messaging/incoming.ts'
import type { MessageCategory, MessageChannel, MessageState } from '#core/messaging/message.ts'
import type { ReachWhy } from '#core/messaging/reach.ts'
import type { Said } from '#core/messaging/thread.ts'
import type { ChatVendorName } from '#core/messaging/vendors.ts'
import type { Language } from '#core/people/identity.ts'

export type MessagingTables = {
  channel_account: AccountTable
  message: MessageTable
  thread: ThreadTable
  message_media: MediaTable
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
    channel: MessageChannel
    opted_out: boolean
    source: 'customer_link' | 'customer_word' | 'vendor' | 'person' | 'import'
    reach: Generated<'all' | 'marketing'>
    evidence: string
    at: Date
    actor_id: string | null
    actor_name: string
  }
}

export type AccountTable = {
  company_id: string
  id: string
  channel: Exclude<MessageChannel, 'manual'>
  name: string
  /** Of mail alone, as everything down to `reply_to`. */
  host: string | null
  port: number | null
  secure: boolean | null
  user_name: string | null
  password_sealed: string | null
  from_name: string | null
  from_address: string | null
  reply_to: string | null
  /** Of conversations alone, as everything down to `version`. */
  provider: ChatVendorName | null
  address: string | null
  shown_as: string | null
  base_url: string | null
  version: string | null
  secrets_sealed: string | null
  /** Further ids of the vendor; of mail: where answers are read. */
  settings: Record<string, unknown>
  played: boolean
  facts: Record<string, string>
  resting_until: Date | null
  resting_reason: string | null
  rests: number
  heard_at: Date | null
  chosen_at: Date | null
  checked_at: Date | null
  check_outcome: 'sent' | 'failed' | 'unknown' | null
  check_reason: string | null
  check_detail: string | null
  created_at: Date
  removed_at: Date | null
}

export type MessageTable = {
  company_id: string
  id: string
  customer_id: string | null
  channel: MessageChannel
  direction: 'in' | 'out'
  account_id: string | null
  thread_id: string | null
  category: MessageCategory
  language: Language
  to_name: string | null
  /** The customer's side of it, whichever way it went. */
  to_address: string
  subject: string
  body: string
  content: Said | null
  part: number
  said_at: Date
  answers: string | null
  by_human: boolean
  elsewhere: boolean
  attachments: { maker: string; id: string }[]
  aside_at: Date | null
  about_kind: string
  about_id: string
  once: string
  state: MessageState | 'received'
  reason: string | null
  detail: string | null
  attempts: number
  attempt_id: string | null
  claimed_at: Date | null
  provider_id: string | null
  not_before: Date | null
  queued_at: Date
  sent_at: Date | null
  delivered_at: Date | null
  read_at: Date | null
  edited_at: Date | null
  unsent_at: Date | null
  units: number | null
  pricing: { category: string; type?: string; billable?: boolean } | null
  /** Why it went this way. */
  reach: ReachWhy | null
  /** No hour is wrong for it: a person sent it, or the customer asked. */
  any_hour: boolean
  actor_id: string | null
  actor_name: string
}

export type ThreadTable = {
  company_id: string
  id: string
  account_id: string
  channel: MessageChannel
  customer_id: string | null
  linked_by: 'attested' | 'person' | null
  linked_evidence: string | null
  name: string
  address_kind: string
  address: string
  started_at: Date
  last_in_at: Date | null
  last_out_at: Date | null
  marketing_stopped_at: Date | null
  blocked_at: Date | null
}

export type MediaTable = {
  company_id: string
  id: string
  message_id: string
  place: number
  ref: MediaRef
  state: 'waiting' | 'stored' | 'failed' | 'refused'
  file_id: string | null
  name: string | null
  mime: string | null
  bytes: number | null
  reason: string | null
  tries: number
  vendor_id: string | null
  vendor_until: Date | null
}
