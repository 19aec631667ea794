import { oc } from '@orpc/contract'
import { z } from 'zod'
import { Day } from '#core/day.ts'
import { Id } from '#core/list.ts'
import { Money } from '#core/money.ts'

/** A discount for who pays by the day (خصم السداد المبكر). */
export const EarlyOffer = z.object({ until: Day, discount: Money, toPay: Money })
export type EarlyOffer = z.infer<typeof EarlyOffer>

export const InvoiceDiscount = z.object({
  /** What may be taken off today; null: nothing, or no longer. */
  offer: EarlyOffer.nullable(),
  given: z
    .object({
      amount: Money,
      /** The credit note that it was given by, where the tax went back with it. */
      noteId: Id.nullable(),
      paymentId: Id,
      at: z.iso.datetime(),
    })
    .nullable(),
})
export type InvoiceDiscount = z.infer<typeof InvoiceDiscount>

/** The wire of discounts for early payment. */
export const earlyContract = {
  earlyDiscount: oc
    .route({ method: 'GET', path: '/invoices/{id}/early-discount', tags: ['payments'] })
    .input(z.object({ id: Id }))
    .output(InvoiceDiscount),
}
