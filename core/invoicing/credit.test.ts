import fc from 'fast-check'
import { expect, test } from 'vitest'
import { fitCredit, grossOf, leftToCredit, partsWithin, type TaxPart } from './credit.ts'
import { type PricedLine, totals, type VatTotals } from './totals.ts'

const partsOf = (categories: readonly VatTotals[]): TaxPart[] =>
  categories.map(({ category, rateBasisPoints, reasons, taxable, vat }) => ({
    category,
    rateBasisPoints,
    reason: reasons[0] ?? null,
    taxable: taxable.minor,
    vat: vat.minor,
  }))

const priced = (minor: number, category: 'S' | 'Z' = 'S'): PricedLine => ({
  quantity: '1',
  unitPrice: (minor / 100).toFixed(2),
  vat: { category, rateBasisPoints: category === 'S' ? 1500 : 0 },
})
const figures = (lines: PricedLine[]) =>
  totals({ currency: 'SAR', pricesIncludeVat: false, lines }).categories

test('many notes add up to the invoice exactly, however each one rounded its tax', () => {
  fc.assert(
    fc.property(
      fc.array(fc.integer({ min: 1, max: 5000 }), { minLength: 1, maxLength: 20 }),
      (cuts) => {
        const whole = cuts.reduce((a, b) => a + b, 0)
        const invoiced = partsOf(figures([priced(whole)]))
        const credited: TaxPart[] = []
        for (const cut of cuts) {
          const fitted = fitCredit(leftToCredit(invoiced, credited), figures([priced(cut)]))
          if (!fitted.fits) throw new Error('a cut of the whole fits')
          credited.push(...fitted.taxes)
          expect(grossOf(credited)).toBeLessThanOrEqual(grossOf(invoiced))
        }
        expect(grossOf(credited)).toBe(grossOf(invoiced))
        expect(leftToCredit(invoiced, credited)).toEqual([])
      },
    ),
  )
})

test('a category lends nothing to another', () => {
  const invoiced = partsOf(figures([priced(100_00), priced(50_00, 'Z')]))
  expect(fitCredit(invoiced, figures([priced(60_00, 'Z')]))).toEqual({ fits: false, category: 'Z' })
  expect(fitCredit(invoiced, figures([priced(100_00)]))).toMatchObject({ fits: true })
})

test('what was credited once cannot be credited again', () => {
  const invoiced = partsOf(figures([priced(100_00)]))
  const left = leftToCredit(invoiced, partsOf(figures([priced(99_99)])))
  expect(left).toMatchObject([{ taxable: 1 }])
  expect(fitCredit(left, figures([priced(2)]))).toEqual({ fits: false, category: 'S' })
})

test('an amount is taken out of what is left, VAT included, and never more than it', () => {
  const minor = fc.integer({ min: 1, max: 500_000 })
  fc.assert(
    fc.property(minor, minor, fc.integer({ min: 1, max: 100 }), (standard, zero, percent) => {
      const left = partsOf(figures([priced(standard), priced(zero, 'Z')]))
      const gross = Math.max(1, Math.floor((grossOf(left) * percent) / 100))
      const taken = partsWithin(left, gross)
      expect(grossOf(taken)).toBeLessThanOrEqual(gross)
      // Each category may leave a halala that VAT cannot be split into.
      expect(gross - grossOf(taken)).toBeLessThanOrEqual(2)
      if (percent === 100) expect(taken).toEqual(left)
    }),
  )
})
