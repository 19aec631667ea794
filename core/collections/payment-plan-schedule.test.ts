import fc from 'fast-check'
import { expect, test } from 'vitest'
import { addDays, dayParts } from '#core/day.ts'
import { toHijri } from '#core/hijri.ts'
import { halalas } from '#test/money.ts'
import { plannedOf } from './payment-plan.ts'
import {
  equalParts,
  mostInstalments,
  planFault,
  planRhythms,
  proposeSchedule,
} from './payment-plan-schedule.ts'
import { planTerms } from './payment-plan-terms.ts'

const asked = { amount: halalas(1000_00), down: null, times: 3, firstOn: '2026-12-31' }
const daysOf = (change: Partial<Parameters<typeof proposeSchedule>[0]>) =>
  proposeSchedule({ ...asked, rhythm: 'month', ...change }).map(({ dueOn }) => dueOn)

test('a 31st comes back after a short month, and the last of a month is each month’s own', () => {
  expect(daysOf({ times: 4 })).toEqual(['2026-12-31', '2027-01-31', '2027-02-28', '2027-03-31'])
  expect(daysOf({ firstOn: '2026-11-15', rhythm: 'month_end' })).toEqual([
    ...['2026-11-30', '2026-12-31', '2027-01-31'],
  ])
})

test('Hijri months keep their day, and a 30th is the 29th where the month has no more', () => {
  const days = daysOf({ firstOn: '2026-12-10', rhythm: 'hijri_month', times: 12 })
  const hijri = days.map((day) => toHijri(day))
  expect(hijri.map((each) => each?.day)).toEqual(Array.from({ length: 12 }, () => 1))
  expect(hijri.slice(0, 3).map((each) => each?.month)).toEqual([7, 8, 9])
  expect(hijri.at(-1)).toMatchObject({ year: 1449, month: 6 })
})

test('weeks are seven days, two weeks fourteen', () => {
  expect(daysOf({ rhythm: 'week' })).toEqual(['2026-12-31', '2027-01-07', '2027-01-14'])
  expect(daysOf({ rhythm: 'two_weeks' })).toEqual(['2026-12-31', '2027-01-14', '2027-01-28'])
})

test('equal parts are whole riyals with the rest in the last, and halalas where that is too much', () => {
  expect(equalParts(halalas(100_00), 3)).toEqual([33_00, 33_00, 34_00])
  expect(equalParts(halalas(1000_55), 2)).toEqual([500_00, 500_55])
  expect(equalParts(halalas(2_00), 3)).toEqual([66, 66, 68])
})

test('something down is paid before the others and taken off them', () => {
  expect(
    proposeSchedule({ ...asked, rhythm: 'month', down: { dueOn: '2026-11-22', minor: 400_00 } }),
  ).toEqual([
    { dueOn: '2026-11-22', minor: 400_00 },
    { dueOn: '2026-12-31', minor: 200_00 },
    { dueOn: '2027-01-31', minor: 200_00 },
    { dueOn: '2027-02-28', minor: 200_00 },
  ])
})

const bounds = { amount: halalas(300), today: '2026-11-22', daysAhead: 90 }
const good = [
  { dueOn: '2026-11-22', minor: 100 },
  { dueOn: '2026-12-22', minor: 200 },
]

test('a schedule names its first fault and where it is', () => {
  expect(planFault(good, bounds)).toBeUndefined()
  const faulty = (place: number, change: Partial<(typeof good)[number]>) =>
    planFault(
      good.map((each, n) => (n === place ? { ...each, ...change } : each)),
      bounds,
    )
  expect(faulty(0, { dueOn: '2026-11-21' })).toEqual({ code: 'in_the_past', place: 0 })
  expect(faulty(1, { dueOn: '2026-11-22' })).toEqual({ code: 'not_ascending', place: 1 })
  expect(faulty(1, { dueOn: '2027-02-21' })).toEqual({ code: 'too_far', place: 1 })
  expect(faulty(1, { minor: 0 })).toEqual({ code: 'no_amount', place: 1 })
  expect(faulty(1, { minor: 199 })).toEqual({ code: 'not_the_sum', place: null })
  expect(planFault([], bounds)?.code).toBe('none')
  const many = Array.from({ length: mostInstalments + 1 }, () => ({
    dueOn: '2026-12-01',
    minor: 1,
  }))
  expect(planFault(many, bounds)?.code).toBe('too_many')
})

test('whatever is asked for adds up to the halala, with ascending days and parts of more than nothing', () => {
  const any = fc.record({
    minor: fc.integer({ min: mostInstalments, max: 10_000_000 }),
    share: fc.option(fc.integer({ min: 1, max: 90 })),
    times: fc.integer({ min: 1, max: mostInstalments }),
    ahead: fc.integer({ min: 1, max: 400 }),
    rhythm: fc.constantFrom(...planRhythms),
  })
  fc.assert(
    fc.property(any, ({ minor, share, times, ahead, rhythm }) => {
      const downMinor = share === null ? 0 : Math.floor((minor * share) / 100)
      fc.pre(minor - downMinor >= times)
      const today = '2026-11-22'
      const laid = proposeSchedule({
        ...{ amount: halalas(minor), times, rhythm, firstOn: addDays(today, ahead) },
        down: downMinor > 0 ? { dueOn: today, minor: downMinor } : null,
      })
      expect(plannedOf(laid)).toBe(minor)
      expect(laid.length).toBe(times + (downMinor > 0 ? 1 : 0))
      const fault = planFault(laid, { amount: halalas(minor), today, daysAhead: 5000 })
      // A last instalment of many more than sixty is the only thing that can be wrong.
      if (laid.length <= mostInstalments) expect(fault).toBeUndefined()
      const parts = laid.slice(downMinor > 0 ? 1 : 0, -1).map((each) => each.minor)
      expect(new Set(parts).size).toBeLessThanOrEqual(1)
    }),
    { numRuns: 1000 },
  )
})

test('a Hijri plan has its day in every month or the month’s last', () => {
  fc.assert(
    fc.property(fc.nat(700), fc.integer({ min: 2, max: 30 }), (ahead, times) => {
      const firstOn = addDays('2026-11-22', ahead)
      const wanted = toHijri(firstOn)?.day ?? 0
      for (const day of daysOf({ firstOn, times, rhythm: 'hijri_month' })) {
        const at = toHijri(day)?.day ?? 0
        expect(at === wanted || (wanted === 30 && at === 29)).toBe(true)
        expect(dayParts(day).year).toBeGreaterThan(2025)
      }
    }),
  )
})

test('the words that are agreed to say every instalment in both calendars, and how the plan ends', () => {
  const terms = {
    ...{ company: 'متجر الواحة', numbers: ['INV-1', 'INV-2'], currency: 'SAR' as const },
    ...{ instalments: good, graceDays: 5, breaksAfter: 1 },
  }
  const ar = planTerms(terms, 'ar')
  expect(ar).toContain('على قسطين')
  expect(ar).toContain('إن فات قسط انتهت الخطة')
  expect(ar.match(/هـ/g)?.length).toBe(2)
  expect(planTerms(terms, 'en')).toContain('in 2 instalments')
})
