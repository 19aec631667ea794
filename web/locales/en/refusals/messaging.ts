import type { messagingRefusals } from '#core/messaging/refusals.ts'

/** Why messaging may decline, in English. */
export const messaging: Record<keyof typeof messagingRefusals, string> = {
  'messaging.message_not_found': 'This message was not found.',
  'messaging.cannot_resend': 'This message cannot be sent again: it has gone, or is on its way.',
  'messaging.not_failed':
    'Only a failed message is set aside. Reload the page to see where this one stands.',
  'messaging.not_unknown': 'The outcome of this message is known; there is nothing to settle.',
  'messaging.account_not_found': 'We did not find this account. It may have been removed.',
  'messaging.account_taken':
    'You have an account with this ID ({address}). Open and change that one.',
  'messaging.account_played': 'A trial account cannot be changed. Remove it and connect your own.',
  'messaging.vendor_fixed':
    'The vendor of an account does not change. Add another account instead.',
  'messaging.played_beside_live':
    'You have a real account on this channel, so no trial account opens beside it.',
  'messaging.live_beside_played':
    'Remove the trial account of this channel first, then connect your own.',
  'messaging.simulator_unavailable': 'This vendor cannot be tried without an account here.',
  'messaging.grant_none':
    'This account is entered by a password. Change that in its settings first.',
  'messaging.grant_state':
    'This permission is no longer good: it was used, is older than a quarter of an hour, or began in another session. Go back to the account and begin again.',
  'messaging.grant_refused':
    'The provider did not accept it ({said}). Check the app’s ID, secret and redirect URI there, then begin again.',
  'messaging.thread_not_found': 'We did not find this conversation.',
  'messaging.window_closed':
    'The vendor’s time for free words is over. Send an approved template, or wait for the customer to write.',
  'messaging.opted_out': 'The customer stopped these messages on this channel.',
  'messaging.thread_blocked': 'The customer blocked this account, so nothing reaches them.',
  'messaging.number_wrong':
    'This number is marked wrong, and what is the customer’s goes to nobody else. Correct it on the customer’s page, or take the mark off if it is right.',
  'messaging.too_long': 'The message is longer than this channel carries.',
  'messaging.empty': 'Write something, or attach a file.',
  'messaging.kind_not_carried': 'This channel does not carry messages of this kind.',
  'messaging.address_invalid': 'No message on this channel reaches this address.',
  'messaging.cannot_begin':
    'Nobody begins a conversation on this channel; the customer writes first.',
  'messaging.channel_template_not_found':
    'We did not find this template. It may have been removed.',
  'messaging.channel_template_invalid':
    'The vendor would refuse something in this template. See what is marked.',
  'messaging.template_in_review':
    'The template is with the vendor now; it can be neither changed nor handed in again.',
  'messaging.template_name_taken':
    'There is a template called {name} in this language. Choose another name.',
  'messaging.no_way': 'There is no way to this customer at the moment.',
  'messaging.logged_later': 'What has not happened yet is not written down. Check the time.',
  'messaging.template_not_found': 'There is no message of this name.',
  'messaging.template_invalid':
    'The text names a place that is not known. Those you can use are listed under it, written in braces as they are.',
}
