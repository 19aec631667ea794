import type { z } from 'zod'
import { nextContactTime } from '#core/calendar.ts'
import {
  ChasePaused,
  ChaseResumed,
  ConcessionChanged,
  CustomerAnswered,
  DebtReferred,
  DisputeChanged,
  DisputeClosed,
  DisputeOpened,
  DisputeOverdue,
  PromiseBroken,
  PromiseCancelled,
  PromiseKept,
  PromiseMade,
  PromisePartlyKept,
  PromiseReopened,
  PromiseReplaced,
  ReferralEnded,
  ReferralPrepared,
  ReminderHeld,
} from '#core/collections/events.ts'
import {
  InstalmentMissed,
  PlanAccepted,
  PlanBroken,
  PlanCancelled,
  PlanDeclined,
  PlanExpired,
  PlanKept,
  PlanProposed,
  PlanReopened,
  PlanReplaced,
} from '#core/collections/payment-plan-events.ts'
import {
  CustomerChanged,
  CustomersMerged,
  CustomersUnmerged,
  NumberMarked,
} from '#core/contacts/events.ts'
import { daysBetween } from '#core/day.ts'
import type { Event } from '#core/event.ts'
import { ConversationChanged } from '#core/inbox/events.ts'
import { CreditNotePosted, InvoiceDueMoved, InvoicePosted } from '#core/invoicing/events.ts'
import { ItemSettled } from '#core/ledger/events.ts'
import {
  ChequeBounced,
  InstrumentMoved,
  InstrumentTaken,
  PaymentNoticeConfirmed,
  PaymentNoticeOpened,
  PaymentNoticeRefused,
  PaymentNoticeWithdrawn,
  PaymentRecorded,
  PaymentReversed,
  PaymentUnallocated,
} from '#core/payments/events.ts'
import { findCustomers, lockCustomer, salutation } from '#modules/contacts/index.ts'
import type { Work } from '#platform/command.ts'
import { type Listener, on } from '#platform/events.ts'
import { wallClock } from '#platform/time.ts'
import { readRules } from '../settings.ts'
import { joinLocks } from './lock.ts'
import { mark, markQueued } from './rows.ts'

/** The bank tells of money a day or a weekend late; what is older came on a day that is over. */
const toldLateDays = 7

/** Counts money for whoever has the customer at that moment, on the day on which it became known. */
async function creditMoney(
  work: Work,
  { paymentId, customerId, amount, paidOn }: z.output<(typeof PaymentRecorded)['facts']>,
): Promise<void> {
  const day = daysBetween(paidOn, work.today) > toldLateDays ? paidOn : work.today
  await work.run(
    `insert into desk_money (company_id, payment_id, user_id, day, currency, amount)
     select $1, $2, collector_id, $4, $5, $6 from desk_row
     where company_id = $1 and customer_id = $3 and collector_id is not null
     on conflict do nothing`,
    [work.companyId, paymentId, customerId, day, amount.currency, amount.minor],
  )
}

/** A customer who asks to be called comes up as soon as one may call. */
async function takeCall(
  work: Work,
  facts: z.output<(typeof CustomerAnswered)['facts']>,
): Promise<void> {
  const { customerId, choice } = facts
  if (choice === 'call') {
    const customer = await lockCustomer(work, customerId)
    const card = (await findCustomers(work, [customer.id])).get(customer.id)
    const { calendar } = await readRules(work)
    const next = nextContactTime(calendar, wallClock(work.now, work.zone))
    await work.run(
      `insert into contact_attempt (company_id, id, customer_id, at, by_name, channel, direction,
         outcome, follow_up_at)
       values ($1, $2, $3, $4, $5, 'whatsapp', 'in', 'call_back', coalesce(
         ($6::date::timestamp + make_interval(mins => $7::int)) at time zone $8, $4))`,
      [
        ...[work.companyId, work.newId(), customer.id, work.now],
        ...[card ? salutation(card) : '—', next?.day ?? null, next?.minuteOfDay ?? null, work.zone],
      ],
    )
  }
  await mark(work, [customerId])
}

const marks = <Facts extends z.ZodType<{ customerId: string }>>(
  event: Event<string, Facts>,
  name: string,
): Listener => on(event, name, (work, facts) => mark(work, [facts.customerId]))

