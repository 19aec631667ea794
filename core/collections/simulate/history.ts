import type { Calendar } from '#core/calendar.ts'
import type { ReachChannel } from '#core/contacts/customer.ts'
import type { Day } from '#core/day.ts'
import type { Tone } from '#core/messaging/tone.ts'
import type { Currency } from '#core/money.ts'
import type { ContactCaps } from '../conduct.ts'
import type { CustomerProfile } from '../next-step.ts'
import type { ReminderChannel, ReminderPolicy } from '../policy.ts'

/** From a day through another; null: to this day. */
export type Span = Readonly<{ from: Day; to: Day | null }>

/** So much of it from a day through another: promised, or objected to. */
export type PartSpan = Span & Readonly<{ minor: number }>

/** What became of one invoice, day by day. */
export type InvoiceHistory = Readonly<{
  itemId: string
  number: string
  issuedOn: Day
  dueOn: Day
  minor: number
  /** Money that came for it by the day on which it counts; below nothing: taken back. */
  settled: readonly Readonly<{ on: Day; minor: number }>[]
  paused: readonly Span[]
  disputed: readonly PartSpan[]
  promised: readonly PartSpan[]
}>

/** The first day on which nothing of an invoice was open any more, and stayed so. */
export function closedDay({
  minor,
  settled,
}: Pick<InvoiceHistory, 'minor' | 'settled'>): Day | null {
  let left = minor
  let since: Day | null = null
  for (const change of settled.toSorted((a, b) => (a.on < b.on ? -1 : 1))) {
    const before = left
    left -= change.minor
    if (left > 0) since = null
    else if (before > 0) since = change.on
  }
  return since
}

/** What a customer owed in one currency; `moved` is all that changed their balance, by day. */
export type AccountHistory = Readonly<{
  currency: Currency
  opening: number
  moved: readonly Readonly<{ on: Day; minor: number }>[]
  invoices: readonly InvoiceHistory[]
}>

export type WayThen = ReachChannel | 'opted_out' | null
export const wayKey = (tone: Tone, asked: ReminderChannel): string => `${tone} ${asked}`

/** A customer's past as far as a run of reminders would have looked at it. */
export type CustomerHistory = Readonly<{
  customerId: string
  kind: string
  tags: readonly string[]
  profile: CustomerProfile
  accounts: readonly AccountHistory[]
  paused: readonly Span[]
  /** When a colleague spoke with them: minutes since the first day's midnight, in order. */
  spokenAt: readonly number[]
  /** The days on which a colleague tried to reach them, answered or not, in order. */
  triedOn: readonly Day[]
  /** By `wayKey`: the way such a message takes today; null: none is open. */
  ways: Readonly<Record<string, WayThen>>
}>

/** The rules of a simulation: the policies in their order, and when messages leave. */
export type SimulationRules = Readonly<{
  policies: readonly ReminderPolicy[]
  calendar: Calendar
  from: Day
  to: Day
  /** For how many hours the machine keeps quiet after a colleague spoke with a customer. */
  quietHours: number
  /** Over all ways, where the company limits them. */
  contacts?: ContactCaps
}>

/** A message that would have been sent. */
export type SimulatedMessage = Readonly<{
  customerId: string
  on: Day
  policyKey: string
  stepKey: string
  tone: Tone
  channel: ReachChannel
  currency: Currency
  minor: number
  itemIds: readonly string[]
}>
