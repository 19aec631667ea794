import { assert } from '#core/assert.ts'
import { type Currency, convert, type Rate } from '#core/money.ts'

/**
 * The lines' amounts in the books' own currency, adding up to nothing as the lines do. Rounding
 * each line by itself may leave a few units over: the largest line that owes nobody takes them, so
 * that what a customer's line is carried at is always exactly the amount times the rate.
 */
export function inBase(
  lines: readonly Readonly<{ amount: number; party: boolean }>[],
  currency: Currency,
  rate: Rate,
  base: Currency,
): readonly number[] {
  assert(lines.reduce((sum, { amount }) => sum + amount, 0) === 0, 'an entry adds up to nothing')
  if (currency === base) return lines.map(({ amount }) => amount)

  const converted = lines.map(
    ({ amount }) => convert({ minor: amount, currency }, rate, base).minor,
  )
  const left = converted.reduce((sum, minor) => sum + minor, 0)
  if (left === 0) return converted
  const places = lines.map((_, place) => place)
  const free = places.filter((place) => !lines[place]?.party)
  const size = (place: number) => Math.abs(converted[place] ?? 0)
  const [taker] = (free.length > 0 ? free : places).toSorted((a, b) => size(b) - size(a) || a - b)
  return converted.map((minor, place) => (place === taker ? minor - left : minor))
}
