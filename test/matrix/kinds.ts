import type { Operation } from '#test/fuzz/operations.ts'

/** Which table an `id` in a path names, by the word before it. */
const byPath: Record<string, string> = {
  users: 'member',
  departments: 'department',
  roles: 'role',
  invitations: 'invitation',
  'api-keys': 'api_key',
  customers: 'customer',
  merges: 'customer',
  identities: 'customer_identity',
  contacts: 'customer_contact',
  invoices: 'invoice',
  payments: 'payment',
  'pay-links': 'pay_link',
  'gateway-accounts': 'gateway_account',
  attempts: 'pay_attempt',
  'payment-notices': 'payment_notice',
  instruments: 'instrument',
  deposits: 'deposit',
  'statement-plans': 'statement_plan',
  'statement-runs': 'statement_run',
  'bank-accounts': 'bank_account',
  'bank-lines': 'bank_line',
  'bank-rules': 'bank_rule',
  messages: 'message',
  'channel-accounts': 'channel_account',
  accounts: 'account',
  journal: 'journal_entry',
  imports: 'import',
  views: 'saved_view',
  reminders: 'reminder',
  'chase-pauses': 'chase_pause',
  disputes: 'dispute',
  concessions: 'concession',
  'credit-applications': 'credit_application',
  documents: 'credit_document',
  'payment-plans': 'payment_plan',
  promises: 'promise',
  simulations: 'simulation',
  'policy-trials': 'policy_trial',
  agencies: 'agency',
  referrals: 'referral',
  debts: 'referral',
  'agency-payments': 'agency_payment',
  'evidence-packs': 'evidence_pack',
  'evidence-papers': 'evidence_paper',
  conversations: 'conversation',
  notes: 'conversation_note',
  'canned-replies': 'canned_reply',
  'conversation-types': 'conversation_type',
  'conversation-labels': 'conversation_label_kind',
  'routing-rules': 'routing_rule',
  'push-devices': 'push_device',
}

/** Which table a field names, by its own name. */
const byField: Record<string, string> = {
  customerId: 'customer',
  mergedId: 'customer',
  firstId: 'customer',
  secondId: 'customer',
  exceptId: 'customer',
  ownerId: 'member',
  owner: 'member',
  userId: 'member',
  roleId: 'role',
  departmentId: 'department',
  invoiceId: 'invoice',
  paymentId: 'payment',
  itemId: 'journal_line',
  creditId: 'journal_line',
  allocationId: 'settlement',
  accountId: 'account',
  messageId: 'message',
  contactId: 'customer_contact',
  aboutId: 'customer',
  conversationId: 'conversation',
  threadId: 'thread',
  typeId: 'conversation_type',
  labelId: 'conversation_label_kind',
  assigneeId: 'member',
  fileId: 'file',
  lineId: 'bank_line',
  planId: 'payment_plan',
  noticeId: 'payment_notice',
  chequeId: 'instrument',
  depositId: 'deposit',
  replaces: 'instrument',
  knownPaymentId: 'payment',
  templateId: 'channel_template',
  agencyId: 'agency',
  referralId: 'referral',
  reportId: 'agency_payment',
}

/** Ids that the caller chooses for what it makes: a new one each time. */
const chosen = new Set([
  'requestId',
  'sendingId',
  'noteId',
  'mergeId',
  'runId',
  'newPaymentId',
  'updateId',
])

/** What makes the record where there is none yet: the id in its path is the caller's to choose. */
export const upserts: ReadonlySet<string> = new Set([
  'collaboration.saveDevice',
  'collections.saveAgency',
  'contacts.saveContact',
  'contacts.saveIdentity',
  'customization.saveView',
  'inbox.saveCanned',
  'inbox.saveLabel',
  'inbox.saveRule',
  'inbox.saveType',
  'ledger.saveAccount',
  'messaging.saveAccount',
  'payments.saveBankAccount',
  'payments.saveStatementPlan',
  'payments.saveGateway',
  'people.saveDepartment',
  'people.saveRole',
])

/** What kind of record the product expects in a place, as its table; `''` for a new id. */
export function kindOf(operation: Operation, name: string): string {
  if (chosen.has(name)) return ''
  const named = byField[name] ?? byField[name.replace(/s$/, '')]
  if (named) return named
  const before = new RegExp(`/([a-z-]+)/\\{${name}\\}`).exec(operation.path)?.[1]
  if (before !== undefined) return byPath[before] ?? ''
  return ''
}
