import { z } from 'zod'
import { event } from '#core/event.ts'
import { Money } from '#core/money.ts'

/** Money was put against an open item, or taken back from it; `left` is what it still owes. */
export const ItemSettled = event(
  'ledger.item_settled',
  z.object({
    itemId: z.uuid(),
    documentKind: z.string(),
    documentId: z.uuid(),
    customerId: z.uuid(),
    left: Money,
  }),
)

/** An accountant wrote an entry by hand, or reversed one. */
export const EntryPosted = event(
  'ledger.entry_posted',
  z.object({ entryId: z.uuid(), number: z.string(), postedOn: z.iso.date() }),
)

/** The books are locked through this day; null when nothing is locked any more. */
export const PeriodLockChanged = event(
  'ledger.period_lock_changed',
  z.object({ lockedThrough: z.iso.date().nullable() }),
)

/** The hourly comparison found the books at odds with themselves. */
export const BooksProblemFound = event(
  'ledger.books_problem_found',
  z.object({ invariants: z.array(z.string()) }),
)
