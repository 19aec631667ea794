import { z } from 'zod'
import { event } from '#core/event.ts'
import { markedBecause } from './wrong-number.ts'

const OfCustomer = z.object({ customerId: z.uuid() })
const Merge = z.object({ mergeId: z.uuid(), survivorId: z.uuid(), mergedId: z.uuid() })

/** A customer exists. */
export const CustomerAdded = event(
  'contacts.customer_added',
  OfCustomer.extend({ number: z.string() }),
)

/** Something about a customer is different; `fields` are names only, for an event outlives an erasure. */
export const CustomerChanged = event(
  'contacts.customer_changed',
  OfCustomer.extend({ fields: z.array(z.string()) }),
)

/** A prospect bought for the first time. */
export const CustomerWon = event('contacts.customer_won', OfCustomer)
export const CustomerArchived = event('contacts.customer_archived', OfCustomer)
export const CustomerUnarchived = event('contacts.customer_unarchived', OfCustomer)

/** Two records are one customer from now on; `survivorId` answers for both. */
export const CustomersMerged = event('contacts.customers_merged', Merge)
/** They were two after all; each has back what was its own. */
export const CustomersUnmerged = event('contacts.customers_unmerged', Merge)

/** A number of theirs was found to be somebody else's, or right after all. */
export const NumberMarked = event(
  'contacts.number_marked',
  OfCustomer.extend({ mark: z.enum(['wrong', 'right']), because: z.enum(markedBecause) }),
)

/** A person's data is gone for good; the debt and its documents stay. */
export const CustomerErased = event('contacts.customer_erased', OfCustomer)
