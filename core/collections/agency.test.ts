import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { addDays } from '#core/day.ts'
import { commissionByFractions } from '#test/oracle/commission.ts'
import { readAgencyFile } from './agency-file.ts'
import {
  isOver,
  mayMove,
  readinessOf,
  referralStates,
  sayOfStep,
  takesEffect,
} from './agency-referral.ts'
import {
  AgencyTerms,
  commissionOf,
  type EarningTime,
  earnsOn,
  vatOnCommission,
} from './agency-terms.ts'

const terms = (change: Partial<AgencyTerms> = {}): AgencyTerms => ({
  bands: [
    { fromDays: 0, basisPoints: 1000 },
    { fromDays: 91, basisPoints: 1500 },
    { fromDays: 181, basisPoints: 2550 },
  ],
  minimum: { minor: 0, currency: 'SAR' },
  direct: true,
  vatBasisPoints: 1500,
  ...change,
})
const paidOn = '2026-11-22'
const received = (...parts: [minor: number, daysLate: number][]) => ({
  currency: 'SAR' as const,
  paidOn,
  parts: parts.map(([minor, late]) => ({ minor, dueOn: addDays(paidOn, -late) })),
})

describe('commission', () => {
  test('each part is earned on by its own age, and the bands begin on their day', () => {
    expect(commissionOf(terms(), received([100_00, 90])).minor).toBe(10_00)
    expect(commissionOf(terms(), received([100_00, 91])).minor).toBe(15_00)
    expect(commissionOf(terms(), received([100_00, 90], [100_00, 200])).minor).toBe(35_50)
  })

  test('a small payment earns the agreed least, and never more than itself', () => {
    const least = terms({ minimum: { minor: 50_00, currency: 'SAR' } })
    expect(commissionOf(least, received([100_00, 10])).minor).toBe(50_00)
    expect(commissionOf(least, received([20_00, 10])).minor).toBe(20_00)
    const other = terms({ minimum: { minor: 50_00, currency: 'USD' } })
    expect(commissionOf(other, received([100_00, 10])).minor).toBe(10_00)
  })

  test('VAT is on the sum, rounded once', () => {
    const sum = { minor: 3_33, currency: 'SAR' as const }
    expect(vatOnCommission(terms(), sum).minor).toBe(50)
  })

  test('bands that do not begin at the due date, or do not climb, are no terms', () => {
    const bands = (...days: number[]) => days.map((fromDays) => ({ fromDays, basisPoints: 1000 }))
    expect(AgencyTerms.safeParse(terms({ bands: bands(1, 5) })).success).toBe(false)
    expect(AgencyTerms.safeParse(terms({ bands: bands(0, 5, 5) })).success).toBe(false)
    expect(AgencyTerms.safeParse(terms({ bands: bands(0, 5, 9) })).success).toBe(true)
  })

  test('it is what a second reckoning by whole fractions gives, for any terms and payment', () => {
    const bands = fc
      .uniqueArray(fc.integer({ min: 1, max: 700 }), { maxLength: 5 })
      .chain((starts) =>
        fc.tuple(
          fc.constant([0, ...starts.toSorted((a, b) => a - b)]),
          fc.array(fc.integer({ min: 0, max: 9000 }), { minLength: 6, maxLength: 6 }),
        ),
      )
      .map(([starts, rates]) =>
        starts.map((fromDays, at) => ({ fromDays, basisPoints: rates[at] ?? 0 })),
      )
    const part = fc.tuple(
      fc.integer({ min: 1, max: 9_000_000_00 }),
      fc.integer({ min: -30, max: 900 }),
    )
    fc.assert(
      fc.property(
        bands,
        fc.integer({ min: 0, max: 500_00 }),
        fc.array(part, { minLength: 1, maxLength: 6 }),
        (chosen, least, parts) => {
          const agreed = terms({ bands: chosen, minimum: { minor: least, currency: 'SAR' } })
          const money = received(...parts)
          const { minor } = commissionOf(agreed, money)
          expect(minor).toBe(commissionByFractions(agreed, money))
          expect(minor).toBeLessThanOrEqual(parts.reduce((sum, [amount]) => sum + amount, 0))
        },
      ),
    )
  })
})

describe('the time that an agency earns in', () => {
  const time = (from: number, to: number | null, direct = true): EarningTime => ({
    startedOn: addDays('2026-01-01', Math.floor(from / 10)),
    startedAt: from,
    ended: to === null ? null : { on: addDays('2026-01-01', Math.floor(to / 10)), at: to },
    direct,
  })
  const payment = (day: number, at: number, byAgency = false) => ({
    paidOn: addDays('2026-01-01', day),
    recordedAt: at,
    byAgency,
  })

  test('what came directly is not earned on where the contract says so', () => {
    expect(earnsOn(time(10, null, false), payment(5, 55))).toBe(false)
    expect(earnsOn(time(10, null, false), payment(5, 55, true))).toBe(true)
  })

  test('what came before the referral or after its end is nobody’s commission', () => {
    expect(earnsOn(time(20, 40), payment(1, 30))).toBe(false)
    expect(earnsOn(time(20, 40), payment(5, 50))).toBe(false)
    expect(earnsOn(time(20, 40), payment(3, 90))).toBe(true)
    expect(earnsOn(time(20, null), payment(90, 900))).toBe(true)
  })

  test('no payment is ever earned on by two agencies, one after the other', () => {
    const moment = fc.integer({ min: 0, max: 200 })
    fc.assert(
      fc.property(
        fc.array(moment, { minLength: 3, maxLength: 3 }),
        fc.option(moment),
        moment,
        moment,
        (times, last, day, at) => {
          const [a = 0, b = 0, c = 0] = times.toSorted((x, y) => x - y)
          const end = last === null ? null : Math.max(c, last)
          const paid = payment(Math.floor(day / 10), at)
          expect(earnsOn(time(a, b), paid) && earnsOn(time(c, end), paid)).toBe(false)
        },
      ),
    )
  })
})

