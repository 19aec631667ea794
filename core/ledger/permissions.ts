/** What a role may be allowed to do in ledger. */
export const ledgerPermissions = [
  'ledger.read',
  'ledger.statement',
  'ledger.journal',
  'ledger.lock_period',
  'ledger.manage_accounts',
] as const
