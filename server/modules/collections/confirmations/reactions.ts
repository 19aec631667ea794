import { CustomerErased } from '#core/contacts/events.ts'
import { partiesOf } from '#modules/contacts/index.ts'
import { type Listener, on } from '#platform/events.ts'
import { dropFiles } from '#platform/stored-files.ts'

/** What confirmations do when others speak. */
export const confirmationReactions: readonly Listener[] = [
  // What was asked and answered about money stays; who said it, why, and from where goes.
  on(CustomerErased, 'collections.erase_confirmations', async (work, { customerId }) => {
    const parties = await partiesOf(work, customerId)
    const files = await work.run<{ file_id: string | null }>(
      `select file_id from balance_confirmation
       where company_id = $1 and customer_id = any($2) and file_id is not null`,
      [work.companyId, parties],
    )
    await work.run(
      `update balance_confirmation set
         answered_by = case when answered_by is null then null else '—' end,
         answered_as = case when answered_as is null then null else '' end,
         answered_address = null, answered_agent = null, file_id = null,
         because = case when because is null then null else '' end,
         settled_note = case when settled_note is null then null else '' end,
         state = case when state in ('confirmed', 'differs') then state else 'withdrawn' end
       where company_id = $1 and customer_id = any($2)`,
      [work.companyId, parties],
    )
    await dropFiles(
      work,
      files.map(({ file_id: id }) => id),
    )
  }),
]
