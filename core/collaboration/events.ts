import { z } from 'zod'
import { event } from '#core/event.ts'

/** Somebody has something new to look at. */
export const UsersNotified = event(
  'collaboration.users_notified',
  z.object({ kind: z.string(), userIds: z.array(z.uuid()) }),
)

/** Somebody looked, so that their other screens stop counting it. */
export const NotificationsRead = event(
  'collaboration.notifications_read',
  z.object({ userId: z.uuid() }),
)
