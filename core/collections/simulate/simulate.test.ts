import fc from 'fast-check'
import { expect, test } from 'vitest'
import { Calendar } from '#core/calendar.ts'
import { addDays } from '#core/day.ts'
import { tones } from '#core/messaging/tone.ts'
import { oracleReplay } from '#test/oracle/simulate.ts'
import { defaultPolicy, ReminderPolicy } from '../policy.ts'
import {
  type AccountHistory,
  type CustomerHistory,
  closedDay,
  type SimulationRules,
  wayKey,
} from './history.ts'
import { replayCustomer } from './replay.ts'
import { layOut } from './rungs.ts'
import { addYear, emptySums } from './sums.ts'

const from = '2026-01-04'
const ways = Object.fromEntries(tones.map((tone) => [wayKey(tone, 'best'), 'email' as const]))
const profile = {
  language: 'ar' as const,
  collectorId: null,
  averageLate: null,
  keepRate: null,
  risk: null,
  lastUnread: false,
  promiseBroken: false,
  neverAnswered: true,
  trialPolicy: null,
}
const customer = (accounts: AccountHistory[], change: Partial<CustomerHistory> = {}) => ({
  customerId: 'c',
  kind: 'company',
  tags: [],
  profile,
  accounts,
  paused: [],
  spokenAt: [],
  triedOn: [],
  ways,
  ...change,
})
const rules: SimulationRules = {
  policies: [defaultPolicy],
  calendar: Calendar.parse({ weekend: [] }),
  from,
  to: addDays(from, 80),
  quietHours: 48,
}
const invoice = (change: object = {}) => ({
  itemId: 'i',
  number: 'INV-1',
  issuedOn: from,
  dueOn: addDays(from, 10),
  minor: 1000,
  settled: [],
  paused: [],
  disputed: [],
  promised: [],
  ...change,
})
const owes = (...invoices: ReturnType<typeof invoice>[]): AccountHistory => ({
  currency: 'SAR',
  opening: 0,
  moved: invoices.map(({ issuedOn, minor }) => ({ on: issuedOn, minor })),
  invoices,
})
const run = (history: CustomerHistory, by = rules) => replayCustomer(layOut(by), history).messages

test('an invoice that nobody pays hears every step on its day', () => {
  const sent = run(customer([owes(invoice())]))
  expect(sent.map(({ on, stepKey }) => [on, stepKey])).toEqual(
    [-3, 0, 3, 14, 30, 60].map((offset, place) => [
      addDays(from, 10 + offset),
      defaultPolicy.steps[place]?.key,
    ]),
  )
})

test('what is paid is not asked for, and a step that a condition keeps is passed over', () => {
  const paid = invoice({ settled: [{ on: addDays(from, 12), minor: 1000 }] })
  expect(run(customer([owes(paid)])).map(({ stepKey }) => stepKey)).toEqual(['before', 'due'])
  const picky = ReminderPolicy.parse({
    ...defaultPolicy,
    steps: defaultPolicy.steps.map((step) =>
      step.key === 'friendly' ? { ...step, only: { promiseBroken: true } } : step,
    ),
  })
  const steps = run(customer([owes(invoice())]), { ...rules, policies: [picky] })
  expect(steps.map(({ stepKey }) => stepKey)).not.toContain('friendly')
})

const dayIn = (first: number, last: number) =>
  fc.integer({ min: first, max: last }).map((days) => addDays(from, days))
const span = fc.record({
  from: dayIn(0, 70),
  length: fc.integer({ min: 0, max: 15 }),
  minor: fc.constantFrom(200, 600, 5000),
})
const spans = fc.array(span, { maxLength: 2 }).map((all) =>
  all.map(({ from: first, length, minor }) => ({
    from: first,
    to: addDays(first, length),
    minor,
  })),
)
const invoices = fc
  .array(
    fc.record({
      issued: fc.integer({ min: -20, max: 50 }),
      due: fc.integer({ min: 0, max: 40 }),
      minor: fc.constantFrom(500, 1000, 2000),
      settled: fc.array(fc.record({ on: dayIn(0, 80), minor: fc.constantFrom(500, 1000, -500) }), {
        maxLength: 3,
      }),
      paused: spans,
      disputed: spans,
      promised: spans,
    }),
    { maxLength: 5 },
  )
  .map((all) =>
    all.map(({ issued, due, ...rest }, place) => ({
      ...rest,
      itemId: `i${place}`,
      number: `INV-${place}`,
      issuedOn: addDays(from, issued),
      dueOn: addDays(from, issued + due),
    })),
  )
