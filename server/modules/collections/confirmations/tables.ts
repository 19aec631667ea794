import type { ConfirmationState } from '#core/collections/confirmation.ts'
import type { ConfirmationItem } from '#core/collections/confirmation-api.ts'
import type { ReachChannel } from '#core/contacts/customer.ts'
import type { ReachAsked } from '#core/messaging/reach.ts'
import type { Money } from '#core/money.ts'

/** A confirmation with what its round says of all of them. */
export type ConfirmationTable = {
  company_id: string
  id: string
  round_id: string
  customer_id: string
  as_of: string
  answer_by: string
  balances: Money[]
  items: ConfirmationItem[]
  state: ConfirmationState
  unsent_why: string | null
  channel: ReachChannel | null
  message_id: string | null
  owner_id: string | null
  asked_at: Date
  asked_by: string
  sent_at: Date | null
  said_on: string | null
  reminded: number
  opened_at: Date | null
  answered_at: Date | null
  answered_by: string | null
  answered_as: string | null
  answered_address: string | null
  answered_agent: string | null
  answer_request: string | null
  theirs: Money[] | null
  because: string | null
  file_id: string | null
  dispute_ids: string[]
  settled_at: Date | null
  settled_by: string | null
  settled_note: string | null
  asked_channel: ReachAsked
  remind_every_days: number
}
