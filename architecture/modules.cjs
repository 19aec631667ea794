/**
 * Who may call whom, from the ground up. A module uses the doors of those named beside it; it
 * hears of the rest by event. `reports` may read the types in any tables.ts, and writes nothing.
 */
module.exports = {
  people: [],
  customization: ['people'],
  importing: ['people'],
  contacts: ['people', 'customization'],
  collaboration: ['people'],
  ledger: ['people', 'customization'],
  credit: ['contacts', 'ledger', 'people'],
  messaging: ['contacts', 'people'],
  invoicing: ['contacts', 'credit', 'customization', 'ledger', 'messaging', 'people'],
  payments: ['contacts', 'credit', 'customization', 'invoicing', 'ledger', 'messaging', 'people'],
  inbox: ['contacts', 'messaging', 'people', 'collaboration', 'ledger'],
  collections: [
    'contacts',
    'customization',
    'invoicing',
    'payments',
    'messaging',
    'inbox',
    'people',
    'collaboration',
    'ledger',
  ],
  reports: [],
}
