import { z } from 'zod'
import { Day } from '#core/day.ts'
import { Direction, Id, PageInput, pageOf } from '#core/list.ts'
import { Currency, Money } from '#core/money.ts'
import { PayToken } from '#core/payments/pay-link.ts'
import { byId, routesOf } from '#core/route.ts'
import { KeepRate, MakePromise, PromiseSource, PromiseState } from './promise.ts'

export const PromisedItem = z.object({
  itemId: Id,
  invoiceId: Id,
  number: z.string(),
  amount: Money,
})

export const PromiseRow = z.object({
  id: Id,
  customerId: Id,
  customerName: z.string().nullable(),
  amount: Money,
  /** What of it has come. */
  kept: Money,
  dueOn: Day,
  /** The last day on which money still keeps it. */
  lastDay: Day,
  source: PromiseSource,
  saidBy: z.string(),
  note: z.string(),
  state: PromiseState,
  items: z.array(PromisedItem),
  madeAt: z.iso.datetime(),
  madeBy: z.string(),
  judgedAt: z.iso.datetime().nullable(),
  /** The promise that this one took the place of. */
  replaces: Id.nullable(),
  /** Why it was cancelled. */
  cancelReason: z.string().nullable(),
})
export type PromiseRow = z.infer<typeof PromiseRow>

export const PromisesInput = PageInput.extend({
  customerId: Id.optional(),
  invoiceId: Id.optional(),
  state: z.array(PromiseState).max(6).optional(),
  dueFrom: Day.optional(),
  dueTo: Day.optional(),
  sort: z.enum(['due_on', 'made_at', 'amount']).default('due_on'),
  direction: Direction.default('desc'),
})
export type PromisesInput = z.infer<typeof PromisesInput>

export const CancelPromise = z.object({ id: Id, reason: z.string().trim().min(1).max(400) })
export type CancelPromise = z.infer<typeof CancelPromise>

/** What a customer could promise in one currency, as the dialog offers it. */
export const PromiseOffer = z.object({
  currency: Currency,
  /** All that is open, and of it what is overdue. */
  owed: Money,
  overdue: Money,
  items: z.array(
    z.object({
      itemId: Id,
      invoiceId: Id,
      number: z.string(),
      dueOn: Day,
      /** What of it may be promised, and what of that nobody promised yet. */
      balance: Money,
      asked: Money,
      /** The open promise that covers it already; a new one takes its place. */
      promise: z.object({ id: Id, dueOn: Day, amount: Money }).nullable(),
    }),
  ),
})
export type PromiseOffer = z.infer<typeof PromiseOffer>

export const PromiseGround = z.object({
  today: Day,
  graceDays: z.int(),
  daysAhead: z.int(),
  offers: z.array(PromiseOffer),
})
export type PromiseGround = z.infer<typeof PromiseGround>

/** The word of whoever holds a pay link; the id is the page's, so that a double click gives it once. */
export const PagePromise = MakePromise.pick({ id: true, amount: true, dueOn: true }).extend({
  token: PayToken,
})
export type PagePromise = z.infer<typeof PagePromise>
export const PagePromised = z.object({ amount: Money, dueOn: Day })
export type PagePromised = z.infer<typeof PagePromised>
export const PagePromiseGround = z.object({
  graceDays: z.int(),
  daysAhead: z.int(),
  /** What they have promised already, of what the link shows, and whether they may say otherwise here. */
  open: PagePromised.extend({ mayChange: z.boolean() }).nullable(),
})
export type PagePromiseGround = z.infer<typeof PagePromiseGround>

/** How many months of outcomes a keep-rate looks back on. */
export const keepRateMonths = 12

const at = routesOf('collections')

/** The promises' part of the wire of collections. */
export const promiseContract = {
  promises: at('GET', '/promises')
    .input(PromisesInput)
    .output(
      pageOf(PromiseRow).extend({
        sums: z.array(z.object({ promised: Money, kept: Money })),
      }),
    ),
  promise: at('GET', '/promises/{id}').input(byId).output(PromiseRow),
  makePromise: at('POST', '/promises').input(MakePromise).output(PromiseRow),
  cancelPromise: at('POST', '/promises/{id}/cancellation').input(CancelPromise).output(PromiseRow),
  promiseGround: at('GET', '/customers/{id}/promise-ground').input(byId).output(PromiseGround),
  /** The outcomes of the last twelve months, of one customer or of all that the reader reaches. */
  keepRate: at('GET', '/promise-keep-rate')
    .input(z.object({ customerId: Id.optional() }))
    .output(z.object({ rates: z.array(KeepRate) })),

  /** What the holder of a pay link may promise, signed in as nobody. */
  pagePromise: at('GET', '/pay/{token}/promise')
    .input(z.object({ token: PayToken }))
    .output(PagePromiseGround),
  promiseOnPage: at('POST', '/pay/{token}/promises').input(PagePromise).output(PagePromised),
}
