import { changing } from '#web/change.ts'
import { api } from '#web/client.ts'

/** Does one change to invoices and reads everything that shows money again. */
export const useChange = changing(() => [
  api.invoicing.key(),
  api.ledger.key(),
  api.people.audit.key(),
])
