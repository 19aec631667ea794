import {
  DisputeClosed,
  PromiseBroken,
  PromiseKept,
  PromisePartlyKept,
  PromiseReopened,
} from '#core/collections/events.ts'
import { PlanBroken, PlanReopened } from '#core/collections/payment-plan-events.ts'
import { CustomerErased } from '#core/contacts/events.ts'
import { ChequeBounced, PaymentReversed } from '#core/payments/events.ts'
import { type Listener, on } from '#platform/events.ts'
import { eraseCredit } from './erase.ts'
import { mark, unmark } from './marks.ts'

/** What credit learns of how customers behave, from those who hear of it first. */
export const creditReactions: readonly Listener[] = [
  on(PromiseKept, 'credit.promise_kept', (work, { promiseId, customerId }) =>
    mark(work, { aboutId: promiseId, customerId, kind: 'promise_kept' }),
  ),
  on(PromiseBroken, 'credit.promise_broken', (work, { promiseId, customerId }) =>
    mark(work, { aboutId: promiseId, customerId, kind: 'promise_broken' }),
  ),
  // Half a word is neither kept nor broken.
  on(PromisePartlyKept, 'credit.promise_partly_kept', async (work, { promiseId }) => {
    await unmark(work, promiseId)
  }),
  on(PromiseReopened, 'credit.promise_reopened', async (work, { promiseId }) => {
    await unmark(work, promiseId)
  }),
  on(PlanBroken, 'credit.plan_broken', (work, { planId, customerId }) =>
    mark(work, { aboutId: planId, customerId, kind: 'plan_broken' }),
  ),
  on(PlanReopened, 'credit.plan_reopened', async (work, { planId }) => {
    await unmark(work, planId)
  }),
  on(ChequeBounced, 'credit.cheque_bounced', (work, { instrumentId, customerId }) =>
    mark(work, { aboutId: instrumentId, customerId, kind: 'cheque_bounced' }),
  ),
  on(PaymentReversed, 'credit.payment_reversed', async (work, facts) => {
    const { paymentId, customerId, reason } = facts
    if (reason === 'bounced')
      await mark(work, { aboutId: paymentId, customerId, kind: 'cheque_bounced' })
  }),
  on(DisputeClosed, 'credit.dispute_closed', async (work, { disputeId, customerId, outcome }) => {
    if (outcome === 'rejected')
      await mark(work, { aboutId: disputeId, customerId, kind: 'dispute_unfounded' })
  }),
  on(CustomerErased, 'credit.customer_erased', (work, { customerId }) =>
    eraseCredit(work, customerId),
  ),
]
