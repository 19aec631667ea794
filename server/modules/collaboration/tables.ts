import type { NotificationFacts, NotificationKind } from '#core/collaboration/notification.ts'

export type CollaborationTables = {
  notification: {
    company_id: string
    id: string
    user_id: string
    kind: NotificationKind
    about_kind: string
    about_id: string
    customer_id: string | null
    facts: NotificationFacts
    join_key: string
    times: number
    at: Date
    read_at: Date | null
  }
  notification_mute: { company_id: string; user_id: string; kind: NotificationKind }
}
