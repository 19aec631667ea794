import { z } from 'zod'
import { event } from '#core/event.ts'
import { Money } from '#core/money.ts'

const AboutConfirmation = z.object({
  confirmationId: z.uuid(),
  customerId: z.uuid(),
  asOf: z.iso.date(),
  /** What our books say, in the company's own currency where there is more than one. */
  amount: Money,
})

/** The customer was asked to confirm their balance. */
export const BalanceAsked = event('collections.balance_asked', AboutConfirmation)

/** They say that it is theirs too. */
export const BalanceConfirmed = event('collections.balance_confirmed', AboutConfirmation)

/** They say that theirs is another. */
export const BalanceDiffers = event(
  'collections.balance_differs',
  AboutConfirmation.extend({ theirs: Money, ownerId: z.uuid().nullable() }),
)

/** Whoever looks after the customer has cleared up what was different. */
export const BalanceSettled = event('collections.balance_settled', AboutConfirmation)
