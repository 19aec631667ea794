import { z } from 'zod'
import {
  Currency,
  Decimal,
  lineNet,
  type Money,
  minus,
  percentOf,
  plus,
  share,
  total,
} from '#core/money.ts'

/** The VAT categories of a Saudi e-invoice: standard, zero-rated, exempt, outside the scope. */
export const VatCategory = z.enum(['S', 'Z', 'E', 'O'])
export type VatCategory = z.infer<typeof VatCategory>

/** The official reasons for charging no VAT, each with the one category it explains (BR-KSA-CL-04). */
export const vatReasons = {
  'VATEX-SA-29': 'E',
  'VATEX-SA-29-7': 'E',
  'VATEX-SA-30': 'E',
  'VATEX-SA-32': 'Z',
  'VATEX-SA-33': 'Z',
  'VATEX-SA-34-1': 'Z',
  'VATEX-SA-34-2': 'Z',
  'VATEX-SA-34-3': 'Z',
  'VATEX-SA-34-4': 'Z',
  'VATEX-SA-34-5': 'Z',
  'VATEX-SA-35': 'Z',
  'VATEX-SA-36': 'Z',
  'VATEX-SA-EDU': 'Z',
  'VATEX-SA-HEA': 'Z',
  'VATEX-SA-MLTRY': 'Z',
  'VATEX-SA-DIPLOMAT': 'Z',
  'VATEX-SA-OOS': 'O',
} as const satisfies Readonly<Record<string, VatCategory>>

/** The code of a reason for charging no VAT. */
export type VatReason = keyof typeof vatReasons
export const VatReason = z.enum(Object.keys(vatReasons) as [VatReason, ...VatReason[]])

/** How a line is taxed: only the standard category has a rate, and a reason fits its category. */
export const Vat = z
  .object({
    category: VatCategory,
    rateBasisPoints: z.int().min(0).max(10_000),
    reason: VatReason.optional(),
  })
  .refine(({ category, rateBasisPoints }) => (category === 'S') === rateBasisPoints > 0, {
    path: ['rateBasisPoints'],
  })
  .refine(({ category, reason }) => reason === undefined || vatReasons[reason] === category, {
    path: ['reason'],
  })
  .readonly()
export type Vat = z.infer<typeof Vat>

/** Something taken off, as a percentage or as an amount before VAT. */
export const Discount = z
  .discriminatedUnion('kind', [
    z.object({ kind: z.literal('percent'), basisPoints: z.int().min(0).max(10_000) }),
    z.object({ kind: z.literal('amount'), minor: z.int().min(0) }),
  ])
  .readonly()
export type Discount = z.infer<typeof Discount>

/** What a line needs for its figures. */
export const PricedLine = z
  .object({ quantity: Decimal, unitPrice: Decimal, discount: Discount.optional(), vat: Vat })
  .readonly()
export type PricedLine = z.infer<typeof PricedLine>

/** What a document needs for its figures; what was paid before and a rounding change only `payable`. */
export const Priced = z
  .object({
    currency: Currency,
    pricesIncludeVat: z.literal(false),
    lines: z.array(PricedLine).readonly(),
    documentDiscount: Discount.optional(),
    prepaidMinor: z.int().min(0).optional(),
    roundingMinor: z.int().optional(),
  })
  .readonly()
export type Priced = z.infer<typeof Priced>

/** A line's figures; its VAT and gross are for display, the document's VAT is not made of them. */
export type LineTotals = Readonly<{ discount: Money; net: Money; vat: Money; gross: Money }>

/** The tax of one category and rate, after its part of the document's discount. */
export type VatTotals = Readonly<{
  category: VatCategory
  rateBasisPoints: number
  /** More than one reason in a category cannot be told to the authority in one document. */
  reasons: readonly VatReason[]
  discount: Money
  taxable: Money
  vat: Money
}>

