import { CustomerErased } from '#core/contacts/events.ts'
import { ItemSettled } from '#core/ledger/events.ts'
import { type Listener, on } from '#platform/events.ts'
import { forgetReferred } from './forget.ts'
import { closePaid } from './refer.ts'

/** What the agencies' part does when others speak. */
export const agencyReactions: readonly Listener[] = [
  on(ItemSettled, 'collections.referral_item_settled', async (work, { itemId, left }) => {
    if (left.minor === 0) await closePaid(work, itemId)
  }),
  on(CustomerErased, 'collections.referral_erased', forgetReferred),
]
