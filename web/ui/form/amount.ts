import { latinDigits } from '#core/arabic/digits.ts'
import { type Currency, digitsOf, type Money } from '#core/money.ts'

/** What was typed as plain Latin digits with a point: «١٬٢٣٤٫٥» becomes `1234.5`. */
export const plainFigure = (text: string): string =>
  latinDigits(text)
    .replace(/[\s,٬\u00a0\u2066-\u2069]/g, '')
    .replace('٫', '.')
    .replace('\u2212', '-')

/** The smallest units in what was typed; undefined when it is no amount of this currency. */
export function minorOf(text: string, currency: Currency): number | undefined {
  const digits = digitsOf(currency)
  const parts = new RegExp(`^(-?)(\\d{1,12})(?:\\.(\\d{0,${digits}}))?$`).exec(plainFigure(text))
  if (!parts) return undefined
  const [, sign, units = '', fraction = ''] = parts
  const minor = Number(units + fraction.padEnd(digits, '0'))
  return sign && minor !== 0 ? -minor : minor
}

/** An amount as one types it: `1234.50`. */
export function plainOf({ minor, currency }: Money): string {
  const digits = digitsOf(currency)
  const text = String(Math.abs(minor)).padStart(digits + 1, '0')
  return `${minor < 0 ? '-' : ''}${text.slice(0, -digits)}.${text.slice(-digits)}`
}
