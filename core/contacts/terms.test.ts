import { expect, test } from 'vitest'
import { daysOf, inTermsOf, type PaymentTerms, withDays } from './terms.ts'

const early = { basisPoints: 200, days: 10 }
const monthEnd: PaymentTerms = { kind: 'end_of_month', days: 0, early }
const salary: PaymentTerms = { kind: 'day_of_month', day: 27, month: 'next', early }

test('other days leave what they are counted from, and the discount, as they were', () => {
  expect(withDays({ kind: 'days_from_delivery', days: 30, early }, 45)).toEqual({
    ...{ kind: 'days_from_delivery', days: 45, early },
  })
  expect(withDays(monthEnd, 15)).toEqual({ ...monthEnd, days: 15 })
})

test('who leaves the days as they stand changes nothing, also where terms count none', () => {
  for (const terms of [monthEnd, salary, { kind: 'immediate' } as const])
    expect(withDays(terms, daysOf(terms))).toEqual(terms)
})

test('no days are cash, and days after none are counted from the invoice', () => {
  expect(withDays({ kind: 'days_from_receipt', days: 30, early }, 0)).toEqual({ kind: 'immediate' })
  expect(withDays(undefined, 0)).toEqual({ kind: 'immediate' })
  expect(withDays({ kind: 'immediate' }, 30)).toEqual({ kind: 'days_from_invoice', days: 30 })
  expect(withDays(salary, 30)).toEqual({ kind: 'days_from_invoice', days: 30, early })
})

test('bare days that were asked for are said in the customer’s own terms; whole terms stand', () => {
  const asked = { kind: 'days_from_invoice', days: 60 } as const
  expect(inTermsOf(monthEnd, asked)).toEqual({ ...monthEnd, days: 60 })
  expect(inTermsOf(monthEnd, { kind: 'immediate' })).toEqual({ kind: 'immediate' })
  expect(inTermsOf(monthEnd, salary)).toEqual(salary)
})
