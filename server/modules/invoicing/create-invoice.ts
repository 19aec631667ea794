import type { ChangeDraft, CreateInvoice, Invoice } from '#core/invoicing/api.ts'
import { InvoiceInput } from '#core/invoicing/document.ts'
import { InvoiceDrafted } from '#core/invoicing/events.ts'
import type { Discount } from '#core/invoicing/totals.ts'
import type { Permission } from '#core/permission.ts'
import { Refusal } from '#core/refusal.ts'
import { becameCustomer, lockCustomer } from '#modules/contacts/index.ts'
import { mayBuy } from '#modules/credit/index.ts'
import { command, type Work } from '#platform/command.ts'
import { demand } from '#platform/session.ts'
import { postDocument, taxesOf, tellPosted } from './post.ts'
import { demandPostable, type Prepared, prepare } from './prepare.ts'
import { showInvoiceIn } from './show.ts'
import { findDraft, insertDraft, lockDraft, removeDraft, updateDraft } from './store.ts'

type Posting = Readonly<{ createdAt: Date; creditOverride: string | undefined }>

/** What is paid at once uses no credit; the rest asks whether the customer has any left. */
async function demandCredit(
  work: Work,
  id: string,
  { card, terms, figures, input }: Prepared,
  override: string | undefined,
): Promise<void> {
  if (terms.kind === 'immediate') return
  await mayBuy(work, {
    kind: 'invoice',
    id,
    customerId: card.id,
    amount: figures.gross,
    rate: input.rate,
    delivered: input.deliveredOn !== undefined && input.deliveredOn <= work.today,
    override,
  })
}

/** Posts what was prepared as an invoice of its own. */
async function postPrepared(
  work: Work,
  id: string,
  prepared: Prepared,
  { createdAt, creditOverride }: Posting,
) {
  demandPostable(prepared)
  await demandCredit(work, id, prepared, creditOverride)
  const ready = {
    ...prepared,
    id,
    kind: 'invoice' as const,
    taxes: taxesOf(prepared.figures),
    customerId: prepared.card.id,
    originalId: null,
    reason: null,
    createdAt,
  }
  tellPosted(work, ready, await postDocument(work, ready))
  if (prepared.card.stage === 'prospect') await becameCustomer(work, prepared.card.id)
}

/**
 * Begins an invoice: a draft, or posted at once.
 * @throws contacts.customer_not_found, any problem of core/invoicing/posting.ts when it is posted,
 *   credit.on_hold
 */
export const createInvoice = command(
  'invoicing.draft',
  async (work, input: CreateInvoice): Promise<Invoice> => {
    if (input.post) demand(work.session, 'invoicing.post')
    const customer = await lockCustomer(work, input.customerId, 'invoicing.draft')
    const prepared = await prepare(work, InvoiceInput.parse(input), customer.id)
    if (input.post) {
      await postPrepared(work, input.id, prepared, {
        createdAt: work.now,
        creditOverride: input.creditOverride,
      })
      return showInvoiceIn(work, input.id, prepared.card)
    }
    await insertDraft(work, input.id, prepared)
    work.audit('invoicing.drafted', {
      kind: 'invoice',
      id: input.id,
      before: null,
      after: { customerId: customer.id, gross: prepared.figures.gross },
    })
    work.publish(
      InvoiceDrafted,
      { kind: 'invoice', id: input.id, customerId: customer.id },
      { invoiceId: input.id, customerId: customer.id, gross: prepared.figures.gross },
    )
    return showInvoiceIn(work, input.id)
  },
  { name: 'invoicing.create', once: ({ id }) => id },
)

/** A draft as the log tells it: discounts are rates or money, and each line's tax stands in it. */
function logged({ lines, documentDiscount, ...said }: InvoiceInput): object {
  const taken = (discount: Discount | undefined) =>
    discount?.kind === 'amount'
      ? { minor: discount.minor, currency: said.currency }
      : discount && { basisPoints: discount.basisPoints }
  return {
    ...said,
    lines: lines.map(({ vat, discount, ...line }) => ({
      ...{ ...line, discount: taken(discount), vatCategory: vat.category },
      ...{ vatBasisPoints: vat.rateBasisPoints, vatReason: vat.reason },
    })),
    documentDiscount: taken(documentDiscount),
  }
}

/**
 * Rewrites a draft.
 * @throws invoicing.invoice_not_found, invoicing.already_posted, request.stale
 */
export const changeDraft = command(
  'invoicing.draft',
  async (work, input: ChangeDraft): Promise<Invoice> => {
    const customer = await lockCustomer(work, input.customerId, 'invoicing.draft')
    const draft = await lockDraft(work, input.id)
    if (draft.customer_id !== customer.id)
      await lockCustomer(work, draft.customer_id, 'invoicing.draft')
    if (draft.version !== input.version) throw new Refusal('request.stale', { id: input.id })
    const prepared = await prepare(work, InvoiceInput.parse(input), customer.id)
    await updateDraft(work, input.id, prepared)
    work.audit('invoicing.draft_changed', {
      kind: 'invoice',
      id: input.id,
      before: logged(draft.body),
      after: logged(prepared.input),
    })
    return showInvoiceIn(work, input.id)
  },
  { name: 'invoicing.change_draft' },
)

/** A draft, held behind its customer: the customer is everyone's first lock. */
async function lockWithCustomer(work: Work, id: string, permission: Permission) {
  const found = await findDraft(work, id)
  const customer = found && (await lockCustomer(work, found.customer_id, permission))
  const draft = await lockDraft(work, id)
  if (!customer || draft.customer_id !== found.customer_id)
    throw new Refusal('request.stale', { id })
  return { draft, customer }
}

/**
 * Throws a draft away; it never had a number.
 * @throws invoicing.invoice_not_found, invoicing.already_posted, request.stale
 */
export const deleteDraft = command(
  'invoicing.draft',
  async (work, { id }: { id: string }): Promise<{ done: true }> => {
    const { draft } = await lockWithCustomer(work, id, 'invoicing.draft')
    await removeDraft(work, id)
    work.audit('invoicing.draft_deleted', {
      kind: 'invoice',
      id,
      before: logged(draft.body),
      after: null,
    })
    return { done: true }
  },
  { name: 'invoicing.delete_draft' },
)

/**
 * Posts a draft as it stands.
 * @throws invoicing.invoice_not_found, invoicing.already_posted, request.stale, any problem of
 *   core/invoicing/posting.ts, credit.on_hold
 */
export const postInvoice = command(
  'invoicing.post',
  async (
    work,
    input: {
      id: string
      version?: number | undefined
      creditOverride?: string | undefined
    },
  ): Promise<Invoice> => {
    const { draft, customer } = await lockWithCustomer(work, input.id, 'invoicing.post')
    if (input.version !== undefined && draft.version !== input.version)
      throw new Refusal('request.stale', { id: input.id })
    const prepared = await prepare(work, draft.body, customer.id)
    await removeDraft(work, input.id)
    await postPrepared(work, input.id, prepared, {
      createdAt: draft.created_at,
      creditOverride: input.creditOverride,
    })
    return showInvoiceIn(work, input.id, prepared.card)
  },
  { name: 'invoicing.post' },
)
