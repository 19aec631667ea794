import { z } from 'zod'
import { Day } from '#core/day.ts'
import { Share } from '#core/ledger/open-item.ts'
import { Direction, Id, NewId, PageInput, pageOf } from '#core/list.ts'
import { Money, Rate } from '#core/money.ts'
import { byId, routesOf } from '#core/route.ts'
import {
  ExecutionNeed,
  GuaranteeKind,
  InstrumentKind,
  InstrumentMove,
  InstrumentState,
} from './instrument.ts'
import { NoticeFile } from './notice.ts'
import { PositiveMoney } from './payment.ts'

const text = (most: number) => z.string().trim().min(1).max(most)

/** What may be written down, and mended later, of any instrument. */
const said = {
  /** The bank that a cheque is drawn on, or whoever issued a guarantee. */
  issuer: text(120).optional(),
  /** Who drew the cheque, owes the note or stands as guarantor. */
  party: text(160).optional(),
  /** Who else answers for a note. */
  guarantor: text(160).optional(),
  /** Where a note is to be paid. */
  place: text(120).optional(),
  /** The reference of a note at Nafith (نافذ). */
  nafithRef: text(40).optional(),
  note: z.string().trim().max(500).optional(),
  file: NoticeFile.optional(),
}

export const TakeInstrument = z
  .object({
    /** Chosen by the page, so that a double click takes one. */
    id: NewId,
    kind: InstrumentKind,
    customerId: Id,
    number: text(60),
    amount: PositiveMoney,
    /** The date on a cheque, the day of a note, the last day of a guarantee. */
    dueOn: Day.optional(),
    guaranteeKind: GuaranteeKind.optional(),
    ...said,
    /** What it is for. Absent: the oldest first. Empty: nothing by name. */
    shares: z.array(Share).max(200).optional(),
    /** The cheque whose place this one takes. */
    replaces: Id.optional(),
  })
  .superRefine(({ kind, dueOn, guaranteeKind, issuer }, context) => {
    const missing = (path: string) =>
      context.addIssue({ code: 'custom', path: [path], message: 'missing' })
    if (kind !== 'guarantee' && dueOn === undefined) missing('dueOn')
    if (kind === 'cheque' && issuer === undefined) missing('issuer')
    if (kind === 'guarantee' && guaranteeKind === undefined) missing('guaranteeKind')
  })
export type TakeInstrument = z.infer<typeof TakeInstrument>

/** What is added to an instrument after it was taken: what is not named stays as it is. */
export const MendInstrument = z.object({ id: Id, ...said })
export type MendInstrument = z.infer<typeof MendInstrument>

export const MoveInstrument = z.object({
  id: Id,
  move: InstrumentMove.exclude(['unclear', 'expire', 'replace']),
  /** The day on which it happened. Absent: today. */
  on: Day.optional(),
  /** Into which account a cheque was deposited. */
  accountId: Id.optional(),
  /** The payment that a cleared cheque becomes; chosen by the page, so that a double click books one. */
  newPaymentId: NewId.optional(),
  /** What one unit of a cheque's currency is worth in the company's, when they differ. */
  rate: Rate.optional(),
  /** Why it bounced, was called, was closed. */
  reason: z.string().trim().max(500).optional(),
  /** The number of the execution request. */
  reference: z.string().trim().max(80).optional(),
  /** The new last day of a guarantee. */
  dueOn: Day.optional(),
})
export type MoveInstrument = z.infer<typeof MoveInstrument>

export const InstrumentRow = z.object({
  id: Id,
  kind: InstrumentKind,
  customerId: Id,
  customerName: z.string(),
  number: z.string(),
  amount: Money,
  dueOn: Day.nullable(),
  issuer: z.string().nullable(),
  party: z.string().nullable(),
  guaranteeKind: GuaranteeKind.nullable(),
  state: InstrumentState,
  /** Since when it stands so. */
  since: Day,
  hasFile: z.boolean(),
})
export type InstrumentRow = z.infer<typeof InstrumentRow>

export const InstrumentStep = z.object({
  at: z.iso.datetime(),
  by: z.string(),
  /** Null: it was taken in, or mended. */
  move: InstrumentMove.nullable(),
  state: InstrumentState,
  on: Day,
  reason: z.string().nullable(),
  paymentId: Id.nullable(),
  paymentNumber: z.string().nullable(),
})
export type InstrumentStep = z.infer<typeof InstrumentStep>

export const Instrument = InstrumentRow.extend({
  customerNumber: z.string(),
  guarantor: z.string().nullable(),
  place: z.string().nullable(),
  nafithRef: z.string().nullable(),
  note: z.string().nullable(),
  depositedOn: Day.nullable(),
  bankAccount: z.string().nullable(),
  executionNumber: z.string().nullable(),
  payment: z.object({ id: Id, number: z.string() }).nullable(),
  replacedBy: z.object({ id: Id, number: z.string() }).nullable(),
  items: z.array(
    z.object({ itemId: Id, invoiceId: Id.nullable(), number: z.string(), amount: Money }),
  ),
  file: z.object({ name: z.string(), mime: z.string(), link: z.string() }).nullable(),
  history: z.array(InstrumentStep),
  /** What the reader may do with it now. */
  moves: z.array(InstrumentMove),
  /** Of a note: what it lacks for execution. */
  missing: z.array(ExecutionNeed),
  /** Until when its invoices are not asked for; null where it keeps nothing back. */
  coversUntil: Day.nullable(),
})
export type Instrument = z.infer<typeof Instrument>

export const ListInstruments = PageInput.extend({
  kind: InstrumentKind.optional(),
  state: z.array(InstrumentState).max(15).optional(),
  customerId: Id.optional(),
  dueFrom: Day.optional(),
  dueTo: Day.optional(),
  search: z.string().trim().max(120).optional(),
  direction: Direction.default('asc'),
})
export type ListInstruments = z.output<typeof ListInstruments>

const at = routesOf('payments')

/** The wire of cheques, promissory notes and guarantees. */
export const instrumentContract = {
  takeInstrument: at('POST', '/instruments').input(TakeInstrument).output(Instrument),
  instruments: at('GET', '/instruments')
    .input(ListInstruments)
    .output(
      pageOf(InstrumentRow).extend({
        /** Of every row that matches, a sum a currency. */
        sums: z.array(Money),
        /** Cheques in hand or at the bank, of whom the list is asked for. */
        underCollection: z.array(Money),
      }),
    ),
  /** What cheques and notes come to in each of the next weeks. */
  instrumentWeeks: at('GET', '/instrument-weeks')
    .input(z.object({}))
    .output(
      z.object({
        rows: z.array(z.object({ from: Day, amounts: z.array(Money), count: z.int() })),
      }),
    ),
  instrument: at('GET', '/instruments/{id}').input(byId).output(Instrument),
  mendInstrument: at('PUT', '/instruments/{id}').input(MendInstrument).output(Instrument),
  moveInstrument: at('POST', '/instruments/{id}/moves').input(MoveInstrument).output(Instrument),
}