/** A document's figures: `lineNet` − `discount` = `net`, `net` + `vat` = `gross`. */
export type Totals = Readonly<{
  lines: readonly LineTotals[]
  categories: readonly VatTotals[]
  lineNet: Money
  discount: Money
  net: Money
  vat: Money
  gross: Money
  payable: Money
}>

/**
 * Every figure of a document, the same in the browser's preview and on the server. Line nets are
 * rounded half-up; VAT is rounded once per category and rate (BR-S-09), so the lines' VAT need not
 * add up to it. A discount on the document falls on the categories in proportion to their nets.
 */
export function totals(document: Priced): Totals {
  const { currency } = document
  const money = (minor: number): Money => ({ minor, currency })
  const lines = document.lines.map((line) => lineTotals(line, currency))
  const sum = total(
    lines.map((line) => line.net),
    currency,
  )
  const discount = lines.length === 0 ? 0 : discountOf(document.documentDiscount, sum.minor)
  const categories = spread(grouped(document.lines, lines), sum.minor, discount).map((group) => {
    const taxable = group.netMinor - group.discountMinor
    return {
      category: group.category,
      rateBasisPoints: group.rateBasisPoints,
      reasons: group.reasons,
      discount: money(group.discountMinor),
      taxable: money(taxable),
      vat: money(percentOf(taxable, group.rateBasisPoints)),
    }
  })

  const net = minus(sum, money(discount))
  const vat = total(
    categories.map((group) => group.vat),
    currency,
  )
  const gross = plus(net, vat)
  const due = minus(gross, money(document.prepaidMinor ?? 0))
  const payable = plus(due, money(document.roundingMinor ?? 0))
  return { lines, categories, lineNet: sum, discount: money(discount), net, vat, gross, payable }
}

/** A percentage is itself rounded to an amount, because the document prints it. */
function discountOf(discount: Discount | undefined, ofMinor: number): number {
  if (discount === undefined) return 0
  return discount.kind === 'amount' ? discount.minor : percentOf(ofMinor, discount.basisPoints)
}

function lineTotals(line: PricedLine, currency: Currency): LineTotals {
  const full = lineNet(line.quantity, line.unitPrice, 0, currency)
  const discount = discountOf(line.discount, full)
  const net = lineNet(line.quantity, line.unitPrice, discount, currency)
  const vat = { minor: percentOf(net, line.vat.rateBasisPoints), currency }
  const money = { minor: net, currency }
  return { discount: { minor: discount, currency }, net: money, vat, gross: plus(money, vat) }
}

type Group = Readonly<{
  category: VatCategory
  rateBasisPoints: number
  reasons: readonly VatReason[]
  netMinor: number
}>

/** Sorted by category and rate, so that the order of the lines changes no figure. */
function grouped(lines: readonly PricedLine[], figures: readonly LineTotals[]): Group[] {
  const groups = new Map<string, Group>()
  for (const [index, { vat }] of lines.entries()) {
    const { category, rateBasisPoints, reason } = vat
    const key = `${category} ${String(rateBasisPoints).padStart(5, '0')}`
    const group = groups.get(key) ?? { category, rateBasisPoints, reasons: [], netMinor: 0 }
    const reasons = new Set([...group.reasons, ...(reason === undefined ? [] : [reason])])
    const netMinor = group.netMinor + (figures[index]?.net.minor ?? 0)
    groups.set(key, { ...group, reasons: [...reasons].toSorted(), netMinor })
  }
  return [...groups].toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([, group]) => group)
}

/**
 * Rounds the running sum instead of each part, so the parts always add up to the discount.
 * Where the nets cancel out there is no proportion, and the first category bears it.
 */
function spread(
  groups: readonly Group[],
  sumMinor: number,
  discountMinor: number,
): (Group & { discountMinor: number })[] {
  let netSoFar = 0
  let given = 0
  return groups.map((group) => {
    netSoFar += group.netMinor
    const upTo = sumMinor === 0 ? discountMinor : share(discountMinor, netSoFar, sumMinor)
    const part = upTo - given
    given = upTo
    return { ...group, discountMinor: part }
  })
}
