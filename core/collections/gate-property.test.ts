import fc from 'fast-check'
import { expect, test } from 'vitest'
import { Calendar } from '#core/calendar.ts'
import { addDays, weekdayOf } from '#core/day.ts'
import type { PassedWhy } from '#core/messaging/reach.ts'
import { byMail, clear, going, inHand, shut, today } from '#test/gate-case.ts'
import { halalas } from '#test/money.ts'
import { coveredBy, type GateItem } from './asked.ts'
import { decide, type GateFacts, gateCodes } from './gate.ts'
import { defaultPolicy } from './policy.ts'

const maybe = <T>(value: fc.Arbitrary<T>) => fc.option(value, { nil: undefined, freq: 2 })
const nearToday = fc.integer({ min: -6, max: 6 }).map((n) => addDays(today, n))
const standstills = fc.record({ until: fc.option(nearToday, { freq: 3 }) })
const covers = fc.record({
  minor: fc.integer({ min: 1, max: 600 }),
  until: nearToday,
  by: fc.constantFrom(...coveredBy),
})
const itemsArb = fc
  .array(
    fc.record({
      age: fc.integer({ min: -4, max: 80 }),
      minor: fc.oneof(fc.constant(0), fc.integer({ min: -3, max: 500 })),
      step: fc.option(fc.constantFrom(...defaultPolicy.steps), { freq: 4 }),
      onItsDay: fc.boolean(),
      disputedMinor: fc.oneof(
        { weight: 3, arbitrary: fc.constant(0) },
        fc.integer({ min: 1, max: 600 }),
      ),
      referred: fc.constantFrom(undefined, undefined, undefined, true as const),
      pause: maybe(standstills),
      covered: fc.array(covers, { maxLength: 2 }),
    }),
    { maxLength: 4 },
  )
  .map((many) =>
    many.map(({ age, minor, step, onItsDay, referred, pause, ...rest }, index): GateItem => {
      const days = step && onItsDay ? step.offsetDays : age
      return {
        itemId: `i${index}`,
        dueOn: addDays(today, -days),
        balance: halalas(minor),
        step,
        ...rest,
        ...(pause && { pause }),
        ...(referred && { referred }),
      }
    }),
  )
const drawn = {
  totalBalance: fc.integer({ min: -2, max: 600 }).map(halalas),
  pendingPayment: fc.constant({ amount: halalas(5), since: { day: today, minuteOfDay: 60 } }),
  pause: standstills,
  paymentNotice: fc.constant({ since: today }),
  routes: fc
    .constantFrom<PassedWhy | null>(null, 'opted_out', 'no_address', 'no_account', 'no_template')
    .map((why) => going(why === null ? byMail : shut(why))),
  lastReminderOn: fc.integer({ min: 0, max: 6 }).map((n) => addDays(today, -n)),
  remindersIn30Days: fc.integer({ min: 0, max: 8 }),
  humanContactHoursAgo: fc.integer({ min: 0, max: 50 }),
  deskLock: fc.constant(inHand),
  stoppedToday: fc.boolean(),
  approvedSteps: fc.subarray(['final', 'firm']),
  now: fc.record({ day: nearToday, minuteOfDay: fc.integer({ min: 0, max: 1439 }) }),
  calendar: nearToday.map((from) => Calendar.parse({ holidays: [{ name: 'عطلة', from }] })),
}
/** At most two facts at a time differ from the clear case, or else nothing would ever be sent. */
const situations = fc
  .tuple(itemsArb, fc.record(drawn), fc.subarray(Object.keys(drawn), { maxLength: 2 }))
  .map(([items, values, kept]): GateFacts => {
    const change = Object.fromEntries(Object.entries(values).filter(([key]) => kept.includes(key)))
    const owed = items.reduce((sum, { balance }) => sum + Math.max(0, balance.minor), 0)
    return { ...clear, items, totalBalance: halalas(owed), ...change }
  })

/** What of an item is covered on a day, beside what is disputed of it. */
const wordFor = ({ balance, covered = [], disputedMinor }: GateItem, day: string): number => {
  const words = covered.filter(({ until }) => !(until < day)).map(({ minor }) => minor)
  const free = Math.max(balance.minor - disputedMinor, 0)
  return Math.min(
    free,
    words.reduce((a, b) => a + b, 0),
  )
}

