import { z } from 'zod'
import { ReachChannel } from '#core/contacts/customer.ts'
import { Day } from '#core/day.ts'
import { Direction, Id, NewId, PageInput, pageOf } from '#core/list.ts'
import { ReachAsked, ReachSeen, travelShape } from '#core/messaging/reach.ts'
import { Money } from '#core/money.ts'
import { NoticeFile } from '#core/payments/notice.ts'
import { PayToken } from '#core/payments/pay-link.ts'
import { byId, routesOf } from '#core/route.ts'
import { ConfirmationState } from './confirmation.ts'

const Instant = z.iso.datetime()
const Text = z.string().trim().max(1000)

export const RequestConfirmations = z
  .object({
    /** Of the round: what is asked of several customers at once is counted together. */
    id: NewId,
    asOf: Day,
    whom: z.enum(['owing', 'chosen']),
    customerIds: z.array(Id).max(500).default([]),
    /** The last day for an answer. */
    answerBy: Day,
    channel: ReachAsked.default('best'),
    /** After how many days without an answer they are reminded; 0: not at all. */
    remindEveryDays: z.int().min(0).max(30).default(5),
  })
  .refine(({ whom, customerIds }) => whom !== 'chosen' || customerIds.length > 0, {
    path: ['customerIds'],
  })
export type RequestConfirmations = z.infer<typeof RequestConfirmations>

export const ConfirmationRow = z.object({
  id: Id,
  customerId: Id,
  customerName: z.string().nullable(),
  customerNumber: z.string(),
  state: ConfirmationState,
  asOf: Day,
  answerBy: Day,
  /** What our books said when it was asked, a sum a currency. */
  balances: z.array(Money),
  /** What they said, where it is another. */
  theirs: z.array(Money),
  differences: z.array(Money),
  /** Why it could not go. */
  unsentWhy: z.string().nullable(),
  askedAt: Instant,
  sentAt: Instant.nullable(),
  answeredAt: Instant.nullable(),
  answeredBy: z.string().nullable(),
  reminded: z.int(),
  settledAt: Instant.nullable(),
  owner: z.object({ id: Id, name: z.string() }).nullable(),
})
export type ConfirmationRow = z.infer<typeof ConfirmationRow>

const ConfirmationItem = z.object({
  itemId: Id,
  documentId: Id,
  documentKind: z.string(),
  number: z.string(),
  postedOn: Day,
  dueOn: Day,
  balance: Money,
})
export type ConfirmationItem = z.infer<typeof ConfirmationItem>

export const ConfirmationRecord = ConfirmationRow.extend({
  items: z.array(ConfirmationItem),
  askedBy: z.string(),
  openedAt: Instant.nullable(),
  channel: ReachChannel.nullable(),
  remindOn: Day.nullable(),
  answer: z
    .object({
      at: Instant,
      agrees: z.boolean(),
      by: z.string(),
      position: z.string(),
      because: z.string(),
      /** From where. */
      address: z.string().nullable(),
      file: z.object({ name: z.string(), mime: z.string(), link: z.string() }).nullable(),
      disputes: z.array(z.object({ id: Id, number: z.string() })),
    })
    .nullable(),
  settled: z.object({ at: Instant, by: z.string(), note: z.string() }).nullable(),
})
export type ConfirmationRecord = z.infer<typeof ConfirmationRecord>

export const ConfirmationFilter = z.object({
  customerId: Id.optional(),
  roundId: Id.optional(),
  asOf: Day.optional(),
  state: z.array(ConfirmationState).max(8).optional(),
  /** Those that differ and that nobody has cleared up yet. */
  unsettled: z.boolean().optional(),
})
export type ConfirmationFilter = z.infer<typeof ConfirmationFilter>

export const ConfirmationsInput = PageInput.extend(ConfirmationFilter.shape).extend({
  sort: z.enum(['asked_at', 'answered_at', 'as_of']).default('asked_at'),
  direction: Direction.default('desc'),
})
export type ConfirmationsInput = z.infer<typeof ConfirmationsInput>

export const ConfirmationTotal = z.object({
  state: ConfirmationState,
  count: z.int(),
  sums: z.array(Money),
})
export type ConfirmationTotal = z.infer<typeof ConfirmationTotal>

