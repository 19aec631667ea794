/** What a role may be allowed to do in collections. */
export const collectionsPermissions = [
  'collections.read',
  'collections.pause',
  'collections.dispute',
  'collections.promise',
  'collections.work',
  'collections.lead',
  'collections.approve',
  'collections.override',
  'collections.manage',
] as const
