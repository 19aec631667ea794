import { collaborationContract } from '#core/collaboration/api.ts'
import { collectionsContract } from '#core/collections/api.ts'
import { contactsContract } from '#core/contacts/api.ts'
import { creditContract } from '#core/credit/api.ts'
import { customizationContract } from '#core/customization/api.ts'
import { importingContract } from '#core/importing/api.ts'
import { inboxContract } from '#core/inbox/api.ts'
import { invoicingContract } from '#core/invoicing/api.ts'
import { ledgerContract } from '#core/ledger/api.ts'
import { messagingContract } from '#core/messaging/api.ts'
import { paymentsContract } from '#core/payments/api.ts'
import { peopleContract } from '#core/people/api.ts'
import { reportsContract } from '#core/reports/api.ts'

/** The whole wire, once. `server/main.ts` implements it, `web/client.ts` calls it. */
export const contract = {
  people: peopleContract,
  customization: customizationContract,
  contacts: contactsContract,
  credit: creditContract,
  importing: importingContract,
  collaboration: collaborationContract,
  ledger: ledgerContract,
  messaging: messagingContract,
  invoicing: invoicingContract,
  payments: paymentsContract,
  collections: collectionsContract,
  inbox: inboxContract,
  reports: reportsContract,
}