/** The queue hears of everything that changes what it says of a customer. */
export const deskReactions: readonly Listener[] = [
  marks(InvoicePosted, 'collections.desk_invoice'),
  marks(InvoiceDueMoved, 'collections.desk_due_moved'),
  marks(CreditNotePosted, 'collections.desk_credit_note'),
  marks(ItemSettled, 'collections.desk_settled'),
  marks(PaymentUnallocated, 'collections.desk_unallocated'),
  marks(PaymentNoticeOpened, 'collections.desk_notice'),
  marks(PaymentNoticeConfirmed, 'collections.desk_notice_confirmed'),
  marks(PaymentNoticeRefused, 'collections.desk_notice_refused'),
  marks(PaymentNoticeWithdrawn, 'collections.desk_notice_withdrawn'),
  marks(InstrumentTaken, 'collections.desk_instrument_taken'),
  marks(InstrumentMoved, 'collections.desk_instrument_moved'),
  marks(ChequeBounced, 'collections.desk_cheque_bounced'),
  marks(ChasePaused, 'collections.desk_paused'),
  marks(ChaseResumed, 'collections.desk_resumed'),
  marks(DisputeOpened, 'collections.desk_disputed'),
  marks(DisputeClosed, 'collections.desk_dispute_closed'),
  marks(DisputeChanged, 'collections.desk_dispute_changed'),
  marks(ConcessionChanged, 'collections.desk_concession'),
  marks(DisputeOverdue, 'collections.desk_dispute_overdue'),
  marks(ReferralPrepared, 'collections.desk_referral_prepared'),
  marks(DebtReferred, 'collections.desk_referred'),
  marks(ReferralEnded, 'collections.desk_referral_ended'),
  marks(PromiseMade, 'collections.desk_promised'),
  marks(PromiseKept, 'collections.desk_promise_kept'),
  marks(PromisePartlyKept, 'collections.desk_promise_partly_kept'),
  marks(PromiseBroken, 'collections.desk_promise_broken'),
  marks(PromiseReopened, 'collections.desk_promise_reopened'),
  marks(PromiseReplaced, 'collections.desk_promise_replaced'),
  marks(PromiseCancelled, 'collections.desk_promise_cancelled'),
  marks(PlanProposed, 'collections.desk_plan_proposed'),
  marks(PlanAccepted, 'collections.desk_plan_accepted'),
  marks(PlanDeclined, 'collections.desk_plan_declined'),
  marks(PlanExpired, 'collections.desk_plan_expired'),
  marks(InstalmentMissed, 'collections.desk_instalment_missed'),
  marks(PlanKept, 'collections.desk_plan_kept'),
  marks(PlanBroken, 'collections.desk_plan_broken'),
  marks(PlanReopened, 'collections.desk_plan_reopened'),
  marks(PlanReplaced, 'collections.desk_plan_replaced'),
  marks(PlanCancelled, 'collections.desk_plan_cancelled'),
  on(PaymentRecorded, 'collections.desk_paid', async (work, facts) => {
    if (facts.source !== 'import') await creditMoney(work, facts)
    await mark(work, [facts.customerId])
  }),
  on(PaymentReversed, 'collections.desk_payment_reversed', async (work, facts) => {
    await work.run('delete from desk_money where company_id = $1 and payment_id = $2', [
      work.companyId,
      facts.paymentId,
    ])
    await mark(work, [facts.customerId])
  }),
  on(CustomerAnswered, 'collections.desk_answered', takeCall),
  on(ReminderHeld, 'collections.desk_reminder_held', (work, { customerId, reasons }) =>
    reasons.includes('needs_approval') ? mark(work, [customerId]) : Promise.resolve(),
  ),
  on(ConversationChanged, 'collections.desk_conversation', (work, { customerId }) =>
    customerId === null ? Promise.resolve() : markQueued(work, customerId),
  ),
  on(CustomerChanged, 'collections.desk_customer', (work, { customerId }) =>
    markQueued(work, customerId),
  ),
  marks(NumberMarked, 'collections.desk_number'),
  on(CustomersMerged, 'collections.desk_merged', async (work, { survivorId, mergedId }) => {
    await joinLocks(work, survivorId)
    await mark(work, [survivorId, mergedId])
  }),
  on(CustomersUnmerged, 'collections.desk_unmerged', (work, { survivorId, mergedId }) =>
    mark(work, [survivorId, mergedId]),
  ),
]