export const PageConfirmation = z.object({
  company: z.object({
    name: z.string(),
    nameEn: z.string().nullable(),
    phone: z.string().nullable(),
    logo: z.string().nullable(),
  }),
  customer: z.object({
    name: z.string(),
    nameEn: z.string().nullable(),
    language: z.enum(['ar', 'en']),
  }),
  state: ConfirmationState,
  today: Day,
  asOf: Day,
  answerBy: Day,
  balances: z.array(Money),
  items: z.array(ConfirmationItem.omit({ itemId: true })),
  /** What they answered already, and in whose name. */
  answered: z.object({ at: Instant, by: z.string(), theirs: z.array(Money) }).nullable(),
})
export type PageConfirmation = z.infer<typeof PageConfirmation>

const OnPage = z.object({
  token: PayToken,
  requestId: NewId,
  /** Who answers for the customer, and what they are there. */
  name: z.string().trim().min(3).max(120),
  position: z.string().trim().min(2).max(120),
})
export const ConfirmOnPage = OnPage.extend({ agreed: z.literal(true) })
export type ConfirmOnPage = z.infer<typeof ConfirmOnPage>
export const DifferOnPage = OnPage.extend({
  /** A sum a currency, no larger than lists of it can add up exactly. */
  theirs: z
    .array(Money.refine(({ minor }) => Math.abs(minor) <= 1_000_000_000_000))
    .min(1)
    .max(10)
    .refine((all) => new Set(all.map(({ currency }) => currency)).size === all.length),
  because: Text.min(3),
  /** Which of the invoices in the letter are not as they have them. */
  invoiceIds: z.array(Id).max(10).default([]),
  /** Their own statement. */
  file: NoticeFile.optional(),
})
export type DifferOnPage = z.infer<typeof DifferOnPage>

const at = routesOf('collections')
const byToken = z.object({ token: PayToken })

/** The balance confirmations' part of the wire of collections. */
export const confirmationContract = {
  confirmations: at('GET', '/balance-confirmations')
    .input(ConfirmationsInput)
    .output(pageOf(ConfirmationRow).extend({ totals: z.array(ConfirmationTotal) })),
  confirmationsFile: at('GET', '/balance-confirmations/file')
    .input(ConfirmationFilter)
    .output(z.file()),
  confirmationsPaper: at('GET', '/balance-confirmations/paper')
    .input(ConfirmationFilter)
    .output(z.file()),
  requestConfirmations: at('POST', '/balance-confirmations')
    .input(RequestConfirmations)
    .output(z.object({ asked: z.int(), passed: z.int() })),
  confirmation: at('GET', '/balance-confirmations/{id}').input(byId).output(ConfirmationRecord),
  confirmationLetter: at('GET', '/balance-confirmations/{id}/file').input(byId).output(z.file()),
  sendConfirmation: at('POST', '/balance-confirmations/{id}/sending')
    .input(z.object({ id: Id, requestId: NewId, ...travelShape }))
    .output(
      z.object({
        state: z.enum(['queued', 'refused']),
        reason: z.string().nullable(),
        channel: ReachChannel.nullable(),
      }),
    ),
  previewConfirmation: at('POST', '/balance-confirmations/{id}/sending/preview')
    .input(byId.extend({ channel: ReachAsked.optional() }))
    .output(ReachSeen),
  withdrawConfirmation: at('POST', '/balance-confirmations/{id}/withdrawal')
    .input(byId)
    .output(ConfirmationRecord),
  settleConfirmation: at('POST', '/balance-confirmations/{id}/settlement')
    .input(byId.extend({ note: z.string().trim().min(1).max(1000) }))
    .output(ConfirmationRecord),

  /** What the holder of the letter's link is asked, and their answer; signed in as nobody. */
  pageConfirmation: at('GET', '/confirm/{token}').input(byToken).output(PageConfirmation),
  openConfirmation: at('POST', '/confirm/{token}/visit')
    .input(byToken)
    .output(z.object({ seen: z.literal(true) })),
  confirmOnPage: at('POST', '/confirm/{token}/confirmation')
    .input(ConfirmOnPage)
    .output(PageConfirmation),
  differOnPage: at('POST', '/confirm/{token}/difference')
    .input(DifferOnPage)
    .output(PageConfirmation),
}
