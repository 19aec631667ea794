import { grouped } from '#core/arabic/digits.ts'
import { type Currency, type Decimal, digitsOf } from '#core/money.ts'

/** A price as it was typed, its thousands apart, with at least the decimals of its currency. */
export function priceText(price: Decimal, currency: Currency): string {
  const [whole = '0', decimals = ''] = price.split('.')
  return `${grouped(whole)}.${decimals.padEnd(digitsOf(currency), '0')}`
}
