/** What a role may be allowed to do in customization. */
export const customizationPermissions = ['customization.read', 'customization.save_views'] as const