/** What of an item may be asked for on a day. */
const freeOf = (item: GateItem, day: string): number =>
  Math.max(0, item.balance.minor - item.disputedMinor - wordFor(item, day))

/** The facts that forbid a reminder, written down a second time and without the gate's own words. */
function forbidden(facts: GateFacts): boolean {
  const { day, minuteOfDay } = facts.now
  const running = (stand: { until: string | null } | undefined) =>
    stand !== undefined && !(stand.until !== null && stand.until < day)
  const mayAsk = facts.items.filter(
    (item) => freeOf(item, day) > 0 && !item.referred && !running(item.pause),
  )
  const trueToday = mayAsk.filter(({ step, dueOn }) => {
    if (!step || day < addDays(dueOn, step.offsetDays)) return false
    if (step.key === 'due') return day === dueOn
    if (step.key === 'before') return day < dueOn
    return day <= addDays(dueOn, step.offsetDays + facts.graceDays)
  })
  const ladder = defaultPolicy.steps.map(({ key }) => key)
  const firmest = Math.max(-1, ...trueToday.map(({ step }) => ladder.indexOf(step?.key ?? '')))
  const asked =
    firmest <= 1
      ? trueToday.filter(({ step }) => step?.key === ladder[firmest])
      : mayAsk.filter(({ dueOn }) => dueOn <= day)
  const amount = asked.reduce((sum, item) => sum + freeOf(item, day), 0)
  const spokenFor = facts.items.reduce((sum, item) => sum + wordFor(item, day), 0)
  return [
    trueToday.length === 0,
    facts.totalBalance.minor <= 0,
    amount > Math.max(0, facts.totalBalance.minor - spokenFor),
    facts.pendingPayment !== undefined,
    facts.paymentNotice !== undefined,
    running(facts.pause),
    Object.values(facts.routes).some(({ channel }) => channel === null),
    facts.lastReminderOn !== undefined && addDays(facts.lastReminderOn, 3) > day,
    facts.remindersIn30Days > 5,
    (facts.humanContactHoursAgo ?? 24) < 24,
    facts.deskLock !== undefined,
    weekdayOf(day) >= 5 || minuteOfDay < 600 || minuteOfDay >= 1200,
    facts.calendar.holidays.some(({ from }) => from === day),
    facts.stoppedToday,
    firmest === 5 && !facts.approvedSteps.includes('final'),
  ].some((stop) => stop)
}

test('a reminder is sent if and only if no fact forbids it', () => {
  let sent = 0
  fc.assert(
    fc.property(situations, (facts) => {
      const decision = decide(facts)
      expect(decision.verdict === 'send').toBe(!forbidden(facts))
      if (decision.verdict === 'send') sent += 1
    }),
    { numRuns: 3000 },
  )
  expect(sent).toBeGreaterThan(100)
})

test('whatever the facts, the message adds up and names nothing that must not be asked for', () => {
  fc.assert(
    fc.property(situations, (facts) => {
      const decision = decide(facts)
      const { included, excluded, amount, reasons, passed, reviewOn } = decision
      expect(amount.minor).toBe(included.reduce((sum, { balance }) => sum + balance.minor, 0))
      const named = new Set(included.map(({ itemId }) => itemId))
      for (const item of facts.items) {
        const paused =
          item.pause && (item.pause.until === null || item.pause.until >= facts.now.day)
        const free = freeOf(item, facts.now.day)
        if (free <= 0 || item.referred || paused) expect(named.has(item.itemId)).toBe(false)
        const asked = included.find(({ itemId }) => itemId === item.itemId)
        if (asked) expect(asked.balance.minor).toBe(free)
      }
      expect(included.length + excluded.length).toBe(facts.items.length)
      expect([...reasons.map(({ code }) => code), ...passed].toSorted()).toEqual(
        [...gateCodes].toSorted(),
      )
      if (reviewOn !== undefined) {
        expect(decision.verdict).toBe('hold')
        expect(reviewOn >= facts.now.day).toBe(true)
      }
    }),
    { numRuns: 2000 },
  )
})
