import type { PaymentTerms } from '#core/contacts/terms.ts'
import type { Work } from '#platform/command.ts'
import { writeChange } from './change-customer.ts'
import type { LockedCustomer } from './lock.ts'
import { tables } from './store.ts'

/** Gives a customer who is held other terms, inside someone else's command. */
export async function setTerms(
  work: Work,
  customer: Pick<LockedCustomer, 'id'>,
  terms: PaymentTerms,
): Promise<void> {
  const row = await tables(work)
    .selectFrom('customer')
    .selectAll()
    .where('company_id', '=', work.companyId)
    .where('id', '=', customer.id)
    .executeTakeFirstOrThrow()
  await writeChange(work, row, { terms })
}
