import type { collectionsRefusals } from '#core/collections/refusals.ts'

/** Why collections may decline, in English. */
export const collections: Record<keyof typeof collectionsRefusals, string> = {
  'collections.reminder_not_found': 'This reminder was not found.',
  'collections.reminder_not_held':
    'This reminder is no longer held. Refresh to see where it stands.',
  'collections.cannot_override':
    'This reason cannot be overruled: nothing is owed, a payment is being confirmed, the customer asked for no messages, or has no address.',
  'collections.nothing_to_approve': 'This message does not wait for approval.',
  'collections.policy_not_found': 'This policy was not found. It may have been removed.',
  'collections.default_policy_needed':
    'There must be a general policy for customers whom no other policy claims.',
  'collections.email_not_ready': 'Add the mail account that reminders go from, then turn them on.',
  'collections.invoice_not_found': 'This invoice was not found, or has nothing left to ask for.',
  'collections.pause_not_found': 'Nothing is paused here. A colleague may have resumed it.',
  'collections.already_paused':
    'Reminders are paused already. Resume them first to change the day.',
  'collections.dispute_not_found': 'No dispute is open here. A colleague may have closed it.',
  'collections.already_disputed': 'This invoice has an open dispute.',
}
