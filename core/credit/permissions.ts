/** What a role may be allowed to do with credit. */
export const creditPermissions = [
  'credit.read',
  'credit.apply',
  'credit.invite',
  'credit.decide',
  'credit.hold',
  'credit.override',
  'credit.manage',
] as const
