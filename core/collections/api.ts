import { z } from 'zod'
import { Calendar } from '#core/calendar.ts'
import { ReachChannel } from '#core/contacts/customer.ts'
import { Day } from '#core/day.ts'
import { BulkResult } from '#core/invoicing/api.ts'
import { Direction, Id, NewId, PageInput, pageOf } from '#core/list.ts'
import { Tone } from '#core/messaging/tone.ts'
import { Currency, Money } from '#core/money.ts'
import { byId, none, routesOf } from '#core/route.ts'
import { agencyContract } from './agency-api.ts'
import { agencyDeskContract } from './agency-desk-api.ts'
import { badDebtContract } from './bad-debt-api.ts'
import { confirmationContract } from './confirmation-api.ts'
import { contactRegisterContract } from './contact-register-api.ts'
import { deskContract } from './desk-api.ts'
import { Dispute, disputeContract } from './dispute-api.ts'
import { evidenceContract } from './evidence-api.ts'
import { planContract } from './plan-api.ts'
import { ReminderPolicy } from './policy.ts'
import { PolicyKey, PolicyWhy, policyContract } from './policy-api.ts'
import { defaultDaysAhead, defaultGraceDays } from './promise.ts'
import { promiseContract } from './promise-api.ts'
import { PlanDetail, PlanRow, Reason, ReminderState } from './reminder.ts'
import { settlementContract } from './settlement-api.ts'

export const ReminderSettings = z.object({
  on: z.boolean(),
  onBy: z.string().nullable(),
  stoppedToday: z.boolean(),
  stoppedBy: z.string().nullable(),
  thankYou: z.boolean(),
  calendar: Calendar,
  /** Whom the firm messages name, and where they are reached; empty: the company itself. */
  collector: z.string().trim().max(120),
  manager: z.string().trim().max(120),
  phone: z.string().trim().max(30),
  /** Whether any channel can send. */
  emailReady: z.boolean(),
  /** For how many days the chase rests after a customer says that they have paid. */
  saidPaidDays: z.int().min(1).max(30),
  /** For how many days after its day money still keeps a promise. */
  promiseGraceDays: z.int().min(0).max(30),
  /** How far ahead a promise may lie. */
  promiseDaysAhead: z.int().min(1).max(365),
})
export type ReminderSettings = z.infer<typeof ReminderSettings>

export const ChangeReminderSettings = ReminderSettings.pick({
  thankYou: true,
  calendar: true,
  collector: true,
  manager: true,
  phone: true,
}).extend({
  saidPaidDays: z.int().min(1).max(30).default(3),
  promiseGraceDays: z.int().min(0).max(30).default(defaultGraceDays),
  promiseDaysAhead: z.int().min(1).max(365).default(defaultDaysAhead),
})
export type ChangeReminderSettings = z.infer<typeof ChangeReminderSettings>

export const PolicyRow = z.object({
  key: PolicyKey,
  name: z.string().trim().min(1).max(80),
  /** Asked in this order: the first whose segment claims a customer is theirs. */
  place: z.int(),
  policy: ReminderPolicy,
  changedAt: z.iso.datetime(),
  changedBy: z.string(),
})
export type PolicyRow = z.infer<typeof PolicyRow>
export const SavePolicy = PolicyRow.pick({ key: true, name: true, place: true, policy: true })
export type SavePolicy = z.infer<typeof SavePolicy>

/** The keys of all policies, in the order in which they are to be asked. */
export const OrderPolicies = z.object({ keys: z.array(PolicyKey).min(1).max(500) })
export type OrderPolicies = z.infer<typeof OrderPolicies>

export const Plan = z.object({
  day: Day,
  on: z.boolean(),
  stoppedToday: z.boolean(),
  emailReady: z.boolean(),
  /** The hours of this day in which messages leave, minutes since midnight. */
  windows: z.array(z.object({ from: z.int(), until: z.int() })),
  /** At most 500 lines, those to be sent first; the figures count all. */
  rows: z.array(PlanRow),
  counts: z.object({ send: z.int(), held: z.int(), sent: z.int() }),
  sums: z.array(Money),
})
export type Plan = z.infer<typeof Plan>

