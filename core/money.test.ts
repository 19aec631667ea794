import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { fractionOf, rounded } from '#test/oracle/totals.ts'
import {
  Currency,
  convert,
  Decimal,
  digitsOf,
  lineNet,
  parseMoney,
  percentOf,
  Rate,
  share,
  sumsByCurrency,
  toDecimalText,
  total,
} from './money.ts'

const decimal = (places: number) =>
  fc
    .tuple(
      fc.boolean(),
      fc.integer({ min: 0, max: 999_999 }),
      fc.integer({ min: 0, max: 10 ** places - 1 }),
    )
    .map(([negative, whole, part]) => {
      const text = `${whole}.${String(part).padStart(places, '0')}`
      return negative ? `-${text}` : text
    })
const currency = fc.constantFrom(...Currency.options)
const minor = fc.integer({ min: -1e12, max: 1e12 })

test('the dinars and the Omani rial have three decimals, the rest two', () => {
  expect(Currency.options.filter((one) => digitsOf(one) === 3)).toEqual([
    'KWD',
    'BHD',
    'OMR',
    'JOD',
  ])
})

test('amounts of many currencies are one sum a currency, in whatever order they come', () => {
  const amounts = fc.array(fc.record({ minor, currency }), { maxLength: 20 })
  fc.assert(
    fc.property(amounts, (all) => {
      const sums = sumsByCurrency(all)
      expect(new Set(sums.map((sum) => sum.currency)).size).toBe(sums.length)
      for (const sum of sums)
        expect(sum).toEqual(
          total(
            all.filter((each) => each.currency === sum.currency),
            sum.currency,
          ),
        )
      expect(sums.map((sum) => sum.currency)).toEqual([
        ...new Set(all.map((each) => each.currency)),
      ])
    }),
  )
})

test('a decimal is plain digits and nothing else', () => {
  for (const text of ['0', '1', '-1.5', '12.500000', '999999999999.999999'])
    expect(Decimal.safeParse(text).success).toBe(true)
  for (const text of ['', '01', '1.', '.5', '1e3', '+1', '1,5', '1.0000001', '1000000000000', '٣'])
    expect(Decimal.safeParse(text).success).toBe(false)
})

test('a rate is more than nothing', () => {
  for (const text of ['1', '0.0000000001', '3.7500000000'])
    expect(Rate.safeParse(text).success).toBe(true)
  for (const text of ['0', '0.000', '-1', '1.00000000001'])
    expect(Rate.safeParse(text).success).toBe(false)
})

test('a line rounds half up, and its credit note mirrors it', () => {
  expect(lineNet('1', '0.005', 0, 'SAR')).toBe(1)
  expect(lineNet('-1', '0.005', 0, 'SAR')).toBe(-1)
  expect(lineNet('1', '0.0049', 0, 'SAR')).toBe(0)
  expect(lineNet('-1', '0.0049', 0, 'SAR')).toBe(0)
  expect(lineNet('3', '1.0005', 0, 'KWD')).toBe(3002)
  // 1.005 × 100 is 100.49999… in binary floats.
  expect(lineNet('1', '1.005', 0, 'SAR')).toBe(101)
  expect(lineNet('2.5', '40', 1000, 'SAR')).toBe(9000)
})

test('a line equals the same product made of fractions', () => {
  fc.assert(
    fc.property(decimal(6), decimal(6), currency, (quantity, price, one) => {
      const [a, b] = [fractionOf(quantity), fractionOf(price)]
      const expected = rounded({
        top: a.top * b.top * 10n ** BigInt(digitsOf(one)),
        bottom: a.bottom * b.bottom,
      })
      expect(BigInt(lineNet(quantity, price, 0, one))).toBe(expected)
    }),
  )
})

test('a share and a percentage equal the same fractions', () => {
  fc.assert(
    fc.property(minor, fc.integer({ min: 1, max: 1e12 }), minor, (amount, bottom, top) => {
      const expected = rounded({ top: BigInt(amount) * BigInt(top), bottom: BigInt(bottom) })
      fc.pre(expected < 2n ** 53n && expected > -(2n ** 53n))
      expect(BigInt(share(amount, top, bottom))).toBe(expected)
    }),
  )
  expect(percentOf(86_957, 1500)).toBe(13_044)
  expect(percentOf(10, 1500)).toBe(2)
  expect(percentOf(-10, 1500)).toBe(-2)
})

test('a conversion minds the decimals of both currencies', () => {
  const one = (value: number, of: Currency) => ({ minor: value, currency: of })
  expect(convert(one(100_00, 'USD'), '3.75', 'SAR')).toEqual(one(375_00, 'SAR'))
  expect(convert(one(1_000, 'KWD'), '12.2', 'SAR')).toEqual(one(12_20, 'SAR'))
  expect(convert(one(100, 'SAR'), '0.0819672131', 'KWD')).toEqual(one(82, 'KWD'))
})

