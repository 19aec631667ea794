import { Decimal as Exact } from 'decimal.js'
import { z } from 'zod'
import { assert } from '#core/assert.ts'

/** The currencies a document may be written in (ISO 4217). */
export const Currency = z.enum([
  'SAR',
  'AED',
  'KWD',
  'BHD',
  'OMR',
  'QAR',
  'JOD',
  'EGP',
  'USD',
  'EUR',
  'GBP',
])
export type Currency = z.infer<typeof Currency>

/** An exact amount: a whole number of the currency's smallest unit (halala, fils, cent). */
export const Money = z.object({ minor: z.int(), currency: Currency }).readonly()
export type Money = z.infer<typeof Money>

/** A quantity or a price on the wire: plain digits, up to twelve before the point and six after. */
export const Decimal = z.string().regex(/^-?(0|[1-9]\d{0,11})(\.\d{1,6})?$/)
export type Decimal = z.infer<typeof Decimal>

/** How much of another currency one unit buys: more than nothing, up to ten decimals. */
export const Rate = z.string().regex(/^(?=.*[1-9])(0|[1-9]\d{0,9})(\.\d{1,10})?$/)
export type Rate = z.infer<typeof Rate>

const threeDigits: ReadonlySet<Currency> = new Set<Currency>(['KWD', 'BHD', 'OMR', 'JOD'])

/** How many decimals the currency is written with: the dinars and the Omani rial have three. */
export const digitsOf = (currency: Currency): number => (threeDigits.has(currency) ? 3 : 2)

export const zero = (currency: Currency): Money => ({ minor: 0, currency })

export function plus(a: Money, b: Money): Money {
  assert(a.currency === b.currency, 'amounts of one currency are added')
  const minor = a.minor + b.minor
  assert(Number.isSafeInteger(minor), 'an amount is exact')
  return { minor, currency: a.currency }
}

export const negate = (a: Money): Money => ({
  minor: a.minor === 0 ? 0 : -a.minor,
  currency: a.currency,
})
export const minus = (a: Money, b: Money): Money => plus(a, negate(b))
export const least = (a: Money, b: Money): Money => (minus(a, b).minor <= 0 ? a : b)
export const total = (amounts: readonly Money[], currency: Currency): Money =>
  amounts.reduce(plus, zero(currency))

/** Amounts of any currencies as one sum a currency, in the order in which each is met first. */
export function sumsByCurrency(amounts: readonly Money[]): Money[] {
  const sums = new Map<Currency, Money>()
  for (const amount of amounts)
    sums.set(amount.currency, plus(sums.get(amount.currency) ?? zero(amount.currency), amount))
  return [...sums.values()]
}

// Sixty digits hold every product and quotient met here, so only the last step rounds; this
// ROUND_HALF_UP rounds the absolute value, so that a credit note mirrors its invoice.
const Calculation = Exact.clone({ precision: 60, rounding: Exact.ROUND_HALF_UP })

function toMinor(exact: Exact): number {
  const minor = exact.toDecimalPlaces(0).toNumber()
  assert(Number.isSafeInteger(minor), 'an amount is exact')
  return minor === 0 ? 0 : minor
}

const unitsIn = (currency: Currency): Exact => new Calculation(10).pow(digitsOf(currency))

/**
 * Quantity × unit price, rounded half-up to the currency, less the line's discount (itself a
 * rounded amount, since the document prints it): the printed figures of a line always add up.
 */
export function lineNet(
  quantity: Decimal,
  unitPrice: Decimal,
  discountMinor: number,
  currency: Currency,
): number {
  const full = new Calculation(quantity).times(unitPrice).times(unitsIn(currency))
  const minor = toMinor(full) - discountMinor
  assert(Number.isSafeInteger(minor), 'an amount is exact')
  return minor
}

/** The part `numerator / denominator` of an amount, half-up on the absolute value. */
export function share(minor: number, numerator: number, denominator: number): number {
  assert(denominator !== 0, 'a share is of something')
  return toMinor(new Calculation(minor).times(numerator).dividedBy(denominator))
}

/** A percentage in hundredths of a percent (15 % is 1500), half-up on the absolute value. */
export const percentOf = (minor: number, rateBasisPoints: number): number =>
  share(minor, rateBasisPoints, 10_000)

