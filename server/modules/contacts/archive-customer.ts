import type { Customer } from '#core/contacts/customer.ts'
import { CustomerArchived, CustomerUnarchived } from '#core/contacts/events.ts'
import { Refusal } from '#core/refusal.ts'
import { command, type Work } from '#platform/command.ts'
import { lockForChange } from './change-customer.ts'
import { getCustomer } from './show-customer.ts'

async function setArchived(work: Work, id: string, archived: boolean): Promise<Customer> {
  const row = await lockForChange(work, id, 'contacts.archive')
  if (archived && row.archived_at) throw new Refusal('contacts.archived', { id })
  if (!archived && !row.archived_at) throw new Refusal('contacts.not_archived', { id })
  await work.run(
    `update customer set archived_at = $3, archived_by = $4, version = version + 1,
       changed_at = $5, changed_by = $6 where company_id = $1 and id = $2`,
    [
      work.companyId,
      id,
      archived ? work.now : null,
      archived ? work.actor.id : null,
      work.now,
      work.actor.name,
    ],
  )
  work.audit(archived ? 'contacts.customer_archived' : 'contacts.customer_unarchived', {
    kind: 'customer',
    id,
    before: { archived: !archived },
    after: { archived },
  })
  const about = { kind: 'customer', id, customerId: id }
  work.publish(archived ? CustomerArchived : CustomerUnarchived, about, { customerId: id })
  return getCustomer(work, id)
}

/** Puts a customer out of the lists; its books and its history stay. @throws contacts.archived */
export const archiveCustomer = command(
  'contacts.archive',
  (work, input: { id: string }): Promise<Customer> => setArchived(work, input.id, true),
)

/** @throws contacts.not_archived */
export const unarchiveCustomer = command(
  'contacts.archive',
  (work, input: { id: string }): Promise<Customer> => setArchived(work, input.id, false),
  { name: 'contacts.unarchive' },
)
