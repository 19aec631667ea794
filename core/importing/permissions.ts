/** What a role may be allowed to do in importing. */
export const importingPermissions = ['importing.read', 'importing.run', 'importing.undo'] as const
