import { z } from 'zod'
import { Day } from '#core/day.ts'
import { event } from '#core/event.ts'
import { MessageChannel } from '#core/messaging/message.ts'
import { Money } from '#core/money.ts'
import { DepositKind, DepositMove } from './deposit.ts'
import { InstrumentKind, InstrumentState } from './instrument.ts'

/** A customer's money is in the books; `settled` are the open items that got a part of it. */
export const PaymentRecorded = event(
  'payments.recorded',
  z.object({
    paymentId: z.uuid(),
    customerId: z.uuid(),
    amount: Money,
    paidOn: Day,
    /** The receipt's. */
    number: z.string().optional(),
    settled: z.array(z.uuid()),
    /** `import`: it came in long before it was told here; nobody is to be thanked for it now. */
    source: z.enum(['manual', 'gateway', 'import']).optional(),
  }),
)

/** A statement of account left for its customer, up to this day. */
export const StatementSent = event(
  'payments.statement_sent',
  z.object({
    customerId: z.uuid(),
    messageId: z.uuid(),
    until: Day,
    channel: MessageChannel.optional(),
    /** The colleague who sent it; absent where the house did by itself. */
    by: z.string().optional(),
  }),
)

/** Money that lay on the customer's account was given to open items. */
export const PaymentAllocated = event(
  'payments.allocated',
  z.object({
    paymentId: z.uuid(),
    customerId: z.uuid(),
    amount: Money,
    settled: z.array(z.uuid()),
  }),
)

/** Items got their debt back: a part of a payment lies on the customer's account again. */
export const PaymentUnallocated = event(
  'payments.unallocated',
  z.object({
    paymentId: z.uuid(),
    customerId: z.uuid(),
    amount: Money,
    reopened: z.array(z.uuid()),
  }),
)

/** A payment turned out not to be one: a cheque came back, or it was entered by mistake. */
export const PaymentReversed = event(
  'payments.reversed',
  z.object({
    paymentId: z.uuid(),
    customerId: z.uuid(),
    amount: Money,
    reason: z.enum(['bounced', 'mistake']),
    reopened: z.array(z.uuid()),
  }),
)

/** Money went back to the customer. */
export const PaymentRefunded = event(
  'payments.refunded',
  z.object({ paymentId: z.uuid(), refundId: z.uuid(), customerId: z.uuid(), amount: Money }),
)

/** A customer stands at the gateway's page: nobody should remind them meanwhile. */
export const PaymentAttemptOpened = event(
  'payments.attempt_opened',
  z.object({
    attemptId: z.uuid(),
    customerId: z.uuid(),
    itemIds: z.array(z.uuid()),
    amount: Money,
  }),
)

/** The attempt is over, one way or the other. */
export const PaymentAttemptEnded = event(
  'payments.attempt_ended',
  z.object({
    attemptId: z.uuid(),
    customerId: z.uuid(),
    outcome: z.enum(['paid', 'failed', 'expired', 'superseded']),
    paymentId: z.uuid().nullable(),
  }),
)

const notice = { noticeId: z.uuid(), customerId: z.uuid(), amount: Money }

/** A customer says that they transferred: until someone has checked it, nobody reminds them. */
export const PaymentNoticeOpened = event(
  'payments.notice_opened',
  z.object({ ...notice, source: z.enum(['chat', 'mail', 'pay_page', 'staff']) }),
)

/** The money that a notice speaks of is there, and in the books. */
export const PaymentNoticeConfirmed = event(
  'payments.notice_confirmed',
  z.object({ ...notice, paymentId: z.uuid() }),
)

/** The money that a notice speaks of was not found. */
export const PaymentNoticeRefused = event('payments.notice_refused', z.object(notice))

/** A notice was none: opened by mistake. */
export const PaymentNoticeWithdrawn = event('payments.notice_withdrawn', z.object(notice))

const instrument = {
  instrumentId: z.uuid(),
  kind: InstrumentKind,
  customerId: z.uuid(),
  amount: Money,
  number: z.string(),
}

/** A cheque, a note or a guarantee was taken in. */
export const InstrumentTaken = event(
  'payments.instrument_taken',
  z.object({ ...instrument, dueOn: Day.nullable() }),
)

/** Something became of an instrument, short of bouncing. */
export const InstrumentMoved = event(
  'payments.instrument_moved',
  z.object({ ...instrument, state: InstrumentState }),
)

/** A cheque came back unpaid: its invoices are asked for again. */
export const ChequeBounced = event(
  'payments.cheque_bounced',
  z.object({ ...instrument, on: Day, reason: z.string() }),
)

/** The day of an instrument is near or here. */
export const InstrumentDue = event(
  'payments.instrument_due',
  z.object({ ...instrument, dueOn: Day, days: z.int() }),
)

/** A deposit was asked for, or something became of one that was. */
export const DepositMoved = event(
  'payments.deposit_moved',
  z.object({
    depositId: z.uuid(),
    kind: DepositKind,
    customerId: z.uuid(),
    number: z.string(),
    /** What moved: of a request, all that is asked for. */
    amount: Money,
    move: z.enum(['request', ...DepositMove.options]),
  }),
)
