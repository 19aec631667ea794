import type { EarlyTerms, PaymentTerms } from '#core/contacts/terms.ts'
import { grossOf, type TaxPart } from '#core/invoicing/credit.ts'
import { earlyOf } from '#core/invoicing/early.ts'
import { CreditNotePosted } from '#core/invoicing/events.ts'
import type { Currency } from '#core/money.ts'
import type { Work } from '#platform/command.ts'
import type { Look } from '#platform/query.ts'
import { fitted, linesOf, noteInput } from './credit-invoice.ts'
import { words } from './messages/index.ts'
import { postDocument, taxesOf, tellPosted } from './post.ts'
import { demandPostable, getCustomer, prepare } from './prepare.ts'
import { type FullRow, findFull, leftOf, partOf } from './show.ts'

/** An invoice whose terms give a discount to who pays early. */
export type EarlyInvoice = Readonly<{
  id: string
  itemId: string
  number: string
  currency: Currency
  early: EarlyTerms
  /** The last day on which a payment earns it. */
  until: string
  /** What no credit note has taken of it yet. */
  left: readonly TaxPart[]
}>

type EarlyRow = {
  id: string
  number: string
  item_id: string
  currency: Currency
  terms: PaymentTerms
  issued_on: string
  delivered_on: string | null
  received_on: string | null
  due_on: string
}

/** Those of these open items that are invoices whose discount a payment of this day earns, by the item. */
export async function earlyInvoices(
  from: Pick<Work | Look, 'run' | 'companyId'>,
  itemIds: readonly string[],
  paidOn: string,
): Promise<Map<string, EarlyInvoice>> {
  const found = new Map<string, EarlyInvoice>()
  if (itemIds.length === 0) return found
  const rows = await from.run<EarlyRow>(
    `select id, number, item_id, currency, terms, issued_on, delivered_on, received_on, due_on
     from invoice where company_id = $1 and item_id = any($2) and kind = 'invoice'
       and voided_at is null and terms -> 'early' is not null order by id`,
    [from.companyId, [...itemIds]],
  )
  for (const row of rows) {
    const terms = earlyOf(row.terms, {
      invoicedOn: row.issued_on,
      deliveredOn: row.delivered_on,
      receivedOn: row.received_on,
      dueOn: row.due_on,
    })
    if (!terms || terms.until < paidOn) continue
    const full = await findFull(from, row.id)
    if (!full) continue
    const { id, item_id: itemId, number, currency } = row
    found.set(itemId, { id, itemId, number, currency, ...terms, left: leftOf(full) })
  }
  return found
}

type DiscountNote = Readonly<{
  invoiceId: string
  noteId: string
  parts: readonly TaxPart[]
  on: string
}>

async function originalOf(work: Work, invoiceId: string): Promise<FullRow> {
  const original = await findFull(work, invoiceId)
  if (!original) throw new Error('An invoice with a discount is there')
  return original
}

/**
 * Lowers an invoice, and its tax, by a discount for early payment. Its customer and its open item
 * are held by the caller, who puts the note against the invoice.
 * @throws ledger.period_locked
 */
export async function postDiscountNote(
  work: Work,
  { invoiceId, noteId, parts, on }: DiscountNote,
): Promise<{ itemId: string; number: string; minor: number }> {
  const original = await originalOf(work, invoiceId)
  const { language } = await getCustomer(work, original.customer_id)
  const reason = words(language, 'earlyDiscount', { number: original.number })
  const prepared = await prepare(
    work,
    noteInput(work, original, {
      lines: linesOf(original, parts, reason),
      issuedOn: on < original.issued_on ? original.issued_on : on,
    }),
    original.customer_id,
    original.buyer,
  )
  demandPostable(prepared)
  const taxes = fitted(original, leftOf(original), prepared.figures)
  const posted = await postDocument(work, {
    ...prepared,
    ...{ id: noteId, kind: 'credit_note', taxes, customerId: original.customer_id },
    ...{ originalId: original.id, reason, createdAt: work.now },
  })
  work.publish(
    CreditNotePosted,
    { kind: 'invoice', id: original.id, customerId: original.customer_id },
    {
      ...{ noteId, invoiceId: original.id, customerId: original.customer_id },
      ...{ number: posted.number, gross: posted.gross, whole: false },
    },
  )
  return { itemId: posted.itemId, number: posted.number, minor: posted.gross.minor }
}

/** What is asked for again is not discounted again. */
function withoutEarly(terms: PaymentTerms): PaymentTerms {
  if (terms.kind === 'immediate') return terms
  const { early: _, ...rest } = terms
  return rest
}

/**
 * Asks again for a discount whose payment was none, unless the invoice is void by now. A note that
 * was issued stays; a debit note takes its tax back. @throws ledger.period_locked
 */
export async function withdrawDiscountNote(
  work: Work,
  { invoiceId, noteId }: Readonly<{ invoiceId: string; noteId: string }>,
): Promise<void> {
  const original = await originalOf(work, invoiceId)
  // What was credited whole is owed by nobody: its discount stays in the notes.
  if (grossOf(leftOf(original)) === 0) return
  const note = await originalOf(work, noteId)
  const { language } = await getCustomer(work, original.customer_id)
  const reason = words(language, 'earlyWithdrawn', { number: original.number })
  const prepared = await prepare(
    work,
    {
      ...noteInput(work, original, { lines: linesOf(original, note.taxes.map(partOf), reason) }),
      terms: withoutEarly(original.terms),
    },
    original.customer_id,
    original.buyer,
  )
  demandPostable(prepared)
  const ready = {
    ...prepared,
    ...{ id: work.newId(), kind: 'debit_note' as const, taxes: taxesOf(prepared.figures) },
    ...{ customerId: original.customer_id, originalId: original.id, reason, createdAt: work.now },
  }
  tellPosted(work, ready, await postDocument(work, ready))
}
