import { latinDigits } from '#core/arabic/digits.ts'
import { fold } from '#core/arabic/fold.ts'
import type { OpenItem, Share } from '#core/ledger/open-item.ts'
import type { Currency } from '#core/money.ts'
import { oldestFirst } from '../allocate.ts'

/** Money that came in, as far as it says what it is for. */
type Saying = Readonly<{
  amount: number
  currency: Currency
  description: string
  reference: string | null
}>

/** Among so many of the oldest items a sum of a few is looked for. */
const mostSummed = 12
const mostTogether = 3

/** A number or a name without its signs and spaces, however it was written. */
export const compact = (text: string): string =>
  fold(latinDigits(text)).replace(/[^\p{L}\p{N}]+/gu, '')

/** Pieces of a text that could be a number of a document, also where it was written in parts. */
export function codesOf(text: string): ReadonlySet<string> {
  const pieces = fold(latinDigits(text))
    .split(/[^\p{L}\p{N}]+/u)
    .filter(Boolean)
  const codes = new Set<string>()
  for (let from = 0; from < pieces.length; from += 1)
    for (let to = from + 1; to <= Math.min(pieces.length, from + 4); to += 1) {
      const code = pieces.slice(from, to).join('')
      if (code.length >= 4 && /\d/.test(code)) codes.add(code)
    }
  return codes
}

/** The first few of items, the oldest first, that come to exactly this amount. */
function fewOf(items: readonly OpenItem[], amount: number): readonly OpenItem[] | undefined {
  const oldest = items.slice(0, mostSummed)
  const search = (from: number, left: number, most: number): OpenItem[] | undefined => {
    if (left === 0) return []
    if (most === 0) return undefined
    for (let at = from; at < oldest.length; at += 1) {
      const item = oldest[at]
      if (!item || item.balance.minor > left) continue
      const rest = search(at + 1, left - item.balance.minor, most - 1)
      if (rest) return [item, ...rest]
    }
    return undefined
  }
  for (let most = 2; most <= mostTogether; most += 1) {
    const found = search(0, amount, most)
    if (found) return found
  }
  return undefined
}

const whole = (items: readonly OpenItem[]): Share[] =>
  items.map(({ id, balance }) => ({ itemId: id, amount: balance }))

/** As much of each item as the money covers, in this order. */
function filled(items: readonly OpenItem[], line: Saying): Share[] {
  let left = line.amount
  return items.flatMap(({ id, balance }) => {
    const minor = Math.min(left, balance.minor)
    left -= minor
    return minor > 0 ? [{ itemId: id, amount: { minor, currency: line.currency } }] : []
  })
}

type Placed = Readonly<{ shares: readonly Share[]; few: boolean }>

/** What the money would settle: what is named, else what comes to the amount, else the oldest. */
export function placeOf(line: Saying, owed: readonly OpenItem[]): Placed {
  const own = owed.filter(({ balance }) => balance.currency === line.currency).toSorted(oldestFirst)
  const codes = codesOf([line.description, line.reference].filter(Boolean).join(' '))
  const named = own.filter(({ number }) => codes.has(compact(number)))
  if (named.length > 0) return { shares: filled(named, line), few: false }
  const one = own.find(({ balance }) => balance.minor === line.amount)
  if (one) return { shares: whole([one]), few: false }
  const few = fewOf(own, line.amount)
  return few ? { shares: whole(few), few: true } : { shares: filled(own, line), few: false }
}
