/** What a role may be allowed to do in messaging. */
export const messagingPermissions = [
  'messaging.read',
  'messaging.send',
  'messaging.manage',
] as const
