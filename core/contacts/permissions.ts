/** What a role may be allowed to do with customers. The two `see_` ones open single fields. */
export const contactsPermissions = [
  'contacts.read',
  'contacts.change',
  'contacts.archive',
  'contacts.merge',
  'contacts.erase',
  'contacts.export',
  'contacts.see_identities',
  'contacts.see_tax_numbers',
] as const
