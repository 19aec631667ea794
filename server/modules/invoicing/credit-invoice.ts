import type { CreditInvoice, DebitInvoice, Invoice } from '#core/invoicing/api.ts'
import { fitCredit, grossOf, partsWithin, type TaxPart } from '#core/invoicing/credit.ts'
import type { InvoiceInput, LineInput } from '#core/invoicing/document.ts'
import { CreditNotePosted } from '#core/invoicing/events.ts'
import { least, toDecimalText } from '#core/money.ts'
import { Refusal } from '#core/refusal.ts'
import { lockCustomer } from '#modules/contacts/index.ts'
import { lockOpenItemsById, settle } from '#modules/ledger/index.ts'
import { command, type Work } from '#platform/command.ts'
import { lockInvoice } from './cards.ts'
import { words } from './messages/index.ts'
import { postDocument, taxesOf, tellPosted } from './post.ts'
import { demandPostable, prepare } from './prepare.ts'
import { creditableOf, type FullRow, findFull, leftOf, showInvoiceIn } from './show.ts'

/**
 * The invoice that a note corrects, held together with its customer.
 * @throws invoicing.invoice_not_found, invoicing.not_posted, invoicing.note_of_a_note
 */
async function lockOriginal(work: Work, id: string) {
  const seen = await findFull(work, id)
  if (!seen) {
    const [draft] = await work.run(
      'select id from invoice_draft where company_id = $1 and id = $2',
      [work.companyId, id],
    )
    throw new Refusal(draft ? 'invoicing.not_posted' : 'invoicing.invoice_not_found', { id })
  }
  if (seen.kind === 'credit_note' || seen.gross < 0)
    throw new Refusal('invoicing.note_of_a_note', { number: seen.number })
  const customer = await lockCustomer(work, seen.customer_id, 'invoicing.credit')
  await lockInvoice(work, id)
  // Read again behind the locks: another note may have taken what was left while this one waited.
  const original = (await findFull(work, id)) ?? seen
  return { original, customer }
}

/** Parts of an invoice's tax as a note's lines, one a category, each said so. */
export const linesOf = (
  { currency }: Pick<FullRow, 'currency'>,
  parts: readonly TaxPart[],
  said: string,
): LineInput[] =>
  parts.map((part) => ({
    description: said,
    quantity: '1',
    unitPrice: toDecimalText({ minor: part.taxable, currency }),
    vat: {
      category: part.category,
      rateBasisPoints: part.rateBasisPoints,
      ...(part.reason && { reason: part.reason }),
    },
  }))

const restOf = ({ number }: Pick<FullRow, 'number'>, language: 'ar' | 'en') =>
  words(language, 'restOf', { number })

/** All that is left, as lines: the invoice's own if nothing was taken yet, else one a category. */
function linesLeft(original: FullRow, left: readonly TaxPart[], language: 'ar' | 'en') {
  const untouched = original.corrections.every(({ kind }) => kind !== 'credit_note')
  if (untouched)
    return {
      lines: original.lines.map(
        (line): LineInput => ({
          description: line.description,
          quantity: line.quantity,
          ...(line.unit !== null && { unit: line.unit }),
          unitPrice: line.unit_price,
          ...(line.discount && { discount: line.discount }),
          vat: {
            category: line.vat_category,
            rateBasisPoints: line.vat_rate,
            ...(line.vat_reason && { reason: line.vat_reason }),
          },
        }),
      ),
      ...(original.document_discount && { documentDiscount: original.document_discount }),
    }
  return { lines: linesOf(original, left, restOf(original, language)) }
}

/** What a note of an invoice begins with: its buyer, its currency, its order. */
export function noteInput(
  work: Work,
  original: FullRow,
  note: Readonly<{ issuedOn?: string | undefined }> &
    Pick<InvoiceInput, 'lines' | 'documentDiscount'>,
): InvoiceInput {
  const issuedOn = note.issuedOn ?? work.today
  if (issuedOn < original.issued_on)
    throw new Refusal('invoicing.note_before_invoice', { issuedOn: original.issued_on })
  return {
    customerId: original.customer_id,
    form: original.form,
    currency: original.currency,
    ...(original.rate && { rate: original.rate }),
    terms: { kind: 'immediate' },
    ...(original.reference && { reference: original.reference }),
    ...note,
    issuedOn,
  }
}

/** The note's tax, fitted into what the invoice has left. @throws invoicing.credit_exceeds */
export function fitted(
  original: FullRow,
  left: readonly TaxPart[],
  wanted: Parameters<typeof taxesOf>[0],
) {
  const creditable = creditableOf(original)
  if (original.kind === 'opening') {
    if (wanted.gross.minor > creditable)
      throw new Refusal('invoicing.credit_exceeds', { number: original.number, left: creditable })
    return taxesOf(wanted)
  }
  const credit = fitCredit(left, wanted.categories)
  if (!credit.fits || grossOf(credit.taxes) > creditable)
    throw new Refusal('invoicing.credit_exceeds', { number: original.number, left: creditable })
  return credit.taxes
}

