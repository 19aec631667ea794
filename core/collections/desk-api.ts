import { z } from 'zod'
import { Calendar } from '#core/calendar.ts'
import { ReachChannel, WrongMark } from '#core/contacts/customer.ts'
import { Day } from '#core/day.ts'
import { Bucket } from '#core/ledger/aging.ts'
import { Id, NewId, PageInput, pageOf } from '#core/list.ts'
import { Money } from '#core/money.ts'
import { PositiveMoney } from '#core/payments/payment.ts'
import { byId, none, routesOf } from '#core/route.ts'
import { Wait } from './desk/due.ts'
import { DeskCover } from './desk/late.ts'
import { DeskLock } from './desk/lock.ts'
import { ContactChannel, ContactOutcome } from './desk/outcome.ts'
import { ScorePart } from './desk/score.ts'
import { DeskSettings } from './desk/settings.ts'
import { homeCodes } from './desk/share-out.ts'
import { Talk } from './desk/talk.ts'
import { StepChannel, StepCode, Why } from './desk/why.ts'

const Person = z.object({ id: Id, name: z.string() })
const Minute = z
  .int()
  .min(0)
  .max(24 * 60 - 1)
const Reasoned = z.string().trim().min(1).max(400)

/** A customer as the queue shows them. */
export const DeskRow = z.object({
  customerId: Id,
  customerName: z.string(),
  late: Money,
  others: z.array(Money),
  daysLate: z.int(),
  invoices: z.int(),
  /** What a contact now is expected to bring, and how that comes about. */
  expected: Money,
  chance: z.int(),
  parts: z.array(ScorePart),
  why: z.array(Why).min(1),
  step: StepCode,
  /** Of what is waited for, its last day. */
  stepUntil: Day.nullable(),
  channel: StepChannel.nullable(),
  waits: Wait,
  /** What came of the last contact of who rests until a follow-up. */
  last: ContactOutcome.nullable(),
  dueAt: z.iso.datetime().nullable(),
  collector: Person.nullable(),
  /** Whose it is while the collector stands in for them. */
  standsInFor: Person.nullable(),
  homeBecause: z.enum(homeCodes),
  lock: DeskLock.nullable(),
})
export type DeskRow = z.infer<typeof DeskRow>

export const DeskInput = PageInput.extend({
  /** One's own with those of nobody, all, those of nobody, or a colleague's. */
  whose: z.union([z.enum(['mine', 'all', 'nobody']), Id]).default('mine'),
  /** What comes up now, or what rests until later. */
  when: z.enum(['now', 'later']).default('now'),
})
export type DeskInput = z.infer<typeof DeskInput>

/** What a day has brought so far, and what it is to bring. */
export const DeskProgress = z.object({
  /** Customers who were worked on today. */
  contacts: z.int(),
  /** The target of the day, or without one what is done and what still waits. */
  of: z.int(),
  waiting: z.int(),
  /** What was promised to the reader and what came in, by currency, the company's own first. */
  promised: z.array(Money),
  collected: z.array(Money),
  target: z.object({ promised: Money.nullable(), collected: Money.nullable() }),
  /** The next follow-up, for the day when nothing waits any more. */
  nextAt: z.iso.datetime().nullable(),
  /** Why nobody at all is in the reader's own queue, now or later; null: somebody is. */
  empty: z.enum(['nobody_late', 'all_given']).nullable(),
})
export type DeskProgress = z.infer<typeof DeskProgress>

export const ContactRow = z.object({
  id: Id,
  customerId: Id,
  at: z.iso.datetime(),
  by: z.string(),
  channel: ContactChannel,
  direction: z.enum(['in', 'out']),
  outcome: ContactOutcome,
  note: z.string(),
  spokenTo: z.string(),
  followUpAt: z.iso.datetime().nullable(),
  promised: Money.nullable(),
  promiseId: Id.nullable(),
  disputeId: Id.nullable(),
  overrideReason: z.string().nullable(),
})
export type ContactRow = z.infer<typeof ContactRow>

const FollowUp = z.object({
  on: Day,
  /** Minutes since midnight; absent: when the company begins to call. */
  minute: Minute.optional(),
})

