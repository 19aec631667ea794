import { assert } from '#core/assert.ts'
import type { Calendar, ContactState, WallTime } from '#core/calendar.ts'
import { contactState, holidayOn, nextContactTime } from '#core/calendar.ts'
import type { Day } from '#core/day.ts'
import { addDays, daysBetween } from '#core/day.ts'
import { type ReachWhy, type Unreached, unreachedBy } from '#core/messaging/reach.ts'
import type { Currency, Money } from '#core/money.ts'
import { total } from '#core/money.ts'
import {
  askedOf,
  type Covered,
  coveredBecause,
  coveredOf,
  dayAfter,
  exclusionOf,
  firstCover,
  firstEnd,
  type GateItem,
  type ItemExclusion,
  type Standstill,
  standsStill,
} from './asked.ts'
import { type ContactCaps, type ContactsMade, contactFault } from './conduct.ts'
import { type Composition, composeMessage } from './next-step.ts'
import { askedBy, type FrequencyCap, isTimely, type ReminderStep } from './policy.ts'

/** Everything that the gate looks at, each a reason that a person can read: «لماذا لم يُرسل؟» */
export const gateCodes = [
  'nothing_owed',
  'items_settled',
  'step_out_of_time',
  'opted_out',
  'no_items_left',
  'asks_more_than_owed',
  'payment_pending',
  'customer_paused',
  'referred',
  'promise_open',
  'plan_on_track',
  'settlement_agreed',
  'instrument_held',
  'payment_notice_open',
  'number_wrong',
  'no_address',
  'no_channel',
  'window_closed_without_template',
  'too_soon',
  'too_many',
  'contact_cap',
  'human_contact',
  'desk_lock',
  'holiday',
  'weekend',
  'outside_hours',
  'company_stopped',
  'needs_approval',
] as const
export type GateCode = (typeof gateCodes)[number]

/** What no waiting mends: a message stopped by one of these is given up. */
const dropping: readonly GateCode[] = [
  'nothing_owed',
  'items_settled',
  'step_out_of_time',
  'opted_out',
]

/** All that the gate may know, gathered in the moment of sending and under the customer's lock. */
export type GateFacts = Readonly<{
  now: WallTime
  calendar: Calendar
  currency: Currency
  graceDays: number
  frequencyCap: FrequencyCap
  items: readonly GateItem[]
  /** What the customer owes in this currency after every receipt, allocated or not. */
  totalBalance: Money
  pendingPayment?: Readonly<{ amount: Money; since: WallTime }>
  pause?: Standstill
  paymentNotice?: Readonly<{ since: Day }>
  /** By the key of each step that may be said: the way it would take, or why there is none. */
  routes: Readonly<Record<string, ReachWhy>>
  lastReminderOn?: Day
  remindersIn30Days: number
  /** Reminders, calls and visits together, where the company limits them. */
  contacts?: Readonly<{ made: ContactsMade; caps: ContactCaps }>
  /** How long ago a colleague last spoke with the customer. */
  humanContactHoursAgo?: number
  /** For how long after that the machine keeps quiet. */
  humanContactQuietHours: number
  /** A colleague has the customer in hand now. */
  deskLock?: Readonly<{ by: string; since: Day; lastsMinutes: number }>
  /** A person stopped every reminder of the company for today. */
  stoppedToday: boolean
  /** The steps that a person has agreed to for this message. */
  approvedSteps: readonly string[]
}>

export type GateReason = Readonly<{
  code: GateCode
  facts: Readonly<Record<string, string | number>>
}>

/**
 * What the gate decided and why. `passed` and the codes of `reasons` together are every code, so
 * that a message sent can be explained as well as one held. `step` is what may be said now: a
 * gentler one than planned, when the invoice that called for the firmer one is left out.
 */
export type Decision = Readonly<{
  verdict: 'send' | 'hold' | 'drop'
  reasons: readonly GateReason[]
  passed: readonly GateCode[]
  included: readonly Readonly<{ itemId: string; balance: Money }>[]
  excluded: readonly Readonly<{ itemId: string; because: ItemExclusion }>[]
  amount: Money
  step?: ReminderStep
  /** The way it takes, and what stands against the others. */
  route?: ReachWhy
  /** When to look again; absent when nothing is held, or when only a person can end it. */
  reviewOn?: Day
}>

type Finding = GateReason & Readonly<{ reviewOn: Day | null }>
type Found = Omit<Finding, 'code'> | undefined
type Message = Readonly<{
  composed: Composition<GateItem> | undefined
  amount: Money
  route: ReachWhy | undefined
}>
type Check = (facts: GateFacts, message: Message) => Found

/**
 * Decides, immediately before a reminder leaves, whether it may. Names every reason against it
 * rather than the first, and leaves out what must not be asked for while the rest may go.
 */
