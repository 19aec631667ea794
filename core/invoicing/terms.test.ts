import fc from 'fast-check'
import { expect, test } from 'vitest'
import { PaymentTerms } from '#core/contacts/terms.ts'
import { addDays, type Day } from '#core/day.ts'
import { dueOn } from './terms.ts'

const on = (terms: PaymentTerms, invoicedOn: Day): Day => dueOn(terms, { invoicedOn }).dueOn

test('cash is due on the day of the invoice, and net 30 thirty days after', () => {
  expect(on({ kind: 'immediate' }, '2026-11-21')).toBe('2026-11-21')
  expect(on({ kind: 'days_from_invoice', days: 30 }, '2026-11-21')).toBe('2026-12-21')
})

test('terms from delivery count from the invoice until the goods are delivered, and say so', () => {
  const terms: PaymentTerms = { kind: 'days_from_delivery', days: 15 }
  const waiting = { invoicedOn: '2026-11-01', receivedOn: '2026-11-20' }
  expect(dueOn(terms, waiting)).toEqual({ dueOn: '2026-11-16', basis: 'invoiced' })
  expect(dueOn(terms, { ...waiting, deliveredOn: '2026-11-10' })).toEqual({
    dueOn: '2026-11-25',
    basis: 'delivered',
  })
})

test('terms from receipt count from the invoice until the customer acknowledged it', () => {
  const terms: PaymentTerms = { kind: 'days_from_receipt', days: 15 }
  const waiting = { invoicedOn: '2026-11-01', deliveredOn: '2026-11-20' }
  expect(dueOn(terms, waiting)).toEqual({ dueOn: '2026-11-16', basis: 'invoiced' })
  expect(dueOn(terms, { ...waiting, receivedOn: '2026-11-10' })).toEqual({
    dueOn: '2026-11-25',
    basis: 'received',
  })
})

test('the end of the month counts from its last day, February included', () => {
  expect(on({ kind: 'end_of_month', days: 0 }, '2028-02-03')).toBe('2028-02-29')
  expect(on({ kind: 'end_of_month', days: 15 }, '2026-11-21')).toBe('2026-12-15')
  expect(on({ kind: 'end_of_month', days: 30 }, '2026-11-30')).toBe('2026-12-30')
})

test('a fixed day that has passed is the next month’s, and a short month ends it early', () => {
  const the = (day: number, month: 'this' | 'next'): PaymentTerms => {
    return { kind: 'day_of_month', day, month }
  }
  expect(on(the(27, 'this'), '2026-11-21')).toBe('2026-11-27')
  expect(on(the(21, 'this'), '2026-11-21')).toBe('2026-11-21')
  expect(on(the(5, 'this'), '2026-11-21')).toBe('2026-12-05')
  expect(on(the(31, 'this'), '2026-02-28')).toBe('2026-02-28')
  expect(on(the(27, 'next'), '2026-12-01')).toBe('2027-01-27')
  expect(on(the(31, 'next'), '2026-01-31')).toBe('2026-02-28')
})

test('no invoice is born overdue, whatever its terms', () => {
  const days = fc.integer({ min: 0, max: 3650 })
  const terms: fc.Arbitrary<PaymentTerms> = fc.oneof(
    fc.record({ kind: fc.constantFrom('days_from_invoice', 'end_of_month'), days }),
    fc.record({ kind: fc.constantFrom('days_from_delivery', 'days_from_receipt'), days }),
    fc.record({
      kind: fc.constant('day_of_month' as const),
      day: fc.integer({ min: 1, max: 31 }),
      month: fc.constantFrom('this', 'next'),
    }),
  )
  const day = fc.integer({ min: 0, max: 3000 }).map((count) => addDays('2024-01-01', count))
  fc.assert(
    fc.property(terms, day, (one, invoicedOn) => {
      expect(PaymentTerms.parse(one)).toEqual(one)
      expect(on(one, invoicedOn) >= invoicedOn).toBe(true)
    }),
  )
})