export const ReminderRow = z.object({
  id: Id,
  customerId: Id,
  customerName: z.string().nullable(),
  state: ReminderState,
  tone: Tone,
  stepKey: z.string(),
  policyKey: z.string(),
  amount: Money,
  invoices: z.int(),
  reasons: z.array(Reason),
  reviewOn: Day.nullable(),
  decidedAt: z.iso.datetime(),
  sentOn: Day.nullable(),
  /** Null while no way is open. */
  channel: ReachChannel.nullable(),
  messageId: Id.nullable(),
  /** Who sent it in spite of the reasons, or agreed to it; null when nobody had to. */
  by: z.string().nullable(),
  overrideReason: z.string().nullable(),
})
export type ReminderRow = z.infer<typeof ReminderRow>

export const ReminderDetail = ReminderRow.extend({
  items: z.array(z.object({ itemId: Id, invoiceId: Id, number: z.string(), balance: Money })),
  excluded: z.array(z.object({ itemId: Id, number: z.string(), because: z.string() })),
  decisions: z.array(
    z.object({
      at: z.iso.datetime(),
      verdict: z.enum(['send', 'hold', 'drop']),
      reasons: z.array(Reason),
      passed: z.array(z.string()),
      by: z.string(),
    }),
  ),
})
export type ReminderDetail = z.infer<typeof ReminderDetail>

export const RemindersInput = PageInput.extend({
  customerId: Id.optional(),
  invoiceId: Id.optional(),
  state: z.array(ReminderState).max(6).optional(),
})
export type RemindersInput = z.infer<typeof RemindersInput>

const Reasoned = z.string().trim().min(1).max(400)
export const PauseChase = z.object({
  id: NewId,
  customerId: Id,
  /** Absent: the whole customer. */
  invoiceId: Id.optional(),
  /** The last day of quiet; absent: until a person resumes. */
  until: Day.optional(),
  reason: Reasoned,
})
export type PauseChase = z.infer<typeof PauseChase>
export const Pause = z.object({
  id: Id,
  customerId: Id,
  invoiceId: Id.nullable(),
  invoiceNumber: z.string().nullable(),
  until: Day.nullable(),
  reason: z.string(),
  at: z.iso.datetime(),
  by: z.string(),
})
export type Pause = z.infer<typeof Pause>

export const PauseMany = PauseChase.omit({ customerId: true, invoiceId: true }).extend({
  invoiceIds: z.array(Id).min(1).max(200),
})
export type PauseMany = z.infer<typeof PauseMany>

/** What was last sent about one invoice and what comes next, as a list shows it. */
const chaseStates = [
  'automatic',
  'declined',
  'paused',
  'promise',
  'plan',
  'settlement',
  'instrument',
  'dispute',
  'agency',
] as const

export const InvoiceChase = z.object({
  invoiceId: Id,
  state: z.enum(chaseStates),
  last: z.object({ tone: Tone, on: Day }).nullable(),
  /** Null too while reminders are switched off. */
  next: z.object({ tone: Tone, on: Day }).nullable(),
})
export type InvoiceChase = z.infer<typeof InvoiceChase>

/** Where the chase of one customer stands, and what comes next. */
export const Chase = z.object({
  on: z.boolean(),
  pauses: z.array(Pause),
  disputes: z.array(Dispute),
  optedOut: z.boolean(),
  /** Why this policy is theirs; null while nothing is owed. */
  policyWhy: PolicyWhy.nullable(),
  lastReminderOn: Day.nullable(),
  next: z.object({ tone: Tone, on: Day }).nullable(),
  /** The way that the next reminder takes as things stand; null where none is open. */
  nextBy: ReachChannel.nullable(),
  /** On which ways they stopped reminders. */
  declined: z.array(ReachChannel),
})
export type Chase = z.infer<typeof Chase>

