/** What a role may be allowed to see of the company's figures. */
export const reportsPermissions = ['reports.read'] as const
