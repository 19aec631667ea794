/** What a role may be allowed to do in collaboration. */
export const collaborationPermissions = ['collaboration.read'] as const
