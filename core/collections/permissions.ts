/** What a role may be allowed to do in collections. */
export const collectionsPermissions = [
  'collections.read',
  'collections.pause',
  'collections.dispute',
  'collections.promise',
  'collections.payment_plan',
  'collections.confirm_balance',
  'collections.concede',
  'collections.work',
  'collections.lead',
  'collections.approve',
  'collections.override',
  'collections.manage',
  'collections.refer',
  'collections.agencies',
  'collections.evidence',
  'collections.agency_desk',
] as const