export function decide(facts: GateFacts): Decision {
  const { currency, items, now, graceDays } = facts
  const oneCurrency = [facts.totalBalance, ...items.map(({ balance }) => balance)]
  assert(
    oneCurrency.every((amount) => amount.currency === currency),
    'a reminder speaks of one currency',
  )

  const askable = items
    .filter((item) => !exclusionOf(item, now.day))
    .map((item) => ({ ...item, balance: { minor: askedOf(item, now.day), currency } }))
  const composed = composeMessage(askable, now.day, graceDays)
  const included = (composed?.items ?? []).map(({ itemId, balance }) => ({ itemId, balance }))
  const named = new Set(included.map(({ itemId }) => itemId))
  const amount = total(
    included.map(({ balance }) => balance),
    currency,
  )

  const route = routeFor(facts, composed?.governing)
  const findings = gateCodes.flatMap((code): Finding[] => {
    const found = checks[code](facts, { composed, amount, route })
    return found ? [{ code, ...found }] : []
  })
  const stopped = new Set(findings.map(({ code }) => code))
  const verdict = verdictOf(findings)
  const reviewOn = verdict === 'hold' ? reviewDay(findings, facts) : undefined

  return {
    verdict,
    reasons: findings.map(({ code, facts: why }) => ({ code, facts: why })),
    passed: gateCodes.filter((code) => !stopped.has(code)),
    included,
    excluded: items
      .filter(({ itemId }) => !named.has(itemId))
      .map((item) => ({
        itemId: item.itemId,
        because: exclusionOf(item, now.day) ?? 'not_of_this_message',
      })),
    amount,
    ...(composed && { step: composed.governing }),
    ...(route && { route }),
    ...(reviewOn !== undefined && { reviewOn }),
  }
}

/** The way of what would be said; with nothing to say, that of the firmest step that called. */
const routeFor = ({ routes, items }: GateFacts, said: ReminderStep | undefined) => {
  const called = items.flatMap(({ step }) => (step ? [step] : [])).at(-1)
  return routes[said?.key ?? called?.key ?? ''] ?? Object.values(routes).at(-1)
}

const unreached = (code: Unreached, { composed, route }: Message, on: Day | null): Found =>
  route && unreachedBy(route) === code
    ? { facts: { channel: composed ? askedBy(composed.governing) : 'best' }, reviewOn: on }
    : undefined

const tomorrow = ({ now }: GateFacts): Day => addDays(now.day, 1)

/** The unpaid invoices that called for this message. */
const callers = ({ items }: GateFacts): GateItem[] =>
  items.filter(({ step, balance }) => step !== null && balance.minor > 0)

const timelyCallers = (facts: GateFacts): GateItem[] =>
  callers(facts).filter(
    ({ step, dueOn }) => step !== null && isTimely(step, dueOn, facts.now.day, facts.graceDays),
  )

function noItemsLeft(facts: GateFacts, { composed }: Message): Found {
  const { day } = facts.now
  const waiting = timelyCallers(facts)
  const disputed = waiting.filter((item) => exclusionOf(item, day) === 'disputed').length
  const paused = waiting.filter((item) => exclusionOf(item, day) === 'paused').length
  if (composed || disputed + paused === 0) return undefined
  return { facts: { disputed, paused }, reviewOn: firstEnd(waiting, day) }
}

/** All that would be asked is covered: nothing is left to say until the first cover ends. */
const allCovered =
  (by: Covered['by']): Check =>
  (facts, { composed }) => {
    const { day } = facts.now
    const waiting = timelyCallers(facts)
    const given = waiting.filter((item) => exclusionOf(item, day) === coveredBecause[by])
    const until = given.flatMap((item) => firstCover(item, day)?.until ?? []).toSorted()[0]
    if (composed || until === undefined) return undefined
    const amount = given.reduce((sum, item) => sum + coveredOf(item, day), 0)
    const why = { until, amount, currency: facts.currency }
    return { facts: why, reviewOn: firstEnd(waiting, day) }
  }

/** An agency collects all that would be asked: the company keeps quiet until it is called back. */
const referred: Check = (facts, { composed }) => {
  const { day } = facts.now
  const given = timelyCallers(facts).filter((item) => exclusionOf(item, day) === 'referred')
  return plain(composed === undefined && given.length > 0, { items: given.length }, null)
}

/** What is owed and nothing covers. */
const unspokenFor = ({ totalBalance, items, now }: GateFacts): number =>
  totalBalance.minor - items.reduce((sum, item) => sum + coveredOf(item, now.day), 0)

function standstillFound(standstill: Standstill | undefined, { now }: GateFacts): Found {
  if (!standsStill(standstill, now.day)) return undefined
  const { until } = standstill
  return { facts: until === null ? {} : { until }, reviewOn: dayAfter(until) }
}

function tooSoon({ lastReminderOn, frequencyCap, now }: GateFacts): Found {
  if (lastReminderOn === undefined) return undefined
  const { minDaysBetween } = frequencyCap
  if (daysBetween(lastReminderOn, now.day) >= minDaysBetween) return undefined
  const reviewOn = addDays(lastReminderOn, minDaysBetween)
  return { facts: { lastReminderOn, minDaysBetween }, reviewOn }
}

