import { CustomerErased } from '#core/contacts/events.ts'
import { ItemSettled } from '#core/ledger/events.ts'
import { partiesOf } from '#modules/contacts/index.ts'
import { type Listener, on } from '#platform/events.ts'
import { judgePlansOf } from './judge.ts'

/** What payment plans do when others speak. */
export const planReactions: readonly Listener[] = [
  on(ItemSettled, 'collections.judge_plans_of_item', judgePlansOf),
  // What was agreed about money stays; who said it and from where goes.
  on(CustomerErased, 'collections.erase_plan_speakers', async (work, { customerId }) => {
    await work.run(
      `update payment_plan set note = '', end_reason = case when end_reason is null then null else '' end,
         accepted_by = case when accepted_by is null then null else '—' end,
         accepted_address = null, accepted_agent = null,
         accepted_note = case when accepted_note is null then null else '' end
       where company_id = $1 and customer_id = any($2)`,
      [work.companyId, await partiesOf(work, customerId)],
    )
  }),
]
