import { fold } from '#core/arabic/fold.ts'
import { Refusal } from '#core/refusal.ts'
import type { Work } from '#platform/command.ts'
import type { Look } from '#platform/query.ts'
import type { Prepared } from './prepare.ts'
import type { InvoicingTables } from './tables.ts'

export type From = Pick<Work | Look, 'run' | 'db' | 'companyId' | 'session'>
export type DraftRow = InvoicingTables['invoice_draft']
export type InvoiceRecord = InvoicingTables['invoice']

/** The text that a document is found by. */
export const searchOf = (...parts: readonly (string | null | undefined)[]): string =>
  fold(parts.filter(Boolean).join(' '))

const draftSearch = ({ card, input }: Prepared) =>
  searchOf(card.name, card.nameEn, card.number, input.reference)

const draftFigures = (prepared: Prepared) => [
  prepared.card.id,
  prepared.form,
  prepared.input.currency,
  prepared.input.issuedOn,
  prepared.due.dueOn,
  prepared.figures.net.minor,
  prepared.figures.vat.minor,
  prepared.figures.gross.minor,
  JSON.stringify(prepared.input),
  draftSearch(prepared),
]

export async function insertDraft(work: Work, id: string, prepared: Prepared): Promise<void> {
  await work.run(
    `insert into invoice_draft (company_id, id, customer_id, form, currency, issued_on, due_on, net,
       vat, gross, body, search, created_at, created_by, changed_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $13)`,
    [work.companyId, id, ...draftFigures(prepared), work.now, work.actor.id],
  )
}

export async function updateDraft(work: Work, id: string, prepared: Prepared): Promise<void> {
  await work.run(
    `update invoice_draft set customer_id = $3, form = $4, currency = $5, issued_on = $6,
       due_on = $7, net = $8, vat = $9, gross = $10, body = $11, search = $12, changed_at = $13,
       version = version + 1
     where company_id = $1 and id = $2`,
    [work.companyId, id, ...draftFigures(prepared), work.now],
  )
}

/**
 * A draft, held until the transaction ends.
 * @throws invoicing.already_posted, invoicing.invoice_not_found
 */
export async function lockDraft(work: Work, id: string): Promise<DraftRow> {
  const [row] = await work.run<DraftRow>(
    'select * from invoice_draft where company_id = $1 and id = $2 for update',
    [work.companyId, id],
  )
  if (row) return row
  const [posted] = await work.run<{ number: string }>(
    'select number from invoice where company_id = $1 and id = $2',
    [work.companyId, id],
  )
  if (posted) throw new Refusal('invoicing.already_posted', { number: posted.number })
  throw new Refusal('invoicing.invoice_not_found', { id })
}

/** Whose draft it is, without holding it: the customer is locked first. */
export async function findDraft(from: Pick<From, 'run' | 'companyId'>, id: string) {
  const [row] = await from.run<DraftRow>(
    'select * from invoice_draft where company_id = $1 and id = $2',
    [from.companyId, id],
  )
  return row
}

export async function removeDraft(work: Work, id: string): Promise<void> {
  await work.run('delete from invoice_draft where company_id = $1 and id = $2', [
    work.companyId,
    id,
  ])
}

export type NewInvoice = Omit<
  InvoiceRecord,
  | 'company_id'
  | 'sent_at'
  | 'voided_at'
  | 'received_on'
  | 'posted_at'
  | 'posted_by'
  | 'posted_by_name'
>
export type NewLine = Omit<InvoicingTables['invoice_line'], 'company_id' | 'invoice_id'>
export type NewTax = Omit<InvoicingTables['invoice_tax'], 'company_id' | 'invoice_id'>

// One round trip for a document, its lines and its tax: issuing is the busiest thing a shop does.
const insertSql = `
  with document as (
    insert into invoice (company_id, id, kind, form, number, sequence, customer_id, currency, rate,
      issued_on, supplied_on, terms, due_on, due_basis, delivered_on, document_discount, discount,
      net, vat, gross, vat_in_base, seller, buyer, qr, reference, contract, notes, reason,
      original_id, item_id, entry_id, search, created_at, posted_at, posted_by, posted_by_name)
    select $1, id, kind, form, number, sequence, customer_id, currency, rate, issued_on,
      supplied_on, terms, due_on, due_basis, delivered_on, nullif(document_discount, 'null'),
      discount, net, vat, gross, vat_in_base, nullif(seller, 'null'), buyer, qr, reference,
      contract, notes, reason, original_id, item_id, entry_id, search, created_at, $3, $4, $5
    from jsonb_to_recordset($2::jsonb) as d(id uuid, kind text, form text, number text,
      sequence bigint, customer_id uuid, currency text, rate numeric, issued_on date,
      supplied_on date, terms jsonb, due_on date, due_basis text, delivered_on date,
      document_discount jsonb, discount bigint, net bigint, vat bigint, gross bigint,
      vat_in_base bigint, seller jsonb, buyer jsonb, qr text, reference text, contract text,
      notes text, reason text, original_id uuid, item_id uuid, entry_id uuid, search text,
      created_at timestamptz)
    returning id),
  lines as (
    insert into invoice_line (company_id, invoice_id, position, description, quantity, unit,
      unit_price, discount, discount_amount, vat_category, vat_rate, vat_reason, net, vat, gross)
    select $1, document.id, l.position, l.description, l.quantity, l.unit, l.unit_price,
      nullif(l.discount, 'null'), l.discount_amount, l.vat_category, l.vat_rate, l.vat_reason,
      l.net, l.vat, l.gross
    from document, jsonb_to_recordset($6::jsonb) as l(position int, description text,
      quantity numeric, unit text, unit_price numeric, discount jsonb, discount_amount bigint,
      vat_category text, vat_rate int, vat_reason text, net bigint, vat bigint, gross bigint))
  insert into invoice_tax (company_id, invoice_id, category, rate, reason, taxable, vat)
  select $1, document.id, t.category, t.rate, t.reason, t.taxable, t.vat
  from document, jsonb_to_recordset($7::jsonb) as t(category text, rate int, reason text,
    taxable bigint, vat bigint)`

export async function insertInvoice(
  work: Work,
  invoice: NewInvoice,
  lines: readonly NewLine[],
  taxes: readonly NewTax[],
): Promise<void> {
  await work.run(insertSql, [
    work.companyId,
    JSON.stringify([invoice]),
    work.now,
    work.actor.id,
    work.actor.name,
    JSON.stringify(lines),
    JSON.stringify(taxes),
  ])
}

/** Many documents that have no lines of their own, as openings have none: one statement. */
export async function insertInvoices(work: Work, invoices: readonly NewInvoice[]): Promise<void> {
  const { now, actor } = work
  const values = [work.companyId, JSON.stringify(invoices), now, actor.id, actor.name, '[]', '[]']
  await work.run(insertSql, values)
}
