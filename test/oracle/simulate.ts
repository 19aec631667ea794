/**
 * The simulator a second time: every day of the year is planned and judged by the very code that
 * sends reminders, with the facts of that day looked up one by one.
 */
import { nextContactTime } from '#core/calendar.ts'
import { decide } from '#core/collections/gate.ts'
import { planRun } from '#core/collections/next-step.ts'
import { askedBy, type ReminderPolicy } from '#core/collections/policy.ts'
import {
  type AccountHistory,
  type CustomerHistory,
  type InvoiceHistory,
  type SimulatedMessage,
  type SimulationRules,
  type Span,
  type WayThen,
  wayKey,
} from '#core/collections/simulate/history.ts'
import { daysBetween } from '#core/day.ts'
import type { ReachWhy } from '#core/messaging/reach.ts'
import { tomorrow } from './aging.ts'

const holds = ({ from, to }: Span, on: string) => from <= on && (to === null || on <= to)
const sum = (numbers: readonly number[]) => numbers.reduce((a, b) => a + b, 0)

const balanceOn = (invoice: InvoiceHistory, on: string) =>
  invoice.minor - sum(invoice.settled.filter((each) => each.on <= on).map(({ minor }) => minor))

const closedForGood = (invoice: InvoiceHistory, on: string) =>
  balanceOn(invoice, on) <= 0 &&
  invoice.settled.every((each) => each.on <= on || balanceOn(invoice, each.on) <= 0)

function routeOf(way: WayThen): ReachWhy {
  if (way === null)
    return {
      channel: null,
      form: null,
      because: null,
      passed: [{ channel: 'email', why: 'no_account' }],
    }
  if (way === 'opted_out')
    return {
      channel: null,
      form: null,
      because: null,
      passed: [{ channel: 'email', why: 'opted_out' }],
    }
  return { channel: way, form: 'full', because: 'only', passed: [] }
}

const routesOf = (policy: ReminderPolicy, ways: CustomerHistory['ways']) =>
  Object.fromEntries(
    policy.steps.map((step) => [step.key, routeOf(ways[wayKey(step.tone, askedBy(step))] ?? null)]),
  )

function openOn(account: AccountHistory, on: string, reserved: ReadonlyMap<string, string[]>) {
  return account.invoices
    .filter((invoice) => invoice.issuedOn <= on && !closedForGood(invoice, on))
    .filter((invoice) => balanceOn(invoice, on) > 0)
    .map((invoice) => ({
      invoice,
      itemId: invoice.itemId,
      dueOn: invoice.dueOn,
      balance: { minor: balanceOn(invoice, on), currency: account.currency },
      reserved: reserved.get(invoice.itemId) ?? [],
    }))
    .toSorted((a, b) =>
      a.dueOn < b.dueOn || (a.dueOn === b.dueOn && a.itemId < b.itemId) ? -1 : 1,
    )
}

function madeBy(customer: CustomerHistory, sent: readonly SimulatedMessage[], day: string) {
  const all = [...sent.map(({ on }) => on), ...customer.triedOn].filter((on) => on <= day)
  const within = (days: number) => all.filter((on) => daysBetween(on, day) < days).length
  return { aDay: within(1), aWeek: within(7), in30Days: within(30) }
}

/** Lives through a customer's past one day after another. */
export function oracleReplay(
  rules: SimulationRules,
  customer: CustomerHistory,
): SimulatedMessage[] {
  const { policies, calendar, quietHours } = rules
  const reserved = new Map<string, string[]>()
  const sent: SimulatedMessage[] = []
  for (let day = rules.from; day <= rules.to; day = tomorrow(day)) {
    const opens = nextContactTime(calendar, { day, minuteOfDay: 0 })
    const now = opens?.day === day ? opens : { day, minuteOfDay: 0 }
    const minute = daysBetween(rules.from, day) * 24 * 60 + now.minuteOfDay
    const spoke = customer.spokenAt.filter((at) => at <= minute).at(-1)
    for (const account of customer.accounts.toSorted((a, b) =>
      a.currency < b.currency ? -1 : 1,
    )) {
      const open = openOn(account, day, reserved)
      const { customerId, kind, tags, profile } = customer
      const [intention] = planRun(policies, [{ customerId, kind, tags, profile, items: open }], day)
      const policy = policies.find(({ key }) => key === intention?.policyKey)
      if (!intention || !policy) continue
      const stepOf = new Map(intention.reservations.map((each) => [each.itemId, each.stepKey]))
      const month = sent.filter(({ on }) => daysBetween(on, day) < 30)
      const last = sent.at(-1)?.on
      const decision = decide({
        now,
        calendar,
        currency: account.currency,
        graceDays: policy.graceDays,
        frequencyCap: policy.frequencyCap,
        items: open.map(({ invoice, itemId, dueOn, balance }) => ({
          itemId,
          dueOn,
          balance,
          step: policy.steps.find(({ key }) => key === stepOf.get(itemId)) ?? null,
          disputedMinor: sum(
            invoice.disputed.filter((each) => holds(each, day)).map(({ minor }) => minor),
          ),
          ...(invoice.paused.some((each) => holds(each, day)) && { pause: { until: null } }),
          covered: invoice.promised
            .filter((each) => holds(each, day))
            .map(({ minor }) => ({ minor, until: day, by: 'promise' as const })),
        })),
        totalBalance: {
          minor:
            account.opening +
            sum(account.moved.filter(({ on }) => on <= day).map(({ minor }) => minor)),
          currency: account.currency,
        },
        ...(customer.paused.some((each) => holds(each, day)) && { pause: { until: null } }),
        routes: routesOf(policy, customer.ways),
        ...(last !== undefined && { lastReminderOn: last }),
        remindersIn30Days: month.length,
        ...(rules.contacts && {
          contacts: { made: madeBy(customer, sent, day), caps: rules.contacts },
        }),
        ...(spoke !== undefined && { humanContactHoursAgo: Math.floor((minute - spoke) / 60) }),
        humanContactQuietHours: quietHours,
        stoppedToday: false,
        approvedSteps: policy.steps.map(({ key }) => key),
      })
      if (decision.verdict === 'hold') continue
      const kept = new Set(
        decision.excluded.flatMap(({ itemId, because }) =>
          because === 'not_of_this_message' || because === 'paid' ? [] : [itemId],
        ),
      )
      for (const { itemId, stepKey } of intention.reservations)
        if (!kept.has(itemId)) reserved.set(itemId, [...(reserved.get(itemId) ?? []), stepKey])
      const { step, route } = decision
      if (decision.verdict === 'drop' || !step || !route?.channel) continue
      sent.push({
        customerId,
        on: day,
        policyKey: policy.key,
        stepKey: step.key,
        tone: step.tone,
        channel: route.channel,
        currency: account.currency,
        minor: decision.amount.minor,
        itemIds: decision.included.map(({ itemId }) => itemId),
      })
    }
  }
  return sent
}