function humanContact(facts: GateFacts): Found {
  const { humanContactHoursAgo: hoursAgo, humanContactQuietHours: quietHours, now } = facts
  if (hoursAgo === undefined || hoursAgo >= quietHours) return undefined
  const quietUntil = now.minuteOfDay + (quietHours - hoursAgo) * 60
  return {
    facts: { hoursAgo, quietHours },
    reviewOn: addDays(now.day, Math.floor(quietUntil / (24 * 60))),
  }
}

function closed(facts: GateFacts, state: ContactState): Found {
  const { calendar, now } = facts
  if (contactState(calendar, now) !== state) return undefined
  const next = nextContactTime(calendar, now)
  const holiday = state === 'holiday' ? holidayOn(calendar, now.day) : undefined
  return {
    facts: {
      ...(holiday && { holiday: holiday.name }),
      ...(next && { opensOn: next.day, opensAtMinute: next.minuteOfDay }),
    },
    reviewOn: next?.day ?? null,
  }
}

const plain = (when: boolean, facts: GateReason['facts'], reviewOn: Day | null): Found =>
  when ? { facts, reviewOn } : undefined

const checks: Readonly<Record<GateCode, Check>> = {
  nothing_owed: ({ totalBalance }) =>
    plain(totalBalance.minor <= 0, { balance: totalBalance.minor }, null),
  items_settled: (facts) => plain(callers(facts).length === 0, { items: facts.items.length }, null),
  step_out_of_time: (facts) =>
    plain(callers(facts).length > 0 && timelyCallers(facts).length === 0, {}, null),
  opted_out: (_, message) => unreached('opted_out', message, null),
  no_items_left: noItemsLeft,
  asks_more_than_owed: (facts, { amount }) => {
    const owed = unspokenFor(facts)
    return plain(
      facts.totalBalance.minor > 0 && amount.minor > Math.max(0, owed),
      { asked: amount.minor, owed: Math.max(0, owed), currency: facts.currency },
      tomorrow(facts),
    )
  },
  payment_pending: (facts) => {
    const pending = facts.pendingPayment
    if (!pending) return undefined
    const { amount, since } = pending
    const why = { amount: amount.minor, currency: amount.currency, since: since.day }
    return { facts: why, reviewOn: tomorrow(facts) }
  },
  customer_paused: (facts) => standstillFound(facts.pause, facts),
  referred,
  promise_open: allCovered('promise'),
  plan_on_track: allCovered('plan'),
  settlement_agreed: allCovered('settlement'),
  instrument_held: allCovered('instrument'),
  payment_notice_open: ({ paymentNotice }) =>
    paymentNotice && { facts: { since: paymentNotice.since }, reviewOn: null },
  number_wrong: (_, message) => unreached('number_wrong', message, null),
  no_address: (_, message) => unreached('no_address', message, null),
  no_channel: (_, message) => unreached('no_channel', message, null),
  window_closed_without_template: (facts, message) =>
    unreached('window_closed_without_template', message, tomorrow(facts)),
  too_soon: tooSoon,
  too_many: (facts) => {
    const { remindersIn30Days: sent, frequencyCap } = facts
    const most = frequencyCap.maxIn30Days
    return plain(sent >= most, { sent, most }, tomorrow(facts))
  },
  contact_cap: (facts) => {
    const { contacts } = facts
    const fault = contacts && contactFault(contacts.made, contacts.caps)
    return (
      fault && {
        facts: { made: fault.made, most: fault.most, limit: fault.code },
        reviewOn: tomorrow(facts),
      }
    )
  },
  human_contact: humanContact,
  desk_lock: ({ deskLock, now }) => {
    if (!deskLock) return undefined
    const { by, since, lastsMinutes } = deskLock
    const until = now.minuteOfDay + lastsMinutes
    return { facts: { by, since }, reviewOn: addDays(now.day, Math.floor(until / (24 * 60))) }
  },
  holiday: (facts) => closed(facts, 'holiday'),
  weekend: (facts) => closed(facts, 'weekend'),
  outside_hours: (facts) => closed(facts, 'outside_hours'),
  company_stopped: (facts) => plain(facts.stoppedToday, {}, tomorrow(facts)),
  needs_approval: ({ approvedSteps }, { composed }) => {
    const step = composed?.governing
    if (!step?.needsApproval || approvedSteps.includes(step.key)) return undefined
    return { facts: { step: step.key }, reviewOn: null }
  },
}

function verdictOf(findings: readonly Finding[]): Decision['verdict'] {
  if (findings.length === 0) return 'send'
  return findings.some(({ code }) => dropping.includes(code)) ? 'drop' : 'hold'
}

/** The first contact day by which every reason may have passed; none if one waits for a person. */
function reviewDay(findings: readonly Finding[], { calendar, now }: GateFacts): Day | undefined {
  const days = findings.flatMap(({ reviewOn }) => (reviewOn === null ? [] : [reviewOn]))
  if (days.length < findings.length) return undefined
  const last = days.reduce((a, b) => (a > b ? a : b), now.day)
  const from = last > now.day ? { day: last, minuteOfDay: 0 } : now
  return nextContactTime(calendar, from)?.day
}
