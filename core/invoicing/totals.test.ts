import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type Currency, digitsOf, toDecimalText } from '#core/money.ts'
import { oracleTotals } from '#test/oracle/totals.ts'
import {
  type Discount,
  type Priced,
  type PricedLine,
  totals,
  Vat,
  type VatReason,
  vatReasons,
} from './totals.ts'

const standard = { category: 'S', rateBasisPoints: 1500 } as const
const line = (
  quantity: string,
  unitPrice: string,
  vat: Vat = standard,
  discount?: Discount,
): PricedLine => ({ quantity, unitPrice, vat, discount })
const untaxed = (reason: VatReason): Vat => ({
  category: vatReasons[reason],
  rateBasisPoints: 0,
  reason,
})
const inRiyals = (lines: readonly PricedLine[], rest: Partial<Priced> = {}): Priced => {
  return { currency: 'SAR', pricesIncludeVat: false, lines, ...rest }
}
const off = (minor: number): Partial<Priced> => ({ documentDiscount: { kind: 'amount', minor } })

type Sample = Readonly<{
  document: Priced
  nets: readonly string[]
  categories: readonly (readonly [string, string, string])[]
  net: string
  vat: string
  gross: string
  payable: string
}>

describe('the official samples of the tax authority (SDK 3.3.3) give their own figures', () => {
  const samples: Readonly<Record<string, Sample>> = {
    'Simplified Invoice': {
      document: inRiyals([line('33.000000', '3.00'), line('3.000000', '34.00')]),
      nets: ['99.00', '102.00'],
      categories: [['S', '201.00', '30.15']],
      net: '201.00',
      vat: '30.15',
      gross: '231.15',
      payable: '231.15',
    },
    'Simplified Tax Invoice with Zero Rated Item': {
      document: inRiyals([line('1.00', '50.00', untaxed('VATEX-SA-35')), line('1.00', '21.74')]),
      nets: ['50.00', '21.74'],
      categories: [
        ['S', '21.74', '3.26'],
        ['Z', '50.00', '0.00'],
      ],
      net: '71.74',
      vat: '3.26',
      gross: '75.00',
      payable: '75.00',
    },
    'Exempt Tax Invoice': {
      document: inRiyals([
        line('1.00', '2000.00'),
        line('1.00', '1000.00', untaxed('VATEX-SA-29-7')),
      ]),
      nets: ['2000.00', '1000.00'],
      categories: [
        ['E', '1000.00', '0.00'],
        ['S', '2000.00', '300.00'],
      ],
      net: '3000.00',
      vat: '300.00',
      gross: '3300.00',
      payable: '3300.00',
    },
    'Out of Scope Standard Tax Invoice': {
      document: inRiyals([line('1.00', '500.00', untaxed('VATEX-SA-OOS')), line('1.00', '43.48')]),
      nets: ['500.00', '43.48'],
      categories: [
        ['O', '500.00', '0.00'],
        ['S', '43.48', '6.52'],
      ],
      net: '543.48',
      vat: '6.52',
      gross: '550.00',
      payable: '550.00',
    },
    'Self-billing invoice, with an allowance on the document': {
      document: inRiyals([line('10.00', '25.00')], off(5000)),
      nets: ['250.00'],
      categories: [['S', '200.00', '30.00']],
      net: '200.00',
      vat: '30.00',
      gross: '230.00',
      payable: '230.00',
    },
    'Advance Payment adjustments': {
      document: inRiyals([line('1.00', '2000.00'), line('0.000000', '0.00')], {
        ...off(10_000),
        prepaidMinor: 115_000,
      }),
      nets: ['2000.00', '0.00'],
      categories: [['S', '1900.00', '285.00']],
      net: '1900.00',
      vat: '285.00',
      gross: '2185.00',
      payable: '1035.00',
    },
    'Summary Invoice': {
      document: inRiyals([line('1.00', '5000.00'), line('2.00', '800.00'), line('1.00', '600.00')]),
      nets: ['5000.00', '1600.00', '600.00'],
      categories: [['S', '7200.00', '1080.00']],
      net: '7200.00',
      vat: '1080.00',
      gross: '8280.00',
      payable: '8280.00',
    },
    'Standard Invoice with Payable Rounding Adjustment': {
      document: inRiyals([line('1.00', '869.57')], { roundingMinor: -1 }),
      nets: ['869.57'],
      categories: [['S', '869.57', '130.44']],
      net: '869.57',
      vat: '130.44',
      gross: '1000.01',
      payable: '1000.00',
    },
    'Third party billing': {
      document: inRiyals([line('1.00', '150.00')], off(2000)),
      nets: ['150.00'],
      categories: [['S', '130.00', '19.50']],
      net: '130.00',
      vat: '19.50',
      gross: '149.50',
      payable: '149.50',
    },
  }

  test.each(Object.entries(samples))('%s', (_, { document, ...expected }) => {
    const figures = totals(document)
    expect({
      nets: figures.lines.map((one) => toDecimalText(one.net)),
      categories: figures.categories.map((one) => [
        one.category,
        toDecimalText(one.taxable),
        toDecimalText(one.vat),
      ]),
      net: toDecimalText(figures.net),
      vat: toDecimalText(figures.vat),
      gross: toDecimalText(figures.gross),
      payable: toDecimalText(figures.payable),
    }).toEqual(expected)
  })
})

test('VAT is rounded on the category: the lines show 0.03 each, the document 0.05 for two', () => {
  const figures = totals(inRiyals([line('1', '0.17'), line('1', '0.17')]))
  expect(figures.lines.map((one) => one.vat.minor)).toEqual([3, 3])
  expect(figures.vat.minor).toBe(5)
})

