import type { messagingRefusals } from '#core/messaging/refusals.ts'

/** Why messaging may decline, in English. */
export const messaging: Record<keyof typeof messagingRefusals, string> = {
  'messaging.message_not_found': 'This message was not found.',
  'messaging.cannot_resend': 'This message cannot be sent again: it has gone, or is on its way.',
  'messaging.not_unknown': 'The outcome of this message is known; there is nothing to settle.',
  'messaging.account_not_found': 'This mail account was not found. It may have been removed.',
  'messaging.template_not_found': 'There is no message of this name.',
  'messaging.template_invalid':
    'The text names a place that is not known. Those you can use are listed under it, written in braces as they are.',
}
