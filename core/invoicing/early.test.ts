import fc from 'fast-check'
import { expect, test } from 'vitest'
import { EarlyVat } from '#core/credit/early-vat.ts'
import type { TaxPart } from './credit.ts'
import { earlyDiscount, earlyOf, earns } from './early.ts'

const dates = {
  invoicedOn: '2026-11-01',
  deliveredOn: null,
  receivedOn: null,
  dueOn: '2026-12-01',
}
const early = { basisPoints: 200, days: 10 }
const standard: TaxPart = {
  ...{ category: 'S', rateBasisPoints: 1500, reason: null, taxable: 100_000, vat: 15_000 },
}

test('2/10 net 30 holds for ten days from the invoice, through the tenth', () => {
  expect(earlyOf({ kind: 'days_from_invoice', days: 30, early }, dates)).toEqual({
    early,
    until: '2026-11-11',
  })
  expect(earlyOf({ kind: 'days_from_invoice', days: 30 }, dates)).toBeNull()
  expect(earlyOf({ kind: 'immediate' }, dates)).toBeNull()
})

test('terms that count from the delivery count their discount from it too', () => {
  const terms = { kind: 'days_from_delivery' as const, days: 30, early }
  expect(earlyOf(terms, { ...dates, deliveredOn: '2026-11-05' })?.until).toBe('2026-11-15')
  expect(earlyOf(terms, dates)?.until).toBe('2026-11-11')
})

test('a discount never outlives the due date', () => {
  const terms = { kind: 'days_from_invoice' as const, days: 5, early }
  expect(earlyOf(terms, { ...dates, dueOn: '2026-11-06' })?.until).toBe('2026-11-06')
})

test('of 1,150 riyals two percent is 20 of the price, or 23 with its tax', () => {
  expect(earlyDiscount('net', [standard], early).minor).toBe(2_000)
  expect(earlyDiscount('gross', [standard], early).minor).toBe(2_300)
  expect(earlyDiscount('credit_note', [standard], early)).toEqual({
    minor: 2_300,
    parts: [{ ...standard, taxable: 2_000, vat: 300 }],
  })
})

test('it is earned when all but the discount has come', () => {
  expect(earns(115_000, 112_700, 2_300)).toBe(true)
  expect(earns(115_000, 112_699, 2_300)).toBe(false)
  expect(earns(115_000, 115_000, 2_300)).toBe(false)
  expect(earns(115_000, 114_000, 2_300)).toBe(true)
})

const anyParts = fc.array(
  fc.record({
    taxable: fc.integer({ min: 0, max: 10_000_000 }),
    rateBasisPoints: fc.constantFrom(0, 500, 1500),
  }),
  { minLength: 1, maxLength: 3 },
)
test('it is never more than the invoice, and a note of it fits what the invoice has left', () => {
  fc.assert(
    fc.property(
      anyParts,
      fc.integer({ min: 1, max: 5000 }),
      fc.constantFrom(...EarlyVat.options),
      (given, basisPoints, mode) => {
        const left = given.map(
          (part): TaxPart => ({
            ...{ category: 'S', reason: null, ...part },
            vat: Math.round((part.taxable * part.rateBasisPoints) / 10_000),
          }),
        )
        const { minor, parts } = earlyDiscount(mode, left, { basisPoints })
        const gross = left.reduce((sum, { taxable, vat }) => sum + taxable + vat, 0)
        expect(minor).toBeLessThanOrEqual(gross)
        expect(minor).toBeGreaterThanOrEqual(0)
        const sum = (rows: readonly TaxPart[], of: 'taxable' | 'vat') =>
          rows.reduce((all, row) => all + row[of], 0)
        expect(sum(parts, 'taxable')).toBeLessThanOrEqual(sum(left, 'taxable'))
        expect(sum(parts, 'vat')).toBeLessThanOrEqual(sum(left, 'vat'))
        if (mode === 'credit_note') expect(minor).toBe(sum(parts, 'taxable') + sum(parts, 'vat'))
      },
    ),
  )
})
