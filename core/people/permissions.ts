/** What a role may be allowed to do with people, the company's settings and the audit log. */
export const peoplePermissions = [
  'people.read',
  'people.manage',
  'people.manage_keys',
  'company.manage',
  'audit.read',
] as const
