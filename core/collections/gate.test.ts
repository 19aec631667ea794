import fc from 'fast-check'
import { expect, test } from 'vitest'
import { Calendar, defaultCalendar } from '#core/calendar.ts'
import { addDays, weekdayOf } from '#core/day.ts'
import type { PassedWhy, ReachWhy } from '#core/messaging/reach.ts'
import type { Money } from '#core/money.ts'
import { type Covered, decide, type GateFacts, type GateItem, gateCodes } from './gate.ts'
import { defaultPolicy } from './policy.ts'

const sar = (minor: number): Money => ({ minor, currency: 'SAR' })
// 2026-11-22 is a Sunday.
const today = '2026-11-22'

function stepOf(key: string) {
  const step = defaultPolicy.steps.find((candidate) => candidate.key === key)
  if (!step) throw new Error(`no step ${key}`)
  return step
}

const late = (itemId: string, minor: number, change: Partial<GateItem> = {}): GateItem => {
  const dueOn = addDays(today, -14)
  return {
    itemId,
    dueOn,
    balance: sar(minor),
    step: stepOf('follow_up'),
    disputed: false,
    ...change,
  }
}
const word = (minor: number, until: string, by: Covered['by'] = 'promise'): Covered => {
  return { minor, until, by }
}
/** The same way for every step, as decideReach would say it. */
const going = (why: ReachWhy): GateFacts['routes'] =>
  Object.fromEntries(defaultPolicy.steps.map(({ key }) => [key, why]))
const byMail: ReachWhy = { channel: 'email', form: 'full', because: 'only', passed: [] }
const shut = (...whys: PassedWhy[]): ReachWhy => ({
  channel: null,
  form: null,
  because: null,
  passed: whys.map((why) => ({ channel: 'email', why })),
})
const clear: GateFacts = {
  now: { day: today, minuteOfDay: 11 * 60 },
  calendar: defaultCalendar,
  currency: 'SAR',
  graceDays: 14,
  frequencyCap: { minDaysBetween: 3, maxIn30Days: 6 },
  items: [late('a', 100), late('b', 50)],
  totalBalance: sar(150),
  routes: going(byMail),
  remindersIn30Days: 0,
  humanContactQuietHours: 24,
  stoppedToday: false,
  approvedSteps: [],
}
const inHand = { by: 'ريم', since: today, lastsMinutes: 10 }
const decideWith = (change: Partial<GateFacts>) => decide({ ...clear, ...change })
const codes = (change: Partial<GateFacts>) => decideWith(change).reasons.map(({ code }) => code)

test('with nothing against it a reminder goes, and every check is named as passed', () => {
  expect(decide(clear)).toEqual({
    verdict: 'send',
    reasons: [],
    passed: gateCodes,
    included: [
      { itemId: 'a', balance: sar(100) },
      { itemId: 'b', balance: sar(50) },
    ],
    excluded: [],
    amount: sar(150),
    step: stepOf('follow_up'),
    route: byMail,
  })
})

const stopping: [string, Partial<GateFacts>, object][] = [
  ['nothing_owed', { totalBalance: sar(0) }, { verdict: 'drop' }],
  ['items_settled', { items: [late('a', 0)] }, { verdict: 'drop' }],
  [
    'step_out_of_time',
    { items: [late('a', 9, { dueOn: addDays(today, -29) })] },
    { verdict: 'drop' },
  ],
  ['opted_out', { routes: going(shut('opted_out')) }, { verdict: 'drop' }],
  ['no_items_left', { items: [late('a', 9, { disputed: true })] }, { verdict: 'hold' }],
  ['asks_more_than_owed', { totalBalance: sar(149) }, { reviewOn: '2026-11-23' }],
  [
    'payment_pending',
    { pendingPayment: { amount: sar(50), since: { day: today, minuteOfDay: 600 } } },
    { reviewOn: '2026-11-23' },
  ],
  ['customer_paused', { pause: { until: '2026-11-24' } }, { reviewOn: '2026-11-25' }],
  // The promise ends on Thursday; Friday and Saturday are the weekend.
  [
    'promise_open',
    { items: [late('a', 100, { covered: word(100, '2026-11-26') })] },
    { reviewOn: '2026-11-29' },
  ],
  [
    'plan_on_track',
    { items: [late('a', 100, { covered: word(100, '2026-12-01', 'plan') })] },
    { reviewOn: '2026-12-02' },
  ],
  ['payment_notice_open', { paymentNotice: { since: today } }, { verdict: 'hold' }],
  ['no_address', { routes: going(shut('no_address')) }, { verdict: 'hold' }],
  ['no_channel', { routes: going(shut('no_account')) }, { verdict: 'hold' }],
  [
    'window_closed_without_template',
    { routes: going(shut('no_template', 'no_address')) },
    { reviewOn: '2026-11-23' },
  ],
  ['too_soon', { lastReminderOn: '2026-11-20' }, { reviewOn: '2026-11-23' }],
  ['too_many', { remindersIn30Days: 6 }, { reviewOn: '2026-11-23' }],
  ['human_contact', { humanContactHoursAgo: 2 }, { reviewOn: '2026-11-23' }],
  ['desk_lock', { deskLock: inHand }, { reviewOn: today }],
  [
    'holiday',
    { calendar: Calendar.parse({ holidays: [{ name: 'يوم التأسيس', from: today }] }) },
    { reviewOn: '2026-11-23' },
  ],
  ['weekend', { calendar: Calendar.parse({ weekend: [0] }) }, { reviewOn: '2026-11-23' }],
  ['outside_hours', { now: { day: today, minuteOfDay: 9 * 60 } }, { reviewOn: today }],
  ['company_stopped', { stoppedToday: true }, { reviewOn: '2026-11-23' }],
  [
    'needs_approval',
    { items: [late('a', 9, { dueOn: addDays(today, -60), step: stepOf('final') })] },
    { verdict: 'hold' },
  ],
]

