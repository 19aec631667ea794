import type { LearnedRow } from '#core/inbox/classifier.ts'
import type { ConversationState, Happening } from '#core/inbox/conversation.ts'
import type { MessageChannel } from '#core/messaging/message.ts'
import type { Money } from '#core/money.ts'

/** A code with its facts, as it is kept. */
export type KeptWhy = Readonly<{
  code: string
  facts: Readonly<Record<string, string | number | Money>>
}>

export type AssignedWhy = Readonly<{
  because: KeptWhy
  others: readonly Readonly<{ id: string; because: KeptWhy }>[]
}>

/** What a rule decided, with the name that it had then. */
export type RuleSaid = Readonly<{ field: string; name: string; reasons: readonly KeptWhy[] }>

export type ConversationTable = {
  company_id: string
  id: string
  thread_id: string
  account_id: string
  channel: MessageChannel
  customer_id: string | null
  writer: string
  state: ConversationState
  snooze_until: Date | null
  opened_at: Date
  reopened: number
  closed_at: Date | null
  closed_by: string | null
  last_message_id: string | null
  last_text: string
  last_kind: string
  last_at: Date
  last_direction: 'in' | 'out'
  heard: number
  waiting_since: Date | null
  reply_due_at: Date | null
  reminded: number
  assignee_id: string | null
  assigned_at: Date | null
  assigned_why: AssignedWhy | null
  department_id: string | null
  type_id: string | null
  type_by: 'person' | 'rule' | 'guess' | null
  /** In thousandths. */
  type_certainty: number | null
  type_words: { word: string; learned: boolean }[]
  lesson: LearnedRow[] | null
  rules: RuleSaid[]
  /** 0 low, 1 normal, 2 high, 3 urgent. */
  priority: number
  auto_replied_on: string | null
  consent_confirmed: boolean
  first_answer_at: Date | null
  first_answer_s: number | null
  satisfaction_at: Date | null
  satisfaction_score: number | null
  satisfaction_told_at: Date | null
}

export type HappeningTable = {
  id: string
  conversation_id: string
  thread_id: string
  at: Date
  what: Happening
  actor_id: string | null
  actor_name: string
  human: boolean
  facts: Record<string, string | number | null>
  reasons: KeptWhy[]
}

export type NoteTable = {
  id: string
  conversation_id: string
  thread_id: string
  at: Date
  text: string
  mentions: string[]
  actor_id: string | null
  actor_name: string
}

export type TypeTable = {
  id: string
  key: 'sales' | 'support' | 'complaint' | 'finance' | null
  name: string
  name_en: string | null
  renamed: boolean
  colour: 'grey' | 'blue' | 'green' | 'amber' | 'red' | 'violet'
  skill_id: string | null
  skill_level: number | null
  department_id: string | null
  words: string[]
  active: boolean
  place: number
  lessons: number
}
