import { assert } from '#core/assert.ts'
import { percentOf, share } from '#core/money.ts'
import type { VatCategory, VatReason, VatTotals } from './totals.ts'

/** The tax of one category and rate of a posted document, in its smallest unit. */
export type TaxPart = Readonly<{
  category: VatCategory
  rateBasisPoints: number
  reason: VatReason | null
  taxable: number
  vat: number
}>

const keyOf = ({ category, rateBasisPoints }: Pick<TaxPart, 'category' | 'rateBasisPoints'>) =>
  `${category} ${rateBasisPoints}`

/** What notes have left of an invoice's tax, category by category; what is used up is left out. */
export function leftToCredit(
  invoiced: readonly TaxPart[],
  credited: readonly TaxPart[],
): readonly TaxPart[] {
  return invoiced
    .map((part) => {
      const taken = credited.filter((each) => keyOf(each) === keyOf(part))
      const taxable = taken.reduce((left, each) => left - each.taxable, part.taxable)
      const vat = taken.reduce((left, each) => left - each.vat, part.vat)
      assert(taxable >= 0, 'no more is credited than was invoiced')
      return { ...part, taxable, vat }
    })
    .filter(({ taxable, vat }) => taxable !== 0 || vat !== 0)
}

/** A credit that fits, or the first category in which it asks for more than is left. */
export type Credit =
  | Readonly<{ fits: true; taxes: readonly TaxPart[] }>
  | Readonly<{ fits: false; category: VatCategory }>

/**
 * Fits a note's tax into what is left. The note that takes the last of a category takes the last of
 * its VAT too, so that many small notes add up to the invoice exactly, whatever each one rounded.
 */
export function fitCredit(left: readonly TaxPart[], wanted: readonly VatTotals[]): Credit {
  const taxes: TaxPart[] = []
  for (const part of wanted) {
    const available = left.find((each) => keyOf(each) === keyOf(part))
    const taxable = part.taxable.minor
    if (!available || taxable > available.taxable) return { fits: false, category: part.category }
    const last = taxable === available.taxable
    taxes.push({
      category: part.category,
      rateBasisPoints: part.rateBasisPoints,
      reason: available.reason,
      taxable,
      vat: last ? available.vat : Math.min(part.vat.minor, available.vat),
    })
  }
  return { fits: true, taxes }
}

/** What a document of these parts asks for, VAT included. */
export const grossOf = (parts: readonly TaxPart[]): number =>
  parts.reduce((sum, { taxable, vat }) => sum + taxable + vat, 0)

/** The most that may be taxed so that it and its VAT stay within an amount. */
function taxableWithin(gross: number, rateBasisPoints: number): number {
  const guess = share(gross, 10_000, 10_000 + rateBasisPoints)
  const fits = (taxable: number) => taxable + percentOf(taxable, rateBasisPoints) <= gross
  let taxable = guess + 1
  while (taxable > 0 && !fits(taxable)) taxable -= 1
  return taxable
}

/**
 * Takes an amount, VAT included, out of what is left, each category by its share of it. Where VAT
 * cannot be split so, it is as near below the amount as it gets.
 */
export function partsWithin(left: readonly TaxPart[], gross: number): readonly TaxPart[] {
  assert(gross > 0, 'a credit is of more than nothing')
  let [rest, of] = [gross, grossOf(left)]
  return left.flatMap((part) => {
    const own = grossOf([part])
    const wanted = of === 0 ? 0 : Math.min(own, share(rest, own, of))
    rest -= wanted
    of -= own
    if (wanted <= 0) return []
    if (wanted === own) return [part]
    const taxable = Math.min(part.taxable, taxableWithin(wanted, part.rateBasisPoints))
    const vat = Math.min(part.vat, percentOf(taxable, part.rateBasisPoints))
    return taxable > 0 ? [{ ...part, taxable, vat }] : []
  })
}
