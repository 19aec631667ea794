import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { addDays, addMonths } from '#core/day.ts'
import { judgeBadDebt, legalFromMinor, reportedBy, type TaxedDebt } from './bad-debt.ts'

const lost: TaxedDebt = {
  opening: false,
  suppliedOn: '2025-08-10',
  gross: 1150_00,
  vat: 150_00,
  vatInBase: 150_00,
  open: 0,
  lost: 460_00,
  lostOn: '2026-11-01',
  toldOn: '2026-01-05',
  legalOn: null,
}
const today = '2026-11-22'
const lacking = (debt: TaxedDebt, on = today) =>
  judgeBadDebt(debt, on)
    .conditions.filter(({ answer }) => answer === 'lacks')
    .map(({ code }) => code)

const debts: fc.Arbitrary<TaxedDebt> = fc
  .record({
    opening: fc.boolean(),
    suppliedOn: fc.integer({ min: 0, max: 900 }).map((days) => addDays('2025-01-01', days)),
    net: fc.integer({ min: 1, max: 10 ** 12 }),
    percent: fc.constantFrom(0, 5, 15),
    rate: fc.constantFrom(1, 4),
    left: fc.tuple(fc.integer({ min: 0, max: 1000 }), fc.integer({ min: 0, max: 1000 })),
    days: fc.array(fc.option(fc.constant('2026-02-02')), { minLength: 3, maxLength: 3 }),
  })
  .map(({ net, percent, rate, left: [open, written], days, ...rest }) => {
    const vat = Math.round((net * percent) / 100)
    const gross = net + vat
    const of = (part: number) => Math.floor(gross / 2000) * part
    return {
      ...{ ...rest, gross, vat, vatInBase: vat * rate, open: of(open), lost: of(written) },
      ...{ lostOn: days[0] ?? null, toldOn: days[1] ?? null, legalOn: days[2] ?? null },
    }
  })

describe('the tax of a debt that is lost', () => {
  test('is in proportion to what is unpaid, and ready when every condition holds', () => {
    const judged = judgeBadDebt(lost, today)
    expect(judged).toMatchObject({ unpaid: 460_00, vat: 60_00, standing: 'ready' })
    expect(judged.conditions.map(({ answer }) => answer)).toEqual([
      ...['holds', 'holds', 'holds', 'holds', 'not_needed'],
    ])
  })

  test('waits for each condition that lacks, by name', () => {
    expect(lacking(lost, '2026-08-09')).toEqual(['age'])
    expect(lacking({ ...lost, lost: 0, open: 460_00 })).toEqual(['written_off'])
    expect(lacking({ ...lost, open: 1 })).toEqual(['written_off'])
    expect(lacking({ ...lost, toldOn: null })).toEqual(['told'])
    const big = { ...lost, gross: 1150_000_00, vat: 150_000_00, vatInBase: 150_000_00 }
    expect(lacking({ ...big, lost: legalFromMinor })).toEqual([])
    expect(lacking({ ...big, lost: legalFromMinor + 1 })).toEqual(['legal'])
    expect(lacking({ ...big, lost: legalFromMinor + 1, legalOn: today })).toEqual([])
  })

  test('of an invoice from another system has to be looked up there', () => {
    expect(judgeBadDebt({ ...lost, opening: true }, today).standing).toBe('check')
  })

  test('is never more than was reported, and grows with what is unpaid', () => {
    fc.assert(
      fc.property(debts, (debt) => {
        const judged = judgeBadDebt(debt, today)
        expect(judged.vat).toBeGreaterThanOrEqual(0)
        expect(judged.vat).toBeLessThanOrEqual(debt.vatInBase)
        expect(judged.unpaid).toBeLessThanOrEqual(debt.gross)
        const more = judgeBadDebt({ ...debt, lost: debt.lost + 1 }, today)
        expect(more.vat).toBeGreaterThanOrEqual(judged.vat)
      }),
    )
  })

  test('once old and reported stays so: time takes no condition away', () => {
    fc.assert(
      fc.property(debts, fc.integer({ min: 0, max: 400 }), (debt, days) => {
        const now = lacking(debt)
        const later = lacking(debt, addDays(today, days))
        for (const code of later) expect(now).toContain(code)
      }),
    )
  })

  test('counts as reported after the longest period and the month in which it is filed', () => {
    expect(reportedBy('2026-01-31')).toBe('2026-05-01')
    expect(reportedBy('2026-03-01')).toBe('2026-05-01')
    expect(reportedBy('2026-12-31')).toBe('2027-02-01')
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 900 }), (days) => {
        const on = addDays('2025-01-01', days)
        expect(reportedBy(on) > addMonths(on, 1)).toBe(true)
        expect(reportedBy(on) <= addMonths(on, 4)).toBe(true)
      }),
    )
  })
})
