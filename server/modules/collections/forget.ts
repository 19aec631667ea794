import { partiesOf } from '#modules/contacts/index.ts'
import type { Work } from '#platform/command.ts'
import { forgetWords } from './disputes/sweep.ts'
import { forgetReasons } from './settlements/judge.ts'

/** What is said of a contact or a promise, by its statement; amounts and days stay. */
const statements = [
  `update promise set said_by = case when said_by = '' then '' else '—' end, note = '',
     cancel_reason = case when cancel_reason is null then null else '—' end
   where company_id = $1 and customer_id = any($2)`,
  `update contact_attempt set note = '', spoken_to = '', phone = null,
     override_reason = case when override_reason is null then null else '—' end,
     by_name = case when by_id is null then '—' else by_name end
   where company_id = $1 and customer_id = any($2)`,
  `update desk_skip set reason = '—' where company_id = $1 and customer_id = any($2)`,
  `update chase_pause set reason = '—' where company_id = $1 and customer_id = any($2)`,
  `update reminder set override_reason = case when override_reason is null then null else '—' end
   where company_id = $1 and customer_id = any($2)`,
  // The stored replies of the requests that made them say the same.
  `update request set reply = null where company_id = $1
     and ((command = 'collections.make_promise' and id in (select p.id from promise p
         where p.company_id = $1 and p.customer_id = any($2)))
       or (command = 'collections.record_contact' and id in (select c.id from contact_attempt c
         where c.company_id = $1 and c.customer_id = any($2))))`,
]

/** Of an erased person nothing is kept that they or others said of them. */
export async function forgetPerson(
  work: Work,
  { customerId }: { customerId: string },
): Promise<void> {
  const parties = await partiesOf(work, customerId)
  for (const statement of statements) await work.run(statement, [work.companyId, parties])
  await forgetWords(work, parties)
  await forgetReasons(work, parties)
}
