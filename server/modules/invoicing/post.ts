import type { TaxPart } from '#core/invoicing/credit.ts'
import type { InvoiceKind } from '#core/invoicing/document.ts'
import { InvoicePosted } from '#core/invoicing/events.ts'
import { invoiceQr } from '#core/invoicing/qr-tlv.ts'
import type { Totals } from '#core/invoicing/totals.ts'
import { convert, type Money, toDecimalText } from '#core/money.ts'
import { nextNumber, postEntry } from '#modules/ledger/index.ts'
import type { Work } from '#platform/command.ts'
import { wallClock } from '#platform/time.ts'
import type { Prepared } from './prepare.ts'
import { insertInvoice, type NewLine, searchOf } from './store.ts'

/** A document that has passed every check, with the tax it will carry. */
export type Ready = Omit<Prepared, 'problems'> &
  Readonly<{
    id: string
    kind: Exclude<InvoiceKind, 'opening'>
    taxes: readonly TaxPart[]
    /** The party that will owe it. */
    customerId: string
    originalId: string | null
    reason: string | null
    createdAt: Date
  }>

export type PostedDocument = Readonly<{
  id: string
  number: string
  itemId: string
  gross: Money
  dueOn: string
}>

/** The tax of a document whose figures stand as they were worked out. */
export const taxesOf = (figures: Totals): TaxPart[] =>
  figures.categories.map(({ category, rateBasisPoints, reasons, taxable, vat }) => ({
    category,
    rateBasisPoints,
    reason: reasons[0] ?? null,
    taxable: taxable.minor,
    vat: vat.minor,
  }))

const seriesOf = ({ kind, form }: Pick<Ready, 'kind' | 'form'>) => {
  if (kind !== 'invoice') return kind
  return form === 'standard' ? ('invoice' as const) : ('simplified' as const)
}

function lineRows({ input, figures }: Pick<Ready, 'input' | 'figures'>): NewLine[] {
  return input.lines.map((line, index) => {
    const row = figures.lines[index]
    return {
      position: index + 1,
      description: line.description,
      quantity: line.quantity,
      unit: line.unit || null,
      unit_price: line.unitPrice,
      discount: line.discount ?? null,
      discount_amount: row?.discount.minor ?? 0,
      vat_category: line.vat.category,
      vat_rate: line.vat.rateBasisPoints,
      vat_reason: line.vat.reason ?? null,
      net: row?.net.minor ?? 0,
      vat: row?.vat.minor ?? 0,
      gross: row?.gross.minor ?? 0,
    }
  })
}

/** The content of the code that the tax authority wants on the paper; none without a VAT number. */
function qrOf(work: Work, ready: Ready, gross: Money, vatInBase: Money): string | null {
  if (ready.seller.vatNumber === null) return null
  const { minuteOfDay } = wallClock(work.now, work.zone)
  const two = (value: number) => String(value).padStart(2, '0')
  const time = `${two(Math.floor(minuteOfDay / 60))}:${two(minuteOfDay % 60)}:${two(work.now.getUTCSeconds())}`
  return invoiceQr({
    sellerName: ready.seller.name,
    vatNumber: ready.seller.vatNumber,
    issuedAt: `${ready.input.issuedOn}T${time}`,
    total: toDecimalText(gross),
    vat: toDecimalText(vatInBase),
  })
}

/** Enters a document into the books: receivable against sales and VAT, turned round for a credit. */
async function enter(work: Work, ready: Ready, number: string, net: number, vat: number) {
  const sign = ready.kind === 'credit_note' ? -1 : 1
  const { entryId, lines } = await postEntry(work, {
    kind: ready.kind,
    document: { kind: ready.kind, id: ready.id, number },
    postedOn: ready.input.issuedOn,
    customerId: ready.customerId,
    currency: ready.input.currency,
    rate: ready.input.rate,
    lines: [
      {
        account: 'receivable',
        amount: sign * (net + vat),
        partyId: ready.customerId,
        dueOn: ready.due.dueOn,
      },
      ...(net === 0 ? [] : [{ account: 'sales' as const, amount: -sign * net }]),
      ...(vat === 0 ? [] : [{ account: 'vat_output' as const, amount: -sign * vat }]),
    ],
  })
  const item = lines.find(({ account }) => account === 'receivable')
  if (!item) throw new Error('A document has a line that is owed')
  return { entryId, itemId: item.id }
}

/**
 * Posts a document that was checked: number, journal, row, in that order, and from here on it
 * never changes. The customer is locked by the caller.
 * @throws ledger.period_locked
 */
export async function postDocument(work: Work, ready: Ready): Promise<PostedDocument> {
  const { input, kind, taxes } = ready
  const { currency } = input
  const net = taxes.reduce((sum, { taxable }) => sum + taxable, 0)
  const vat = taxes.reduce((sum, part) => sum + part.vat, 0)
  const gross: Money = { minor: net + vat, currency }
  const tax: Money = { minor: vat, currency }
  const vatInBase =
    currency === work.baseCurrency ? tax : convert(tax, input.rate ?? '1', work.baseCurrency)
  const { number, sequence } = await nextNumber(work, seriesOf(ready), input.issuedOn)
  const { entryId, itemId } = await enter(work, ready, number, net, vat)
  await insertInvoice(
    work,
    {
      id: ready.id,
      kind,
      form: ready.form,
      number,
      sequence,
      customer_id: ready.customerId,
      currency,
      rate: input.rate ?? null,
      issued_on: input.issuedOn,
      supplied_on: input.suppliedOn ?? null,
      terms: ready.terms,
      due_on: ready.due.dueOn,
      due_basis: ready.due.basis,
      delivered_on: input.deliveredOn ?? null,
      document_discount: input.documentDiscount ?? null,
      discount: ready.figures.discount.minor,
      net,
      vat,
      gross: gross.minor,
      vat_in_base: currency === work.baseCurrency ? null : vatInBase.minor,
      seller: ready.seller,
      buyer: ready.buyer,
      qr: qrOf(work, ready, gross, vatInBase),
      reference: input.reference || null,
      contract: input.contract || null,
      notes: input.notes || null,
      reason: ready.reason,
      original_id: ready.originalId,
      item_id: itemId,
      entry_id: entryId,
      search: searchOf(
        number,
        ready.buyer.name,
        ready.buyer.nameEn,
        ready.card.number,
        input.reference,
      ),
      created_at: ready.createdAt,
    },
    lineRows(ready),
    taxes.map(({ category, rateBasisPoints, reason, taxable, vat: due }) => ({
      category,
      rate: rateBasisPoints,
      reason,
      taxable,
      vat: due,
    })),
  )
  return { id: ready.id, number, itemId, gross, dueOn: ready.due.dueOn }
}

/** Says that an invoice or a debit note is owed from now on. */
export function tellPosted(work: Work, ready: Ready, posted: PostedDocument): void {
  const { id, number, gross, dueOn } = posted
  work.audit('invoicing.posted', {
    kind: ready.kind,
    id,
    before: null,
    after: { number, customerId: ready.customerId, gross, dueOn },
  })
  work.publish(
    InvoicePosted,
    { kind: 'invoice', id, customerId: ready.customerId },
    { invoiceId: id, customerId: ready.customerId, number, dueOn, gross },
  )
}
