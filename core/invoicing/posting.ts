import type { Day } from '#core/day.ts'
import type { Currency, Rate } from '#core/money.ts'
import type { RefusalCode, RefusalFacts } from '#core/refusal.ts'
import type { InvoiceForm, LineInput } from './document.ts'
import { QR_FIELD_MAX_BYTES, qrBytes } from './qr-tlv.ts'
import type { Totals, VatReason } from './totals.ts'

/** What stands between a draft and its posting, in the words of a refusal. */
export type Problem = Readonly<{ code: RefusalCode; facts: RefusalFacts }>

/** What the check of a document looks at. */
export type Postable = Readonly<{
  form: InvoiceForm
  currency: Currency
  rate: Rate | undefined
  issuedOn: Day
  lines: readonly LineInput[]
  totals: Totals
  seller: Readonly<{ name: string; vatNumber: string | null }>
  buyer: Readonly<{ vatNumber: string | null }>
  baseCurrency: Currency
  today: Day
}>

/** A buyer with a VAT number gets the standard form, everyone else the simplified one. */
export const formFor = (buyer: Readonly<{ vatNumber: string | null }>): InvoiceForm =>
  buyer.vatNumber === null ? 'simplified' : 'standard'

const exportReasons: ReadonlySet<VatReason | undefined> = new Set<VatReason>([
  'VATEX-SA-32',
  'VATEX-SA-33',
])

/** Everything that keeps a document from being posted; none: it may be. */
export function problemsOf(document: Postable): readonly Problem[] {
  return [
    ...ofItsDay(document),
    ...ofItsCurrency(document),
    ...ofItsLines(document),
    ...ofItsTax(document),
    ...ofItsParties(document),
  ]
}

function ofItsDay({ issuedOn, today }: Postable): Problem[] {
  if (issuedOn <= today) return []
  return [{ code: 'invoicing.issued_in_the_future', facts: { issuedOn, today } }]
}

function ofItsCurrency({ currency, rate, baseCurrency }: Postable): Problem[] {
  if (currency !== baseCurrency && rate === undefined)
    return [{ code: 'invoicing.rate_missing', facts: { currency } }]
  if (currency === baseCurrency && rate !== undefined)
    return [{ code: 'invoicing.rate_needless', facts: { currency } }]
  return []
}

function ofItsLines({ lines, totals }: Postable): Problem[] {
  const problems: Problem[] = []
  for (const [index, figures] of totals.lines.entries())
    if (figures.net.minor < 0)
      problems.push({ code: 'invoicing.discount_exceeds_net', facts: { line: index + 1 } })
  for (const [index, { vat }] of lines.entries())
    if (vat.category !== 'S' && vat.reason === undefined)
      problems.push({ code: 'invoicing.reason_missing', facts: { line: index + 1 } })
  if (totals.net.minor < 0 && problems.length === 0)
    problems.push({ code: 'invoicing.discount_exceeds_net', facts: { line: 0 } })
  else if (totals.gross.minor <= 0 && problems.length === 0)
    problems.push({ code: 'invoicing.nothing_to_pay', facts: {} })
  return problems
}

function ofItsTax({ totals, seller }: Postable): Problem[] {
  const problems: Problem[] = []
  for (const { category, reasons } of totals.categories)
    if (reasons.length > 1) problems.push({ code: 'invoicing.reasons_differ', facts: { category } })
  if (seller.vatNumber === null && totals.vat.minor !== 0)
    problems.push({ code: 'invoicing.vat_without_number', facts: {} })
  return problems
}

function ofItsParties({ form, lines, seller, buyer }: Postable): Problem[] {
  const problems: Problem[] = []
  const exported = lines.every(({ vat }) => exportReasons.has(vat.reason))
  if (form === 'standard' && buyer.vatNumber === null && !exported)
    problems.push({ code: 'invoicing.buyer_vat_missing', facts: {} })
  if (seller.vatNumber !== null && qrBytes(seller.name) > QR_FIELD_MAX_BYTES)
    problems.push({
      code: 'invoicing.seller_name_too_long',
      facts: { bytes: qrBytes(seller.name), most: QR_FIELD_MAX_BYTES },
    })
  return problems
}