describe('reads an amount as people write it', () => {
  const read: readonly [string, Currency, number][] = [
    ['1234.5', 'SAR', 1234_50],
    ['1,234.50', 'SAR', 1234_50],
    ['1,234', 'SAR', 1234_00],
    ['1,234,567.8', 'SAR', 1234567_80],
    ['١٬٢٣٤٫٥٠', 'SAR', 1234_50],
    ['١،٢٣٤', 'SAR', 1234_00],
    ['۱۲۳۴٫۵', 'SAR', 1234_50],
    ['1 234.50', 'SAR', 1234_50],
    ['1\u00A0234.50', 'SAR', 1234_50],
    ['\u200F١٬٢٣٤٫٥٠\u00A0ر.س.\u200F', 'SAR', 1234_50],
    ['1,234.50 ر.س', 'SAR', 1234_50],
    ['SAR 1,234.50', 'SAR', 1234_50],
    ['sar1234', 'SAR', 1234_00],
    ['٥٠ ريال سعودي', 'SAR', 50_00],
    ['(1,234.50)', 'SAR', -1234_50],
    ['(SAR 5)', 'SAR', -5_00],
    ['-5.25', 'SAR', -5_25],
    ['SAR -5', 'SAR', -5_00],
    ['-SAR 5', 'SAR', -5_00],
    ['5.25-', 'SAR', -5_25],
    ['−5', 'SAR', -5_00],
    ['+5', 'SAR', 5_00],
    ['.5', 'SAR', 50],
    ['-0', 'SAR', 0],
    ['007', 'SAR', 7_00],
    ['12.3400', 'SAR', 12_34],
    ['1.234', 'KWD', 1_234],
    ['1.5 د.ك', 'KWD', 1_500],
    ['1,234.500', 'KWD', 1234_500],
    ['1٬234', 'KWD', 1234_000],
    ['1,234,567', 'KWD', 1234567_000],
    ['$10', 'USD', 10_00],
  ]
  test.each(read)('%s in %s is %d', (text, one, expected) => {
    expect(parseMoney(text, one)).toEqual({ minor: expected, currency: one })
  })

  const refused: readonly [string, Currency][] = [
    ['', 'SAR'],
    ['-', 'SAR'],
    ['SAR', 'SAR'],
    ['abc', 'SAR'],
    ['12abc', 'SAR'],
    ['1.234', 'SAR'],
    ['1.2.3', 'SAR'],
    ['1,23', 'SAR'],
    ['12,50', 'SAR'],
    ['1,2345', 'SAR'],
    ['1,234 567', 'SAR'],
    ['0,500', 'SAR'],
    ['1.234,56', 'SAR'],
    ['1,234', 'KWD'],
    ['١،٢٣٤', 'KWD'],
    ['1.2345', 'KWD'],
    ['(-5)', 'SAR'],
    ['-5-', 'SAR'],
    ['--5', 'SAR'],
    ['(5', 'SAR'],
    ['5.', 'SAR'],
    ['.', 'SAR'],
    ['1e5', 'SAR'],
    ['USD 5', 'SAR'],
    ['SAR 5 SAR', 'SAR'],
    ['99999999999999999', 'SAR'],
  ]
  test.each(refused)('refuses %s in %s', (text, one) => {
    expect(parseMoney(text, one)).toBeUndefined()
  })

  test('what was written is read back the same, in Latin and in Arabic digits', () => {
    fc.assert(
      fc.property(minor, currency, (value, one) => {
        const money = { minor: value, currency: one }
        const text = toDecimalText(money)
        const arabic = text
          .replace(/\d/g, (digit) => String.fromCharCode(digit.charCodeAt(0) + 0x0630))
          .replace('.', '٫')
        expect(parseMoney(text, one)).toEqual(money)
        expect(parseMoney(arabic, one)).toEqual(money)
      }),
    )
  })

  test('no text at all makes it throw or lose exactness', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(...'0123٤۵.,٫٬ ()-+SARر') }), (text) => {
        const money = parseMoney(text, 'SAR')
        expect(money === undefined || Number.isSafeInteger(money.minor)).toBe(true)
        expect(Object.is(money?.minor, -0)).toBe(false)
      }),
      { numRuns: 500 },
    )
  })
})

test('an amount is written with all its decimals', () => {
  expect(toDecimalText({ minor: -5, currency: 'SAR' })).toBe('-0.05')
  expect(toDecimalText({ minor: 123450, currency: 'SAR' })).toBe('1234.50')
  expect(toDecimalText({ minor: 1, currency: 'KWD' })).toBe('0.001')
  expect(toDecimalText({ minor: 0, currency: 'KWD' })).toBe('0.000')
})