export const LatePeriod = z.object({
  itemId: Id,
  cycle: z.int(),
  customerId: Id,
  customerName: z.string().nullable(),
  invoiceId: Id,
  number: z.string(),
  dueOn: Day,
  amount: Money,
  endedOn: Day.nullable(),
  daysLate: z.int(),
})
export type LatePeriod = z.infer<typeof LatePeriod>
export const LateInput = PageInput.extend({
  customerId: Id.optional(),
  open: z.boolean().optional(),
  dueFrom: Day.optional(),
  dueTo: Day.optional(),
  sort: z.enum(['due_on', 'days_late', 'amount']).default('due_on'),
  direction: Direction.default('desc'),
})
export type LateInput = z.infer<typeof LateInput>

const at = routesOf('collections')
const Done = z.object({ done: z.literal(true) })
const oneLine = z.object({ customerId: Id, currency: Currency })
/** What became of a line that a person decided on. */
const Outcome = z.object({ verdict: z.enum(['send', 'hold', 'drop']), reasons: z.array(Reason) })

/** The wire of collections: parsed by the server, typed and called in the browser, printed as OpenAPI. */
export const collectionsContract = {
  settings: at('GET', '/reminder-settings').input(none).output(ReminderSettings),
  changeSettings: at('PUT', '/reminder-settings')
    .input(ChangeReminderSettings)
    .output(ReminderSettings),
  switchReminders: at('PUT', '/reminder-settings/switch')
    .input(z.object({ on: z.boolean() }))
    .output(ReminderSettings),
  stopToday: at('PUT', '/reminder-settings/stop')
    .input(z.object({ stopped: z.boolean() }))
    .output(ReminderSettings),

  policies: at('GET', '/reminder-policies')
    .input(none)
    .output(z.object({ rows: z.array(PolicyRow) })),
  savePolicy: at('PUT', '/reminder-policies/{key}').input(SavePolicy).output(PolicyRow),
  orderPolicies: at('PUT', '/policy-order')
    .input(OrderPolicies)
    .output(z.object({ rows: z.array(PolicyRow) })),
  removePolicy: at('DELETE', '/reminder-policies/{key}')
    .input(z.object({ key: PolicyKey }))
    .output(Done),

  plan: at('GET', '/reminders/plan').input(none).output(Plan),
  planDetail: at('GET', '/reminders/plan/{customerId}/{currency}')
    .input(oneLine)
    .output(PlanDetail),
  approve: at('POST', '/reminders/plan/{customerId}/{currency}/approval')
    .input(oneLine)
    .output(Outcome),
  override: at('POST', '/reminders/plan/{customerId}/{currency}/override')
    .input(oneLine.extend({ reason: Reasoned }))
    .output(Outcome),
  reminders: at('GET', '/reminders').input(RemindersInput).output(pageOf(ReminderRow)),
  reminder: at('GET', '/reminders/{id}').input(byId).output(ReminderDetail),

  chase: at('GET', '/customers/{id}/chase').input(byId).output(Chase),
  chaseOfInvoices: at('POST', '/chase-of-invoices')
    .input(z.object({ ids: z.array(Id).min(1).max(200) }))
    .output(z.object({ rows: z.array(InvoiceChase) })),
  pauseMany: at('POST', '/chase-pauses/many').input(PauseMany).output(BulkResult),
  pause: at('POST', '/chase-pauses').input(PauseChase).output(Pause),
  resume: at('DELETE', '/chase-pauses/{id}').input(byId).output(Done),
  latePayments: at('GET', '/late-payments')
    .input(LateInput)
    .output(pageOf(LatePeriod).extend({ sums: z.array(Money) })),
  exportLatePayments: at('GET', '/late-payments/file')
    .input(LateInput.omit({ cursor: true, limit: true }))
    .output(z.file()),
  ...disputeContract,
  ...settlementContract,
  ...badDebtContract,
  ...promiseContract,
  ...planContract,
  ...confirmationContract,
  ...contactRegisterContract,
  ...deskContract,
  ...agencyContract,
  ...agencyDeskContract,
  ...evidenceContract,
  ...policyContract,
}