test.each(stopping)('%s stops a reminder, and nothing else is blamed', (code, change, expected) => {
  const decision = decideWith(change)
  expect(decision.reasons.map((reason) => reason.code)).toEqual([code])
  expect(decision).toMatchObject({ verdict: 'hold', ...expected })
  expect([...decision.passed, code].toSorted()).toEqual([...gateCodes].toSorted())
})

test('each code has its own case above', () => {
  expect(stopping.map(([code]) => code)).toEqual([...gateCodes])
})

test('what only a person can end has no day to look again', () => {
  for (const change of [
    { pause: { until: null } },
    { paymentNotice: { since: today } },
    { hasAddress: false },
    { items: [late('a', 9, { disputed: true })] },
    { pause: { until: null }, stoppedToday: true },
  ])
    expect(decideWith(change)).not.toHaveProperty('reviewOn')
})

test('a held message is looked at again when the last of its reasons has passed', () => {
  const decision = decideWith({ stoppedToday: true, pause: { until: '2026-11-30' } })
  expect(decision.reviewOn).toBe('2026-12-01')
})

test('disputed, paused and paid invoices stay out while the rest goes', () => {
  const items = [
    late('a', 100),
    late('b', 50, { disputed: true }),
    late('c', 30, { pause: { until: today } }),
    late('d', 0),
    late('e', 20, { pause: { until: addDays(today, -1) } }),
  ]
  const decision = decideWith({ items, totalBalance: sar(200) })
  expect(decision).toMatchObject({ verdict: 'send', amount: sar(120) })
  expect(decision.excluded).toEqual([
    { itemId: 'b', because: 'disputed' },
    { itemId: 'c', because: 'paused' },
    { itemId: 'd', because: 'paid' },
  ])
})

test('what a customer gave their word for is not asked, and the rest is', () => {
  const items = [
    late('a', 100, { covered: word(60, '2026-11-26') }),
    late('b', 50, { covered: word(50, '2026-11-26') }),
    late('c', 30, { covered: word(30, addDays(today, -1)) }),
  ]
  const decision = decideWith({ items, totalBalance: sar(180) })
  expect(decision).toMatchObject({
    verdict: 'send',
    amount: sar(70),
    included: [
      { itemId: 'a', balance: sar(40) },
      { itemId: 'c', balance: sar(30) },
    ],
    excluded: [{ itemId: 'b', because: 'promised' }],
  })
})

test('a receipt that is not allocated is never asked for beside a promise', () => {
  const items = [late('a', 100, { covered: word(60, '2026-11-26') })]
  expect(codes({ items, totalBalance: sar(100) })).toEqual([])
  expect(codes({ items, totalBalance: sar(99) })).toEqual(['asks_more_than_owed'])
})