/** What came of a contact. What the outcome itself brings about is done with it, or not at all. */
export const RecordContact = z.object({
  id: NewId,
  customerId: Id,
  channel: ContactChannel.default('call'),
  direction: z.enum(['in', 'out']).default('out'),
  outcome: ContactOutcome,
  note: z.string().trim().max(1000).default(''),
  spokenTo: z.string().trim().max(120).default(''),
  /** The number that was tried, of those on the card; absent: the one that the card offers. */
  phone: z.string().max(40).optional(),
  followUp: FollowUp.optional(),
  /** With «وعد بالسداد». */
  promise: z.object({ id: NewId, amount: Money, dueOn: Day }).optional(),
  /** With «يعترض على فاتورة». */
  dispute: z
    .object({
      id: NewId,
      invoiceId: Id,
      reason: z.enum(['amount', 'quality', 'not_received', 'already_paid', 'duplicate', 'other']),
      /** Absent: the whole invoice. */
      amount: Money.refine(({ minor }) => minor > 0).optional(),
    })
    .optional(),
  /** With «يقول إنه سدّد», as far as they said it: a notice of payment is opened. */
  paid: z
    .object({
      id: NewId,
      amount: PositiveMoney,
      paidOn: Day,
      bank: z.string().trim().max(80).optional(),
      reference: z.string().trim().max(80).optional(),
    })
    .optional(),
  /** Why the company's limits are passed over. */
  override: Reasoned.optional(),
})
export type RecordContact = z.infer<typeof RecordContact>

export const SkipDebtor = z.object({
  id: NewId,
  customerId: Id,
  reason: Reasoned,
  /** The day on which they come up again; absent: tomorrow. */
  until: Day.optional(),
})
export type SkipDebtor = z.infer<typeof SkipDebtor>

export const DeskInvoice = z.object({
  invoiceId: Id,
  number: z.string(),
  dueOn: Day,
  daysLate: z.int(),
  amount: Money,
  balance: Money,
  /** What of the balance is objected to. */
  disputed: Money,
  /** What of it is not asked for, and why. */
  covers: z.array(DeskCover),
})

/** Something that happened with a customer, as the card tells it. */
export const DeskHappening = z.object({
  id: z.string(),
  kind: z.enum(['contact', 'reminder', 'promise', 'plan', 'settlement', 'referral', 'payment']),
  at: z.iso.datetime(),
  by: z.string(),
  facts: z.record(z.string(), z.union([z.string(), z.number()])),
})
export type DeskHappening = z.infer<typeof DeskHappening>

/** A number of the customer or of a person at it. */
export const DeskPhone = z.object({
  identityId: Id,
  /** Of which of the merged records it is. */
  customerId: Id,
  value: z.string(),
  label: z.string().nullable(),
  primary: z.boolean(),
  contactId: Id.nullable(),
  /** Whose it is at the customer. */
  person: z.string().nullable(),
  wrong: WrongMark.nullable(),
})
export type DeskPhone = z.infer<typeof DeskPhone>

/**
 * A referral that is not over: for a colleague's agreement, to begin on a day, or with the agency. Only
 * the first is still a part of the balance on the card.
 */
export const DeskReferral = z.object({
  id: Id,
  state: z.enum(['waits', 'prepared', 'begun']),
  agency: z.string(),
  left: Money,
  /** When it begins or began. */
  on: Day,
})
export type DeskReferral = z.infer<typeof DeskReferral>

/** A settlement under way: for a colleague's agreement, to be sent, with the customer, or agreed to. */
export const DeskOffer = z.object({
  id: Id,
  state: z.enum(['proposed', 'offered', 'accepted']),
  sentAt: z.iso.datetime().nullable(),
  sentChannel: ReachChannel.nullable(),
  amount: Money,
  payBy: Day,
})
export type DeskOffer = z.infer<typeof DeskOffer>

/** A payment plan that waits for the customer's answer, and when they got its link. */
export const DeskPlan = DeskOffer.pick({ id: true, sentAt: true, sentChannel: true })
export type DeskPlan = z.infer<typeof DeskPlan>

