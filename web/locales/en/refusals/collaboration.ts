import type { collaborationRefusals } from '#core/collaboration/refusals.ts'

/** Why collaboration may decline, in English. */
export const collaboration: Record<keyof typeof collaborationRefusals, string> = {
  'collaboration.device_not_found': 'This device is not here. It may have been removed already.',
  'collaboration.notification_not_found': 'This notification is not there any more.',
}