describe('a referral', () => {
  test('once over it never moves again, and every end is reached from an agency’s hands', () => {
    for (const from of referralStates.filter(isOver))
      for (const to of referralStates) expect(mayMove(from, to)).toBe(false)
    for (const to of referralStates.filter(isOver)) expect(mayMove('in_progress', to)).toBe(true)
  })

  test('it takes effect when it is agreed to and the days of notice are over, not before', () => {
    const facts = { state: 'prepared', approved: true, effectiveOn: '2026-11-29' } as const
    expect(takesEffect({ ...facts, today: '2026-11-28' })).toBe(false)
    expect(takesEffect({ ...facts, today: '2026-11-29' })).toBe(true)
    expect(takesEffect({ ...facts, approved: false, today: '2026-12-30' })).toBe(false)
    expect(takesEffect({ ...facts, state: 'recalled', today: '2026-12-30' })).toBe(false)
  })
})

describe('readiness', () => {
  const ladder = [
    { key: 'due', tone: 'due' as const, offsetDays: 0 },
    { key: 'friendly', tone: 'friendly' as const, offsetDays: 3 },
    { key: 'firm', tone: 'firm' as const, offsetDays: 30 },
    { key: 'final', tone: 'final' as const, offsetDays: 60 },
  ]
  const item = (...keys: string[]) => ({
    said: keys.map((stepKey, at) => ({ stepKey, on: addDays('2026-10-01', at) })),
    disputed: false,
    promised: false,
  })

  test('the ladder is exhausted when its last step was said of every invoice', () => {
    const items = [item('friendly', 'final'), item('firm', 'final')]
    const ready = readinessOf({ ladder, items, lastContactOn: '2026-11-01' })
    expect([ready.ready, ready.against, ready.finalNoticeOn]).toEqual([true, [], '2026-10-02'])
    expect(ready.steps.map(({ key }) => key)).toEqual(['friendly', 'firm', 'final'])
  })

  test('one invoice that stopped half-way keeps all of them from it', () => {
    const items = [item('friendly', 'firm', 'final'), item('friendly')]
    const { ready, against, steps } = readinessOf({ ladder, items, lastContactOn: null })
    expect(ready).toBe(false)
    expect(against).toEqual(['steps_left', 'never_contacted'])
    expect(steps.map(({ done }) => done)).toEqual([true, false, false])
  })

  test('a step that reached some of the invoices is not called unsent, nor one that was passed over done', () => {
    const said = (...items: ReturnType<typeof item>[]) =>
      readinessOf({ ladder, items, lastContactOn: null }).steps.map(sayOfStep)
    expect(said(item('friendly', 'firm'), item('friendly'))).toEqual(['done', 'part', 'left'])
    expect(said(item('firm'), item('firm'))).toEqual(['passed', 'done', 'left'])
  })

  test('an open objection or a standing word speaks against an agency', () => {
    const items = [
      { ...item('final'), disputed: true },
      { ...item('final'), promised: true },
    ]
    const { against } = readinessOf({ ladder, items, lastContactOn: '2026-11-01' })
    expect(against).toEqual(['disputed', 'promised'])
  })
})

test('a file of an agency is read by its heads, in either language, and says what it could not read', () => {
  const read = readAgencyFile({
    name: 'x',
    rows: [
      ['رقم الفاتورة', 'الحالة', 'التاريخ', 'المبلغ', 'المرجع', 'ملاحظة'],
      ['INV-1', 'وعد بالسداد', '2026-11-30', '1,200.50', '', ''],
      ['INV-2', 'paid_agency', '22/11/2026', 300, 'TR-1', ''],
      ['INV-3', '', '', '', '', ''],
      ['', 'لم يرد', '', '', '', ''],
      ['INV-4', 'شيء آخر', '', '', '', ''],
      ['INV-5', 'دُفع للمنشأة', 'غدًا', '5', '', ''],
    ],
  })
  expect(read?.lines.map(({ line, act, day }) => [line, act, day])).toEqual([
    [2, { kind: 'update', code: 'promised' }, '2026-11-30'],
    [3, { kind: 'payment', to: 'agency' }, '2026-11-22'],
  ])
  expect(read?.refused.map(({ line, reason }) => [line, reason])).toEqual([
    [5, 'no_invoice'],
    [6, 'unknown_act'],
    [7, 'wrong_day'],
  ])
  expect(readAgencyFile({ name: 'x', rows: [['a', 'b']] })).toBeUndefined()
})