/** All that a collector has before them while they call. */
export const DeskCard = z.object({
  row: DeskRow.nullable(),
  customerId: Id,
  customerName: z.string(),
  contactName: z.string().nullable(),
  /** The number to call; none that is known to be wrong. */
  phone: z.string().nullable(),
  /** Every number of theirs, in the order in which they are tried; none to those who may not see them. */
  phones: z.array(DeskPhone),
  email: z.string().nullable(),
  language: z.enum(['ar', 'en']),
  lock: DeskLock.nullable(),
  mayTakeOver: z.boolean(),
  late: Money,
  /** What of it may be asked for now. */
  asked: Money,
  /** What may be promised: also what is promised already, for it may be agreed anew. */
  promisable: Money,
  /** What of it is not asked for, by its reason and day. */
  covers: z.array(DeskCover),
  /** What is open here, without what is or goes to an agency: that stands beside it. */
  balance: Money,
  referrals: z.array(DeskReferral),
  buckets: z.record(Bucket, Money),
  /** Why no call may be made now; null: one may. */
  barrier: z
    .object({
      code: z.enum([
        'calls_today',
        'attempts_30',
        'contacts_day',
        'contacts_week',
        'contacts_30',
        'holiday',
        'weekend',
        'outside_hours',
      ]),
      most: z.int().nullable(),
      /** When one may call again, where the calendar stands against it. */
      opens: z.object({ on: Day, minute: Minute }).optional(),
    })
    .nullable(),
  /** The company's wall clock when the card was read: of today, no hour before it is offered. */
  minuteNow: Minute,
  /** When the company contacts its customers: a follow-up is offered the hours of its own day. */
  calendar: Calendar,
  mayOverride: z.boolean(),
  /** The next time that the rules would set, by outcome; an outcome without one asks. */
  proposed: z.record(z.string(), z.object({ on: Day, minute: Minute, elsewhere: z.boolean() })),
  /** The same, once a plan or a settlement was offered while they were spoken with. */
  afterOffer: z.object({ on: Day, minute: Minute }),
  promiseDays: z.object({
    graceDays: z.int(),
    daysAhead: z.int(),
    /** Days ahead on which nobody is contacted: a follow-up that falls on one moves on. */
    closed: z.array(Day),
  }),
  lastPromised: Money.nullable(),
  keep: z.object({ kept: z.int(), partly: z.int(), of: z.int() }).nullable(),
  talk: Talk,
  /** What the sentences of the talk are made of. */
  talkFacts: z.record(z.string(), z.union([z.string(), z.number()])),
  invoices: z.array(DeskInvoice),
  happenings: z.array(DeskHappening),
  offer: DeskOffer.nullable(),
  plan: DeskPlan.nullable(),
  /** Where they write to us, the latest first. */
  conversationId: Id.nullable(),
})
export type DeskCard = z.infer<typeof DeskCard>

export const CollectorRow = z.object({
  user: Person,
  available: z.boolean(),
  /** Absent by their own word or a lead's, and not merely unseen for days. */
  away: z.boolean(),
  /** Customers that they have, and of these those that come up now. */
  customers: z.int(),
  waiting: z.int(),
})
export type CollectorRow = z.infer<typeof CollectorRow>

const at = routesOf('collections')
const Done = z.object({ done: z.literal(true) })

/** The wire of the desk. */
export const deskContract = {
  desk: at('GET', '/desk').input(DeskInput).output(pageOf(DeskRow)),
  deskProgress: at('GET', '/desk/progress').input(none).output(DeskProgress),
  deskCard: at('GET', '/desk/customers/{id}').input(byId).output(DeskCard),
  takeDesk: at('PUT', '/desk/customers/{customerId}/lock')
    .input(z.object({ customerId: Id, takeOver: z.boolean().default(false) }))
    .output(z.object({ lock: DeskLock.nullable() })),
  leaveDesk: at('DELETE', '/desk/customers/{customerId}/lock')
    .input(z.object({ customerId: Id }))
    .output(Done),
  deskLock: at('GET', '/customers/{id}/desk-lock')
    .input(byId)
    .output(z.object({ lock: DeskLock.nullable() })),
  recordContact: at('POST', '/contact-attempts').input(RecordContact).output(ContactRow),
  contacts: at('GET', '/customers/{id}/contact-attempts')
    .input(PageInput.extend({ id: Id }))
    .output(pageOf(ContactRow)),
  skipDebtor: at('POST', '/desk/skips').input(SkipDebtor).output(Done),
  assignDebtors: at('POST', '/desk/assignments')
    .input(z.object({ customerIds: z.array(Id).min(1).max(500), userId: Id.nullable() }))
    .output(z.object({ changed: z.int() })),
  collectors: at('GET', '/desk/collectors')
    .input(none)
    .output(z.object({ rows: z.array(CollectorRow) })),
  markAbsence: at('PUT', '/desk/collectors/{userId}/absence')
    .input(z.object({ userId: Id, away: z.boolean() }))
    .output(Done),
  rebuildDesk: at('POST', '/desk/rebuilding')
    .input(none)
    .output(z.object({ customers: z.int() })),
  deskSettings: at('GET', '/desk/settings').input(none).output(DeskSettings),
  changeDeskSettings: at('PUT', '/desk/settings').input(DeskSettings).output(DeskSettings),
}
