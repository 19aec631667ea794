/** What a role may be allowed to do in the inbox. */
export const inboxPermissions = [
  'inbox.read',
  'inbox.answer',
  'inbox.assign',
  'inbox.manage',
] as const
