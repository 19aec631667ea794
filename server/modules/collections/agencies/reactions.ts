import { CustomerErased } from '#core/contacts/events.ts'
import { ItemSettled } from '#core/ledger/events.ts'
import { PaymentReversed } from '#core/payments/events.ts'
import { type Listener, on } from '#platform/events.ts'
import { forgetReferred } from './forget.ts'
import { closePaid } from './refer.ts'
import { returnHanded } from './returns.ts'

/** What the agencies' part does when others speak. */
export const agencyReactions: readonly Listener[] = [
  on(ItemSettled, 'collections.referral_item_settled', async (work, { itemId, left }) => {
    if (left.minor === 0) await closePaid(work, itemId)
  }),
  on(PaymentReversed, 'collections.agency_payment_reversed', (work, { paymentId }) =>
    returnHanded(work, paymentId),
  ),
  on(CustomerErased, 'collections.referral_erased', forgetReferred),
]
