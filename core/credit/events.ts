import { z } from 'zod'
import { event } from '#core/event.ts'
import { Money } from '#core/money.ts'
import { CreditReasonCode } from './policy.ts'

const OfCustomer = z.object({ customerId: z.uuid() })
const OfApplication = OfCustomer.extend({ applicationId: z.uuid() })

/** A customer wants to buy on credit; they filled in the form themselves, or a colleague did. */
export const CreditApplied = event(
  'credit.applied',
  OfApplication.extend({ amount: Money, fromCustomer: z.boolean() }),
)

/** The application was turned down, or taken back by whoever brought it. */
export const CreditRefused = event('credit.refused', OfApplication)
export const CreditWithdrawn = event('credit.withdrawn', OfApplication)

/** A person granted a limit: nothing means that the customer pays cash from now on. */
export const CreditGranted = event('credit.granted', OfCustomer.extend({ limit: Money }))

/** A person stopped selling to this customer on credit, or took that back. */
export const CreditHeld = event('credit.held', OfCustomer.extend({ reason: z.string() }))
export const CreditReleased = event('credit.released', OfCustomer.extend({ reason: z.string() }))

/** Somebody with the right to do so sold in spite of the policy. */
export const CreditOverridden = event(
  'credit.overridden',
  OfCustomer.extend({
    amount: Money,
    reason: z.string(),
    because: z.array(CreditReasonCode),
  }),
)

/** Somebody should look at this customer's credit again. */
export const CreditReviewDue = event(
  'credit.review_due',
  OfCustomer.extend({
    because: z.enum(['day', 'promise_broken', 'plan_broken', 'cheque_bounced', 'overdue']),
  }),
)
