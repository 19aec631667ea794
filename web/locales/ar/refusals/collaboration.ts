import type { collaborationRefusals } from '#core/collaboration/refusals.ts'

/** Why collaboration may decline, in Arabic. */
export const collaboration: Record<keyof typeof collaborationRefusals, string> = {
  'collaboration.device_not_found': 'لم نجد هذا الجهاز. قد يكون أُزيل من قبل.',
  'collaboration.notification_not_found': 'لم نجد هذا الإشعار. قد يكون انتهى وقت حفظه.',
}