const account = (currency: 'SAR' | 'USD') =>
  fc.record({ invoices, credit: fc.constantFrom(0, 0, 0, 300, 5000) }).map(
    ({ invoices: all, credit }): AccountHistory => ({
      currency,
      opening: -credit,
      invoices: all.map((each) => ({ ...each, itemId: `${currency}-${each.itemId}` })),
      moved: all.flatMap(({ issuedOn, minor, settled }) => [
        { on: issuedOn, minor },
        ...settled.map((each) => ({ on: each.on, minor: -each.minor })),
      ]),
    }),
  )
const persons = ReminderPolicy.parse({
  ...defaultPolicy,
  key: 'big',
  isDefault: false,
  segment: { minimumBalance: { minor: 2500, currency: 'SAR' }, oldestDaysFrom: 5 },
  graceDays: 4,
  frequencyCap: { minDaysBetween: 1, maxIn30Days: 2 },
  steps: [
    { key: 'friendly', offsetDays: 5, tone: 'friendly', channels: ['sms'] },
    { key: 'call', offsetDays: 6, tone: 'friendly', channels: ['best'], act: 'call' },
    {
      key: 'more',
      offsetDays: 12,
      tone: 'follow_up',
      channels: ['best'],
      only: { amountFrom: { minor: 3000, currency: 'SAR' } },
    },
    { key: 'firm', offsetDays: 30, tone: 'firm', channels: ['best'], needsApproval: true },
  ],
})
const pasts = fc
  .record({
    accounts: fc.tuple(account('SAR'), account('USD')),
    paused: spans,
    triedOn: fc.array(dayIn(0, 80), { maxLength: 6 }),
    spokenAt: fc.array(fc.integer({ min: 0, max: 80 * 1440 }), { maxLength: 3 }),
    sms: fc.constantFrom('sms' as const, 'opted_out' as const, null),
    neverAnswered: fc.boolean(),
  })
  .map(({ accounts, paused, spokenAt, triedOn, sms, neverAnswered }) =>
    customer(accounts, {
      paused,
      triedOn: triedOn.toSorted(),
      spokenAt: spokenAt.toSorted((a, b) => a - b),
      ways: { ...ways, [wayKey('friendly', 'sms')]: sms },
      profile: { ...profile, neverAnswered },
    }),
  )

test('a replayed year is the year that the run and the gate would have had, day by day', () => {
  const by: SimulationRules = {
    ...rules,
    contacts: { aDay: 1, aWeek: 3, in30Days: 5 },
    policies: [persons, defaultPolicy],
    calendar: Calendar.parse({
      holidays: [{ name: 'عيد', from: addDays(from, 20), to: addDays(from, 24) }],
    }),
  }
  fc.assert(
    fc.property(pasts, (past) => {
      expect(run(past, by)).toEqual(oracleReplay(by, past))
    }),
    { numRuns: 120 },
  )
})

test('the sums count what was sent, and each late invoice is named or listed', () => {
  fc.assert(
    fc.property(pasts, (past) => {
      const would = run(past)
      const sums = emptySums()
      const listed = addYear(sums, { history: past, would, was: [] }, rules.from, rules.to)
      const inWeeks = Object.values(sums.would.byWeek).reduce((a, b) => a + b, 0)
      expect([inWeeks, sums.would.messages]).toEqual([would.length, would.length])
      expect(listed.was).toHaveLength(sums.lateInvoices)
      const named = new Set(would.flatMap(({ itemIds }) => itemIds))
      expect(listed.would.every(({ itemId }) => !named.has(itemId))).toBe(true)
      expect(sums.would.soonPaid).toBeLessThanOrEqual(would.length)
    }),
  )
})

test('an invoice is closed on the day from which nothing is open any more', () => {
  const on = (days: number, minor: number) => ({ on: addDays(from, days), minor })
  expect(closedDay(invoice({ settled: [on(3, 1000), on(5, -1000), on(9, 1000)] }))).toBe(
    addDays(from, 9),
  )
  expect(closedDay(invoice({ settled: [on(3, 999)] }))).toBeNull()
})
