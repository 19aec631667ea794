import { z } from 'zod'
import { PaymentTerms } from '#core/contacts/terms.ts'
import { Day } from '#core/day.ts'
import type { Invoice } from '#core/invoicing/api.ts'
import { type InvoiceInput, LineInput } from '#core/invoicing/document.ts'
import { type Discount, type Totals, totals, type Vat, VatReason } from '#core/invoicing/totals.ts'
import { Id } from '#core/list.ts'
import { Currency, Decimal, Rate } from '#core/money.ts'
import { newId } from '#web/new-id.ts'
import { minorOf, plainFigure, plainOf } from '#web/ui/form/amount.ts'

/** How a line is taxed, as one chooses it: the category with its rate. */
export const vatChoices = ['S1500', 'S500', 'Z', 'E', 'O'] as const
const VatChoice = z.enum(vatChoices)
export type VatChoice = z.infer<typeof VatChoice>

/** «10%» is a share, «50» an amount in the document's currency. */
const DiscountText = z
  .string()
  .refine((text) => text.trim() === '' || /^\d{1,12}(\.\d{1,3})?%?$/.test(plainFigure(text)))

const TypedLine = z.object({
  key: z.string(),
  description: LineInput.shape.description,
  quantity: LineInput.shape.quantity,
  unit: LineInput.shape.unit,
  unitPrice: LineInput.shape.unitPrice,
  discount: DiscountText.optional(),
  vat: VatChoice,
  reason: VatReason.optional(),
})
export type TypedLine = z.infer<typeof TypedLine>

/** An invoice as it is typed; an untouched last line is not part of it. */
export const TypedInvoice = z.object({
  customerId: Id,
  currency: Currency,
  rate: Rate.optional(),
  issuedOn: Day,
  suppliedOn: Day.optional(),
  terms: PaymentTerms.optional(),
  lines: z.preprocess(
    (lines) => (Array.isArray(lines) ? lines.filter((line) => !isBlank(line)) : lines),
    z.array(TypedLine).min(1),
  ),
  discount: DiscountText.optional(),
  reference: z.string().trim().max(80).optional(),
  contract: z.string().trim().max(80).optional(),
  notes: z.string().trim().max(2000).optional(),
})
export type TypedInvoice = z.output<typeof TypedInvoice>

const textOf = (line: unknown, name: string): string => {
  const value: unknown = typeof line === 'object' && line !== null ? Reflect.get(line, name) : ''
  return typeof value === 'string' ? value.trim() : ''
}
const isBlank = (line: unknown): boolean =>
  textOf(line, 'description') === '' && textOf(line, 'unitPrice') === ''

export const emptyLine = (): Partial<TypedLine> & { key: string } => ({
  key: newId(),
  quantity: '1',
  vat: 'S1500',
})

function discountOf(text: string | undefined, currency: Currency): Discount | undefined {
  const plain = plainFigure(text ?? '').trim()
  if (plain === '') return undefined
  if (!plain.endsWith('%')) return { kind: 'amount', minor: minorOf(plain, currency) ?? 0 }
  const basisPoints = Math.min(Math.round(Number(plain.slice(0, -1)) * 100), 10_000)
  return { kind: 'percent', basisPoints }
}

function vatOf({ vat, reason }: Pick<TypedLine, 'vat' | 'reason'>): Vat {
  if (vat === 'S1500') return { category: 'S', rateBasisPoints: 1500 }
  if (vat === 'S500') return { category: 'S', rateBasisPoints: 500 }
  return { category: vat, rateBasisPoints: 0, ...(reason && { reason }) }
}

function lineOf(line: TypedLine, currency: Currency): LineInput {
  const discount = discountOf(line.discount, currency)
  return {
    description: line.description,
    quantity: line.quantity,
    ...(line.unit && { unit: line.unit }),
    unitPrice: line.unitPrice,
    ...(discount && { discount }),
    vat: vatOf(line),
  }
}

/** The lines of a note or an invoice as the contract takes them. */
export const linesOf = (lines: readonly TypedLine[], currency: Currency): LineInput[] =>
  lines.map((line) => lineOf(line, currency))

export function inputOf(typed: TypedInvoice): InvoiceInput {
  const { lines, discount, rate, ...rest } = typed
  const documentDiscount = discountOf(discount, typed.currency)
  return {
    ...rest,
    ...(rate && { rate }),
    lines: linesOf(lines, typed.currency),
    ...(documentDiscount && { documentDiscount }),
  }
}

const Loose = z.object({
  description: z.string().catch(''),
  quantity: Decimal.catch('0'),
  unitPrice: Decimal.catch('0'),
  discount: DiscountText.optional().catch(undefined),
  vat: VatChoice.catch('S1500'),
  reason: VatReason.optional().catch(undefined),
})

const small = (decimal: string) => (decimal.replace('-', '').split('.')[0]?.length ?? 0) <= 9

/** The figures of what stands in the form so far, by the server's own arithmetic. */
export function previewOf(lines: unknown, discount: unknown, currency: Currency): Totals {
  const typed = Array.isArray(lines) ? lines.map((line) => Loose.parse(line ?? {})) : []
  const documentDiscount = discountOf(
    DiscountText.optional().catch(undefined).parse(discount),
    currency,
  )
  return totals({
    currency,
    pricesIncludeVat: false,
    lines: typed.map((line) => {
      const fits = small(line.quantity) && small(line.unitPrice)
      const { quantity, unitPrice, ...figures } = lineOf({ key: '', ...line }, currency)
      return { ...figures, quantity: fits ? quantity : '0', unitPrice: fits ? unitPrice : '0' }
    }),
    ...(documentDiscount && { documentDiscount }),
  })
}

const discountText = (discount: Discount | null | undefined, currency: Currency): string => {
  if (!discount) return ''
  if (discount.kind === 'amount') return plainOf({ minor: discount.minor, currency })
  return `${discount.basisPoints / 100}%`
}

/** A line as it stood, ready to be typed over. */
export function typedLine(line: LineInput, currency: Currency): TypedLine {
  const { category, rateBasisPoints, reason } = line.vat
  return {
    key: newId(),
    description: line.description,
    quantity: line.quantity,
    ...(line.unit && { unit: line.unit }),
    unitPrice: line.unitPrice,
    discount: discountText(line.discount, currency),
    vat: category === 'S' ? (rateBasisPoints === 500 ? 'S500' : 'S1500') : category,
    ...(reason && { reason }),
  }
}

/** A draft as the form shows it. */
export const typedOf = (invoice: Invoice): Readonly<Record<string, unknown>> => ({
  customerId: invoice.customer.id,
  currency: invoice.gross.currency,
  rate: invoice.rate ?? '',
  issuedOn: invoice.issuedOn,
  ...(invoice.suppliedOn && { suppliedOn: invoice.suppliedOn }),
  terms: invoice.terms,
  lines: invoice.lines.map((line) => typedLine(line, invoice.gross.currency)),
  discount: discountText(invoice.documentDiscount, invoice.gross.currency),
  reference: invoice.reference ?? '',
  contract: invoice.contract ?? '',
  notes: invoice.notes ?? '',
})
