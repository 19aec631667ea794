/** What a role may be allowed to do in payments. */
export const paymentsPermissions = [
  'payments.read',
  'payments.record',
  'payments.allocate',
  'payments.reverse',
  'payments.refund',
  'payments.link',
  'payments.manage_gateways',
  'payments.export',
  'payments.notice',
  'payments.confirm',
  'payments.see_bank',
  'payments.bank',
  'payments.instruments',
  'payments.statements',
  'payments.deposits',
] as const
