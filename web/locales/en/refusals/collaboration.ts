import type { collaborationRefusals } from '#core/collaboration/refusals.ts'

/** Why collaboration may decline, in English. */
export const collaboration: Record<keyof typeof collaborationRefusals, string> = {
  'collaboration.notification_not_found': 'This notification is not there any more.',
}