/** An amount in another currency, where one unit of its own currency is `rate` units of `to`. */
export function convert(money: Money, rate: Rate, to: Currency): Money {
  const units = new Calculation(money.minor).dividedBy(unitsIn(money.currency))
  return { minor: toMinor(units.times(rate).times(unitsIn(to))), currency: to }
}

/** The amount with all its decimals and no grouping, as XML, CSV and input fields want it: `-1234.50`. */
export function toDecimalText(money: Money): string {
  const digits = digitsOf(money.currency)
  const text = String(Math.abs(money.minor)).padStart(digits + 1, '0')
  return `${money.minor < 0 ? '-' : ''}${text.slice(0, -digits)}.${text.slice(-digits)}`
}

const words: Readonly<Record<Currency, readonly string[]>> = {
  SAR: ['ر.س.', 'ر.س', 'ريال سعودي', 'ريال', '﷼', '\u20C1', 'sr'],
  AED: ['د.إ.', 'د.إ', 'درهم'],
  KWD: ['د.ك.', 'د.ك'],
  BHD: ['د.ب.', 'د.ب'],
  OMR: ['ر.ع.', 'ر.ع'],
  QAR: ['ر.ق.', 'ر.ق'],
  JOD: ['د.أ.', 'د.أ'],
  EGP: ['ج.م.', 'ج.م', 'جنيه'],
  USD: ['$'],
  EUR: ['€'],
  GBP: ['£'],
}

/** Arabic-Indic and Persian digits become Latin ones; direction marks go; every space is one kind. */
function plain(text: string): string {
  return text
    .replace(/[\u061C\u200B-\u200F\u202A-\u202E\u2066-\u2069\uFEFF]/g, '')
    .replace(/[٠-٩]/g, (digit) => String.fromCharCode(digit.charCodeAt(0) - 0x0630))
    .replace(/[۰-۹]/g, (digit) => String.fromCharCode(digit.charCodeAt(0) - 0x06c0))
    .replace(/\s/g, ' ')
    .replace(/−/g, '-')
    .trim()
    .toLowerCase()
}

function withoutCurrency(text: string, currency: Currency): string {
  for (const word of [currency.toLowerCase(), ...words[currency]]) {
    if (text.startsWith(word)) return text.slice(word.length).trim()
    if (text.endsWith(word)) return text.slice(0, -word.length).trim()
  }
  return text
}

/** Accountants write a negative as `-5`, `5-` or `(5)`; two signs at once mean nothing. */
function signed(text: string): { body: string; negative: boolean } {
  if (text.startsWith('(') && text.endsWith(')'))
    return { body: text.slice(1, -1).trim(), negative: true }
  if (text.startsWith('-')) return { body: text.slice(1).trim(), negative: true }
  if (text.endsWith('-')) return { body: text.slice(0, -1).trim(), negative: true }
  if (text.startsWith('+')) return { body: text.slice(1).trim(), negative: false }
  return { body: text, negative: false }
}

const written =
  /^(?:(?<whole>\d+)|(?<grouped>[1-9]\d{0,2}(?<mark>[ ,٬،])\d{3}(?:\k<mark>\d{3})*))?(?:[.٫](?<decimals>\d+))?$/

/**
 * An amount as people and banks write it: Arabic or Latin digits, grouping in threes, the
 * currency's own sign, a minus on either side or parentheses. A dot is always the decimal sign.
 * Whatever could mean two amounts, or holds more decimals than the currency has, is undefined.
 */
export function parseMoney(text: string, currency: Currency): Money | undefined {
  const outside = withoutCurrency(plain(text), currency)
  const { body, negative } = signed(outside)
  const number = outside === plain(text) ? withoutCurrency(body, currency) : body
  const parts = number === '' ? undefined : written.exec(number)?.groups
  if (parts === undefined) return undefined

  const digits = digitsOf(currency)
  const { whole = '', grouped = '', mark = '', decimals = '' } = parts
  // 1,234 dinars is one thousand to one reader and one dinar to another.
  const commas = mark === ',' || mark === '،'
  if (digits === 3 && commas && decimals === '' && grouped.split(mark).length === 2)
    return undefined

  if (/[1-9]/.test(decimals.slice(digits))) return undefined
  const units = (whole + grouped).replace(/\D/g, '')
  const minor = Number(units + decimals.slice(0, digits).padEnd(digits, '0'))
  if (!Number.isSafeInteger(minor)) return undefined
  return { minor: negative && minor !== 0 ? -minor : minor, currency }
}
