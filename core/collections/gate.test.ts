import { expect, test } from 'vitest'
import { Calendar } from '#core/calendar.ts'
import { addDays } from '#core/day.ts'
import { byMail, clear, going, inHand, late, shut, stepOf, today } from '#test/gate-case.ts'
import { halalas } from '#test/money.ts'
import type { Covered } from './asked.ts'
import { decide, type GateFacts, gateCodes } from './gate.ts'

const word = (minor: number, until: string, by: Covered['by'] = 'promise'): Covered[] => [
  { minor, until, by },
]
const decideWith = (change: Partial<GateFacts>) => decide({ ...clear, ...change })
const codes = (change: Partial<GateFacts>) => decideWith(change).reasons.map(({ code }) => code)

test('with nothing against it a reminder goes, and every check is named as passed', () => {
  expect(decide(clear)).toEqual({
    verdict: 'send',
    reasons: [],
    passed: gateCodes,
    included: [
      { itemId: 'a', balance: halalas(100) },
      { itemId: 'b', balance: halalas(50) },
    ],
    excluded: [],
    amount: halalas(150),
    step: stepOf('follow_up'),
    route: byMail,
  })
})

const stopping: [string, Partial<GateFacts>, object][] = [
  ['nothing_owed', { totalBalance: halalas(0) }, { verdict: 'drop' }],
  ['items_settled', { items: [late('a', 0)] }, { verdict: 'drop' }],
  [
    'step_out_of_time',
    { items: [late('a', 9, { dueOn: addDays(today, -29) })] },
    { verdict: 'drop' },
  ],
  ['opted_out', { routes: going(shut('opted_out')) }, { verdict: 'drop' }],
  ['no_items_left', { items: [late('a', 9, { disputedMinor: 1000 })] }, { verdict: 'hold' }],
  ['asks_more_than_owed', { totalBalance: halalas(149) }, { reviewOn: '2026-11-23' }],
  [
    'payment_pending',
    { pendingPayment: { amount: halalas(50), since: { day: today, minuteOfDay: 600 } } },
    { reviewOn: '2026-11-23' },
  ],
  ['customer_paused', { pause: { until: '2026-11-24' } }, { reviewOn: '2026-11-25' }],
  ['referred', { items: [late('a', 100, { referred: true })] }, { verdict: 'hold' }],
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
  [
    'settlement_agreed',
    { items: [late('a', 100, { covered: word(100, '2026-12-01', 'settlement') })] },
    { reviewOn: '2026-12-02' },
  ],
  [
    'instrument_held',
    { items: [late('a', 100, { covered: word(100, '2026-12-01', 'instrument') })] },
    { reviewOn: '2026-12-02' },
  ],
  ['payment_notice_open', { paymentNotice: { since: today } }, { verdict: 'hold' }],
  ['number_wrong', { routes: going(shut('number_wrong', 'no_address')) }, { verdict: 'hold' }],
  ['no_address', { routes: going(shut('no_address')) }, { verdict: 'hold' }],
  ['no_channel', { routes: going(shut('no_account')) }, { verdict: 'hold' }],
  [
    'window_closed_without_template',
    { routes: going(shut('no_template', 'no_address')) },
    { reviewOn: '2026-11-23' },
  ],
  ['too_soon', { lastReminderOn: '2026-11-20' }, { reviewOn: '2026-11-23' }],
  ['too_many', { remindersIn30Days: 6 }, { reviewOn: '2026-11-23' }],
  [
    'contact_cap',
    {
      contacts: {
        made: { aDay: 0, aWeek: 3, in30Days: 4 },
        caps: { aDay: 1, aWeek: 3, in30Days: null },
      },
    },
    { reviewOn: '2026-11-23' },
  ],
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
    { items: [late('a', 9, { disputedMinor: 1000 })] },
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
    late('b', 50, { disputedMinor: 1000 }),
    late('c', 30, { pause: { until: today } }),
    late('d', 0),
    late('e', 20, { pause: { until: addDays(today, -1) } }),
  ]
  const decision = decideWith({ items, totalBalance: halalas(200) })
  expect(decision).toMatchObject({ verdict: 'send', amount: halalas(120) })
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
  const decision = decideWith({ items, totalBalance: halalas(180) })
  expect(decision).toMatchObject({
    verdict: 'send',
    amount: halalas(70),
    included: [
      { itemId: 'a', balance: halalas(40) },
      { itemId: 'c', balance: halalas(30) },
    ],
    excluded: [{ itemId: 'b', because: 'promised' }],
  })
})

test('only the undisputed rest of an invoice is asked for, less what covers it', () => {
  const items = [
    late('a', 100, { disputedMinor: 30, covered: word(50, '2026-11-26') }),
    late('b', 50, { disputedMinor: 30, covered: word(50, '2026-11-26', 'instrument') }),
    late('c', 40, { referred: true }),
  ]
  const decision = decideWith({ items, totalBalance: halalas(190) })
  expect(decision).toMatchObject({
    verdict: 'send',
    included: [{ itemId: 'a', balance: halalas(20) }],
    excluded: [
      { itemId: 'b', because: 'instrument' },
      { itemId: 'c', because: 'referred' },
    ],
  })
})

test('covers of several kinds add up, and the first to end calls for another look', () => {
  const covered = [...word(60, '2026-12-01'), ...word(40, '2026-11-24', 'instrument')]
  const decision = decideWith({ items: [late('a', 100, { covered })] })
  expect(decision.reasons).toEqual([
    { code: 'instrument_held', facts: { until: '2026-11-24', amount: 100, currency: 'SAR' } },
  ])
  expect(decision.reviewOn).toBe('2026-11-25')
})

test('a receipt that is not allocated is never asked for beside a promise', () => {
  const items = [late('a', 100, { covered: word(60, '2026-11-26') })]
  expect(codes({ items, totalBalance: halalas(100) })).toEqual([])
  expect(codes({ items, totalBalance: halalas(99) })).toEqual(['asks_more_than_owed'])
})

test('a promise and a dispute together wait for the promise, and both are told', () => {
  const items = [
    late('a', 100, { covered: word(100, '2026-11-25') }),
    late('b', 50, { disputedMinor: 1000 }),
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
    late('old', 900, { dueOn: addDays(today, -60), step: stepOf('final'), disputedMinor: 1000 }),
    late('new', 100, { dueOn: addDays(today, -3), step: stepOf('friendly') }),
  ]
  const decision = decideWith({ items, totalBalance: halalas(1000) })
  expect(decision).toMatchObject({
    verdict: 'send',
    amount: halalas(100),
    step: { key: 'friendly' },
  })
})

test('invoices that only went along are not chased by themselves', () => {
  const items = [late('caller', 0), late('along', 100, { step: null })]
  expect(codes({ items, totalBalance: halalas(100) })).toEqual(['items_settled'])
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
