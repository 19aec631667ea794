import type { EarlyTerms, PaymentTerms } from '#core/contacts/terms.ts'
import type { EarlyVat } from '#core/credit/early-vat.ts'
import { addDays, type Day } from '#core/day.ts'
import { percentOf } from '#core/money.ts'
import type { TaxPart } from './credit.ts'

/** The dates that terms may count from. */
type Dates = Readonly<{
  invoicedOn: Day
  deliveredOn: Day | null
  receivedOn: Day | null
  dueOn: Day
}>

/** The terms' own discount, and the last day on which a payment earns it; never after it is due. */
export function earlyOf(
  terms: PaymentTerms,
  { invoicedOn, deliveredOn, receivedOn, dueOn }: Dates,
): Readonly<{ early: EarlyTerms; until: Day }> | null {
  if (terms.kind === 'immediate' || !terms.early) return null
  const { early } = terms
  const from =
    terms.kind === 'days_from_delivery'
      ? (deliveredOn ?? invoicedOn)
      : terms.kind === 'days_from_receipt'
        ? (receivedOn ?? invoicedOn)
        : invoicedOn
  const until = addDays(from, early.days)
  return { early, until: until < dueOn ? until : dueOn }
}

export type EarlyDiscount = Readonly<{
  /** What is taken off what the invoice asks for. */
  minor: number
  /** The same by categories of tax, as a credit note says it. */
  parts: readonly TaxPart[]
}>

/** The discount on what is left of an invoice, by its categories of tax. */
export function earlyDiscount(
  mode: EarlyVat,
  left: readonly TaxPart[],
  { basisPoints }: Pick<EarlyTerms, 'basisPoints'>,
): EarlyDiscount {
  const parts = left.flatMap((part): TaxPart[] => {
    const taxable = percentOf(part.taxable, basisPoints)
    // Rounded as any note of this taxable amount would be; never more than the invoice has.
    const vat = Math.min(percentOf(taxable, part.rateBasisPoints), part.vat)
    return taxable > 0 ? [{ ...part, taxable, vat }] : []
  })
  const sum = (of: 'taxable' | 'vat', rows: readonly TaxPart[]) =>
    rows.reduce((all, row) => all + row[of], 0)
  if (mode === 'net') return { minor: sum('taxable', parts), parts }
  if (mode === 'credit_note') return { minor: sum('taxable', parts) + sum('vat', parts), parts }
  return { minor: percentOf(sum('taxable', left) + sum('vat', left), basisPoints), parts }
}

/**
 * Whether a payment earns the discount: all that the invoice owed has come but the discount, or a
 * part of it. Who pays a part of the rest earns nothing, and who pays all of it has nothing to take.
 */
export const earns = (balance: number, paid: number, discount: number): boolean =>
  discount > 0 && balance - paid > 0 && balance - paid <= discount