test('a percentage off a line is an amount that the document can print', () => {
  const figures = totals(
    inRiyals([line('3', '33.33', standard, { kind: 'percent', basisPoints: 333 })]),
  )
  expect(figures.lines[0]).toMatchObject({ discount: { minor: 333 }, net: { minor: 96_66 } })
})

test('a discount on the document falls on the categories in proportion, to the last halala', () => {
  const figures = totals(
    inRiyals(
      [
        line('1', '100'),
        line('1', '100', untaxed('VATEX-SA-32')),
        line('1', '100', untaxed('VATEX-SA-30')),
      ],
      off(1000),
    ),
  )
  expect(figures.categories.map((one) => [one.category, one.discount.minor])).toEqual([
    ['E', 333],
    ['S', 334],
    ['Z', 333],
  ])
  expect(figures.net.minor).toBe(290_00)
})

test('two reasons in one category are both told', () => {
  const figures = totals(
    inRiyals([line('1', '1', untaxed('VATEX-SA-33')), line('1', '1', untaxed('VATEX-SA-32'))]),
  )
  expect(figures.categories).toMatchObject([{ reasons: ['VATEX-SA-32', 'VATEX-SA-33'] }])
})

test('a document without lines is all zeros, whatever is taken off', () => {
  expect(totals(inRiyals([], off(500)))).toMatchObject({ categories: [], gross: { minor: 0 } })
})

test('only the standard category has a rate, and a reason fits its category', () => {
  expect(Vat.safeParse(standard).success).toBe(true)
  expect(Vat.safeParse(untaxed('VATEX-SA-HEA')).success).toBe(true)
  expect(Vat.safeParse({ category: 'S', rateBasisPoints: 0 }).success).toBe(false)
  expect(Vat.safeParse({ category: 'Z', rateBasisPoints: 1500 }).success).toBe(false)
  expect(Vat.safeParse({ ...untaxed('VATEX-SA-30'), category: 'Z' }).success).toBe(false)
})

const decimal = (whole: number, places: number) =>
  fc
    .tuple(fc.integer({ min: -3, max: whole }), fc.integer({ min: 0, max: 10 ** places - 1 }))
    .map(([units, part]) => `${units}.${String(part).padStart(places, '0')}`)
const discount: fc.Arbitrary<Discount | undefined> = fc.option(
  fc.oneof(
    fc.record({
      kind: fc.constant('percent' as const),
      basisPoints: fc.integer({ min: 0, max: 10_000 }),
    }),
    fc.record({ kind: fc.constant('amount' as const), minor: fc.integer({ min: 0, max: 50_000 }) }),
  ),
  { nil: undefined },
)
const vat: fc.Arbitrary<Vat> = fc.oneof(
  fc.constantFrom<Vat>(standard, { category: 'S', rateBasisPoints: 500 }),
  fc.constantFrom(...Object.keys(vatReasons)).map((reason) => untaxed(reason as VatReason)),
)
const priced: fc.Arbitrary<Priced> = fc.record({
  currency: fc.constantFrom<Currency>('SAR', 'KWD', 'USD'),
  pricesIncludeVat: fc.constant(false as const),
  lines: fc.array(
    fc.record({ quantity: decimal(1000, 6), unitPrice: decimal(10_000, 6), discount, vat }),
    { maxLength: 12 },
  ),
  documentDiscount: discount,
})

test('lines add up to the net, categories to the VAT, and both to the gross', () => {
  fc.assert(
    fc.property(priced, (document) => {
      const figures = totals(document)
      const sum = (amounts: readonly { minor: number }[]) =>
        amounts.reduce((a, b) => a + b.minor, 0)
      expect(sum(figures.lines.map((one) => one.net))).toBe(figures.lineNet.minor)
      expect(figures.lineNet.minor - figures.discount.minor).toBe(figures.net.minor)
      expect(sum(figures.categories.map((one) => one.taxable))).toBe(figures.net.minor)
      expect(sum(figures.categories.map((one) => one.discount))).toBe(figures.discount.minor)
      expect(sum(figures.categories.map((one) => one.vat))).toBe(figures.vat.minor)
      expect(figures.net.minor + figures.vat.minor).toBe(figures.gross.minor)
      expect(figures.payable).toEqual(figures.gross)
    }),
  )
})

test('the order of the lines changes no figure of the document', () => {
  const shuffled = priced.chain((document) =>
    fc.tuple(
      fc.constant(document),
      fc.shuffledSubarray([...document.lines], { minLength: document.lines.length }),
    ),
  )
  fc.assert(
    fc.property(shuffled, ([document, lines]) => {
      const { lines: _, ...figures } = totals(document)
      expect(totals({ ...document, lines })).toMatchObject(figures)
    }),
  )
})

test('a second calculation with fractions gives the same figures', () => {
  fc.assert(
    fc.property(priced, (document) => {
      const figures = totals(document)
      const expected = oracleTotals(
        digitsOf(document.currency),
        document.lines,
        document.documentDiscount,
      )
      const named = (pick: (one: (typeof figures.categories)[number]) => number) =>
        Object.fromEntries(
          figures.categories.map((one) => [
            `${one.category} ${one.rateBasisPoints}`,
            BigInt(pick(one)),
          ]),
        )
      expect({
        lineNets: figures.lines.map((one) => BigInt(one.net.minor)),
        taxable: named((one) => one.taxable.minor),
        vats: named((one) => one.vat.minor),
        net: BigInt(figures.net.minor),
        vat: BigInt(figures.vat.minor),
        gross: BigInt(figures.gross.minor),
      }).toEqual(expected)
    }),
    { numRuns: 1000 },
  )
})