test('a promise and a dispute together wait for the promise, and both are told', () => {
  const items = [
    late('a', 100, { covered: word(100, '2026-11-25') }),
    late('b', 50, { disputed: true }),
  ]
  const decision = decideWith({ items })
  expect(decision.reasons).toEqual([
    { code: 'no_items_left', facts: { disputed: 1, paused: 0 } },
    { code: 'promise_open', facts: { until: '2026-11-25', amount: 100, currency: 'SAR' } },
  ])
  expect(decision.reviewOn).toBe('2026-11-26')
})

test('when the invoice behind the firm words is disputed, the rest is asked for gently', () => {
  const items = [
    late('old', 900, { dueOn: addDays(today, -60), step: stepOf('final'), disputed: true }),
    late('new', 100, { dueOn: addDays(today, -3), step: stepOf('friendly') }),
  ]
  const decision = decideWith({ items, totalBalance: sar(1000) })
  expect(decision).toMatchObject({ verdict: 'send', amount: sar(100), step: { key: 'friendly' } })
})

test('invoices that only went along are not chased by themselves', () => {
  const items = [late('caller', 0), late('along', 100, { step: null })]
  expect(codes({ items, totalBalance: sar(100) })).toEqual(['items_settled'])
})

test('three days after the last reminder the next may go, and not on the second', () => {
  expect(decideWith({ lastReminderOn: addDays(today, -3) }).verdict).toBe('send')
  expect(decideWith({ lastReminderOn: addDays(today, -2) }).verdict).toBe('hold')
})

test('a final notice goes once a person has agreed to it', () => {
  const items = [late('a', 9, { dueOn: addDays(today, -60), step: stepOf('final') })]
  expect(decideWith({ items, approvedSteps: ['final'] }).verdict).toBe('send')
})

test('every reason is told, not only the first', () => {
  expect(
    codes({ routes: going(shut('opted_out')), stoppedToday: true, remindersIn30Days: 9 }),
  ).toEqual(['opted_out', 'too_many', 'company_stopped'])
})

const maybe = <T>(value: fc.Arbitrary<T>) => fc.option(value, { nil: undefined, freq: 2 })
const nearToday = fc.integer({ min: -6, max: 6 }).map((n) => addDays(today, n))
const standstills = fc.record({ until: fc.option(nearToday, { freq: 3 }) })
const covers = fc.record({
  minor: fc.integer({ min: 1, max: 600 }),
  until: nearToday,
  by: fc.constantFrom<Covered['by']>('promise', 'plan'),
})
const itemsArb = fc
  .array(
    fc.record({
      age: fc.integer({ min: -4, max: 80 }),
      minor: fc.oneof(fc.constant(0), fc.integer({ min: -3, max: 500 })),
      step: fc.option(fc.constantFrom(...defaultPolicy.steps), { freq: 4 }),
      onItsDay: fc.boolean(),
      disputed: fc.boolean(),
      pause: maybe(standstills),
      covered: maybe(covers),
    }),
    { maxLength: 4 },
  )
  .map((many) =>
    many.map(({ age, minor, step, onItsDay, disputed, pause, covered }, index): GateItem => {
      const days = step && onItsDay ? step.offsetDays : age
      return {
        itemId: `i${index}`,
        dueOn: addDays(today, -days),
        balance: sar(minor),
        step,
        disputed,
        ...(pause && { pause }),
        ...(covered && { covered }),
      }
    }),
  )
const drawn = {
  totalBalance: fc.integer({ min: -2, max: 600 }).map(sar),
  pendingPayment: fc.constant({ amount: sar(5), since: { day: today, minuteOfDay: 60 } }),
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
    return { ...clear, items, totalBalance: sar(owed), ...change }
  })

/** What of an item a promise or a plan still keeps from being asked for on a day. */
const wordFor = ({ balance, covered }: GateItem, day: string): number => {
  if (!covered || covered.until < day || balance.minor <= 0) return 0
  return Math.min(covered.minor, balance.minor)
}

/** The facts that forbid a reminder, written down a second time and without the gate's own words. */
function forbidden(facts: GateFacts): boolean {
  const { day, minuteOfDay } = facts.now
  const running = (stand: { until: string | null } | undefined) =>
    stand !== undefined && !(stand.until !== null && stand.until < day)
  const mayAsk = facts.items.filter(
    (item) => item.balance.minor > wordFor(item, day) && !item.disputed && !running(item.pause),
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
  const amount = asked.reduce((sum, item) => sum + item.balance.minor - wordFor(item, day), 0)
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
        const free = item.balance.minor - wordFor(item, facts.now.day)
        if (free <= 0 || item.disputed || paused) expect(named.has(item.itemId)).toBe(false)
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