/** Puts the note against its invoice as far as it is open; the rest stays on the customer's account. */
async function settleNote(work: Work, original: FullRow, note: { itemId: string; gross: number }) {
  const [open] = await lockOpenItemsById(work, [original.item_id])
  if (!open) return
  const amount = least(open.balance, { minor: note.gross, currency: original.currency })
  await settle(work, {
    creditId: note.itemId,
    shares: [{ itemId: original.item_id, amount }],
    effectiveOn: work.today,
  })
}

/** Which lines a note is made of: those given, as much as an amount takes, or all that is left. */
function askedOf(
  original: FullRow,
  left: readonly TaxPart[],
  language: 'ar' | 'en',
  { lines, gross }: Pick<CreditOrder, 'lines' | 'gross'>,
) {
  if (lines) return { lines }
  if (gross === undefined || gross >= grossOf(left)) return linesLeft(original, left, language)
  return { lines: linesOf(original, partsWithin(left, gross), restOf(original, language)) }
}

/** What a note is asked to take off, VAT included; without lines and an amount, all that is left. */
export type CreditOrder = CreditInvoice & Readonly<{ gross?: number | undefined }>

/**
 * Lowers a posted invoice inside another's transaction; to the amount given, or a halala below it
 * where VAT cannot be split so. @throws as creditInvoice does
 */
export async function creditIn(work: Work, input: CreditOrder): Promise<Invoice> {
  const { original, customer } = await lockOriginal(work, input.id)
  const creditable = creditableOf(original)
  if (creditable <= 0)
    throw new Refusal('invoicing.nothing_left_to_credit', { number: original.number })
  if (original.kind === 'opening' && !input.lines)
    throw new Refusal('invoicing.lines_needed', { number: original.number })
  const left = leftOf(original)
  const asked = askedOf(original, left, customer.language, input)
  const prepared = await prepare(
    work,
    noteInput(work, original, { ...asked, issuedOn: input.issuedOn }),
    original.customer_id,
    original.buyer,
  )
  demandPostable(prepared)
  const taxes = fitted(original, left, prepared.figures)
  // The open item is held before the note's own number is taken: series are the last lock.
  await lockOpenItemsById(work, [original.item_id])
  const posted = await postDocument(work, {
    ...prepared,
    id: input.noteId,
    kind: 'credit_note',
    taxes,
    customerId: original.customer_id,
    originalId: original.id,
    reason: input.reason,
    createdAt: work.now,
  })
  await settleNote(work, original, { itemId: posted.itemId, gross: posted.gross.minor })
  const whole = posted.gross.minor === creditable
  if (whole)
    await work.run('update invoice set voided_at = $3 where company_id = $1 and id = $2', [
      work.companyId,
      original.id,
      work.now,
    ])
  work.audit('invoicing.credited', {
    kind: 'invoice',
    id: original.id,
    before: { creditable: { ...posted.gross, minor: creditable } },
    after: {
      creditable: { ...posted.gross, minor: creditable - posted.gross.minor },
      ...{ number: posted.number, gross: posted.gross, reason: input.reason, whole },
    },
  })
  work.publish(
    CreditNotePosted,
    { kind: 'invoice', id: original.id, customerId: original.customer_id },
    {
      noteId: posted.id,
      invoiceId: original.id,
      customerId: original.customer_id,
      number: posted.number,
      gross: posted.gross,
      whole,
    },
  )
  return showInvoiceIn(work, posted.id)
}

/** How much of a posted invoice a credit note may still take; of an opening, nobody can say. */
export async function creditableIn(
  from: Pick<Work, 'run' | 'companyId'>,
  id: string,
): Promise<number | undefined> {
  const row = await findFull(from, id)
  return row && row.kind !== 'opening' ? creditableOf(row) : undefined
}

/**
 * Lowers a posted invoice by a credit note, the only way that it ever gets less: by the lines
 * given, or by everything that is left. What is credited in full is void.
 * @throws invoicing.invoice_not_found, invoicing.not_posted, invoicing.note_of_a_note,
 *   invoicing.nothing_left_to_credit, invoicing.credit_exceeds, ledger.period_locked
 */
export const creditInvoice = command(
  'invoicing.credit',
  (work, input: CreditInvoice): Promise<Invoice> => creditIn(work, input),
  { name: 'invoicing.credit', once: ({ noteId }) => noteId },
)

/**
 * Raises a posted invoice by a debit note, which falls due by the invoice's own terms.
 * @throws invoicing.invoice_not_found, invoicing.not_posted, invoicing.note_of_a_note, any problem
 *   of core/invoicing/posting.ts
 */
export const debitInvoice = command(
  'invoicing.credit',
  async (work, input: DebitInvoice): Promise<Invoice> => {
    const { original } = await lockOriginal(work, input.id)
    const asked = noteInput(work, original, { lines: input.lines, issuedOn: input.issuedOn })
    const prepared = await prepare(
      work,
      { ...asked, terms: original.terms },
      original.customer_id,
      original.buyer,
    )
    demandPostable(prepared)
    const ready = {
      ...prepared,
      id: input.noteId,
      kind: 'debit_note' as const,
      taxes: taxesOf(prepared.figures),
      customerId: original.customer_id,
      originalId: original.id,
      reason: input.reason,
      createdAt: work.now,
    }
    tellPosted(work, ready, await postDocument(work, ready))
    return showInvoiceIn(work, input.noteId)
  },
  { name: 'invoicing.debit', once: ({ noteId }) => noteId },
)
