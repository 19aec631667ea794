/** What a role may be allowed to do with invoices and notes. */
export const invoicingPermissions = [
  'invoicing.read',
  'invoicing.draft',
  'invoicing.post',
  'invoicing.credit',
  'invoicing.send',
  'invoicing.export',
] as const
