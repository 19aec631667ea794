import type { Invoice } from '#core/invoicing/api.ts'
import { grossOf, leftToCredit, type TaxPart } from '#core/invoicing/credit.ts'
import type { InvoiceKind, InvoiceLine, PartySnapshot } from '#core/invoicing/document.ts'
import { type InvoiceState, settlementOf, stateOf } from '#core/invoicing/state.ts'
import { dueOn } from '#core/invoicing/terms.ts'
import { totals } from '#core/invoicing/totals.ts'
import type { Currency, Money } from '#core/money.ts'
import { Refusal } from '#core/refusal.ts'
import type { CustomerCard } from '#modules/contacts/index.ts'
import type { Work } from '#platform/command.ts'
import { type Look, query } from '#platform/query.ts'
import { may, type Session } from '#platform/session.ts'
import { eventsAbout } from '#platform/timeline.ts'
import { demandReach, namesOf } from './customers.ts'
import { type DraftRow, findDraft, type InvoiceRecord } from './store.ts'
import type { InvoicingTables } from './tables.ts'

type From = Pick<Work | Look, 'run' | 'db' | 'companyId' | 'today' | 'session' | 'baseCurrency'>

type LineRow = InvoicingTables['invoice_line']
type TaxRow = InvoicingTables['invoice_tax']
type NoteRow = {
  id: string
  kind: InvoiceKind
  number: string
  issued_on: string
  gross: number
  taxes: TaxRow[]
}
export type FullRow = InvoiceRecord & {
  item_amount: number
  item_settled: number
  lines: LineRow[]
  taxes: TaxRow[]
  corrections: NoteRow[]
  original: NoteRow | null
}

const noteSql = (condition: string) => `
  select jsonb_agg(jsonb_build_object('id', n.id, 'kind', n.kind, 'number', n.number,
    'issued_on', n.issued_on, 'gross', n.gross, 'taxes', coalesce((
      select jsonb_agg(to_jsonb(t)) from invoice_tax t
      where t.company_id = n.company_id and t.invoice_id = n.id), '[]')) order by n.issued_on, n.id)
  from invoice n where n.company_id = i.company_id and ${condition}`

// What was taken back adds up to nothing with its counterpart, and is left out. Two halves, because
// an `or` over the view would read every settlement of the company.
const settledSql = `
  select kind, document, number, min(on_day) as on_day, sum(amount)::bigint as amount from (
    select v.credit_kind as kind, v.credit_document as document, v.credit_number as number,
      v.effective_on as on_day, v.amount
    from settlement_view v where v.company_id = $1 and v.item_id = $2
    union all
    select v.item_kind, v.item_document, v.item_number, v.effective_on, v.amount
    from settlement_view v where v.company_id = $1 and v.credit_id = $2) s
  group by kind, document, number having sum(amount) <> 0 order by on_day, number`

type SettledRow = {
  kind: string
  document: string
  number: string
  on_day: string
  amount: number
}

// One round trip for everything that is printed or shown of a document.
const fullSql = `
  select i.*, trim_scale(i.rate)::text as rate, o.amount as item_amount, o.settled as item_settled,
    coalesce((select jsonb_agg(to_jsonb(l) || jsonb_build_object(
        'quantity', trim_scale(l.quantity)::text, 'unit_price', trim_scale(l.unit_price)::text)
        order by l.position)
      from invoice_line l where l.company_id = i.company_id and l.invoice_id = i.id), '[]') as lines,
    coalesce((select jsonb_agg(to_jsonb(t) order by t.category, t.rate) from invoice_tax t
      where t.company_id = i.company_id and t.invoice_id = i.id), '[]') as taxes,
    coalesce((${noteSql('n.original_id = i.id')}), '[]') as corrections,
    (${noteSql('n.id = i.original_id')}) -> 0 as original
  from invoice i
  join open_item_view o on o.company_id = i.company_id and o.id = i.item_id
  where i.company_id = $1 and i.id = $2`

export async function findFull(
  from: Pick<From, 'run' | 'companyId'>,
  id: string,
): Promise<FullRow | undefined> {
  const [row] = await from.run<FullRow>(fullSql, [from.companyId, id])
  return row
}

export const partOf = ({ category, rate, reason, taxable, vat }: TaxRow): TaxPart => ({
  category,
  rateBasisPoints: rate,
  reason,
  taxable,
  vat,
})

/** The tax of an invoice that no credit note has taken yet. */
export const leftOf = (row: Pick<FullRow, 'taxes' | 'corrections'>): readonly TaxPart[] =>
  leftToCredit(
    row.taxes.map(partOf),
    row.corrections
      .filter(({ kind }) => kind === 'credit_note')
      .flatMap(({ taxes }) => taxes.map(partOf)),
  )

/** How much of a document may still be credited; an opening has no tax to go by. */
export function creditableOf(row: FullRow): number {
  if (row.kind === 'credit_note' || row.gross < 0) return 0
  if (row.kind !== 'opening') return grossOf(leftOf(row))
  const credited = row.corrections.filter(({ kind }) => kind === 'credit_note')
  return credited.reduce((left, { gross }) => left - gross, row.gross)
}

export type StateRow = Readonly<{
  kind: InvoiceKind
  currency: Currency
  gross: number
  balance: number
  due_on: string
  void: boolean
}>

/** The state of a posted document; money of the customer's own waits for nobody. */
export function stateOfRow(row: StateRow, today: string): InvoiceState {
  const amount: Money = { minor: row.gross, currency: row.currency }
  const settled: Money = { minor: row.gross - row.balance, currency: row.currency }
  const document = row.void ? 'void' : 'posted'
  if (row.gross < 0) return { document, settlement: settlementOf(amount, settled), timing: null }
  return stateOf({ document, amount, settled, dueOn: row.due_on }, today)
}

/** A credit is written below nothing wherever it stands beside invoices. */
export const signedGross = ({ kind, gross }: Pick<InvoiceRecord, 'kind' | 'gross'>): number =>
  kind === 'credit_note' ? -gross : gross

function lineOf(row: LineRow, currency: Currency): InvoiceLine {
  const money = (minor: number): Money => ({ minor, currency })
  return {
    position: row.position,
    description: row.description,
    quantity: row.quantity,
    ...(row.unit !== null && { unit: row.unit }),
    unitPrice: row.unit_price,
    ...(row.discount && { discount: row.discount }),
    vat: {
      category: row.vat_category,
      rateBasisPoints: row.vat_rate,
      ...(row.vat_reason && { reason: row.vat_reason }),
    },
    discountAmount: money(row.discount_amount),
    net: money(row.net),
    vatAmount: money(row.vat),
    gross: money(row.gross),
  }
}

/** The party as this reader may see it: hidden fields are null. */
function partyFor<Party extends PartySnapshot>(session: Session, party: Party): Party {
  return {
    ...party,
    ...(!may(session, 'contacts.see_identities') && { phone: null, email: null }),
    ...(!may(session, 'contacts.see_tax_numbers') && { vatNumber: null, registration: null }),
  }
}

const customerOf = (id: string, card: CustomerCard | undefined) => ({
  id: card?.id ?? id,
  name: card?.name ?? '',
  number: card?.number ?? null,
})

function postedInvoice(
  from: From,
  row: FullRow,
  card: CustomerCard | undefined,
  more: Readonly<{ buyer: PartySnapshot; settled: readonly SettledRow[] }>,
): Invoice {
  const { currency } = row
  const money = (minor: number): Money => ({ minor, currency })
  const { item_amount: item, item_settled: settled } = row
  const balance = item < 0 ? item + settled : item - settled
  const gross = signedGross(row)
  const linked = ({ id, kind, number, issued_on, gross: each }: NoteRow) => ({
    id,
    kind,
    number,
    issuedOn: issued_on,
    gross: money(each),
  })
  return {
    id: row.id,
    kind: row.kind,
    form: row.form,
    number: row.number,
    customer: customerOf(row.customer_id, card),
    ownerId: card?.ownerId ?? null,
    issuedOn: row.issued_on,
    dueOn: row.due_on,
    gross: money(gross),
    balance: money(balance),
    state: stateOfRow({ ...row, gross, balance, void: row.voided_at !== null }, from.today),
    sentAt: row.sent_at?.toISOString() ?? null,
    version: null,
    rate: row.rate,
    terms: row.terms,
    dueBasis: row.due_basis,
    suppliedOn: row.supplied_on,
    deliveredOn: row.delivered_on,
    receivedOn: row.received_on,
    lines: row.lines.map((line) => lineOf(line, currency)),
    documentDiscount: row.document_discount,
    discount: money(row.discount),
    net: money(row.net),
    vat: money(row.vat),
    taxes: row.taxes.map((tax) => ({
      category: tax.category,
      rateBasisPoints: tax.rate,
      reason: tax.reason,
      taxable: money(tax.taxable),
      vat: money(tax.vat),
    })),
    vatInBase:
      row.vat_in_base === null ? null : { minor: row.vat_in_base, currency: from.baseCurrency },
    seller: row.seller,
    buyer: more.buyer,
    qr: row.qr,
    reference: row.reference,
    contract: row.contract,
    notes: row.notes,
    reason: row.reason,
    original: row.original && linked(row.original),
    corrections: row.corrections.map(linked),
    settlements: more.settled.map(({ kind, document, number, on_day, amount }) => ({
      kind,
      documentId: document,
      number,
      on: on_day,
      amount: money(amount),
    })),
    creditable: money(creditableOf(row)),
    entryId: row.entry_id,
    createdAt: row.created_at.toISOString(),
    postedAt: row.posted_at.toISOString(),
    postedBy: row.posted_by_name,
  }
}

function draftInvoice(row: DraftRow, card: CustomerCard | undefined): Invoice {
  const { body, currency } = row
  const money = (minor: number): Money => ({ minor, currency })
  const figures = totals({
    currency,
    pricesIncludeVat: false,
    lines: body.lines,
    ...(body.documentDiscount && { documentDiscount: body.documentDiscount }),
  })
  const terms = body.terms ?? card?.terms ?? { kind: 'immediate' as const }
  const due = dueOn(terms, { invoicedOn: body.issuedOn, deliveredOn: body.deliveredOn })
  return {
    id: row.id,
    kind: 'invoice',
    form: row.form,
    number: null,
    customer: customerOf(row.customer_id, card),
    ownerId: card?.ownerId ?? null,
    issuedOn: body.issuedOn,
    dueOn: due.dueOn,
    gross: figures.gross,
    balance: money(0),
    state: { document: 'draft', settlement: 'unpaid', timing: null },
    sentAt: null,
    version: row.version,
    rate: body.rate ?? null,
    terms,
    dueBasis: due.basis,
    suppliedOn: body.suppliedOn ?? null,
    deliveredOn: body.deliveredOn ?? null,
    receivedOn: null,
    lines: body.lines.map((line, index) => ({
      ...line,
      position: index + 1,
      discountAmount: figures.lines[index]?.discount ?? money(0),
      net: figures.lines[index]?.net ?? money(0),
      vatAmount: figures.lines[index]?.vat ?? money(0),
      gross: figures.lines[index]?.gross ?? money(0),
    })),
    documentDiscount: body.documentDiscount ?? null,
    discount: figures.discount,
    net: figures.net,
    vat: figures.vat,
    taxes: figures.categories.map(({ category, rateBasisPoints, reasons, taxable, vat }) => ({
      category,
      rateBasisPoints,
      reason: reasons[0] ?? null,
      taxable,
      vat,
    })),
    vatInBase: null,
    seller: null,
    buyer: null,
    qr: null,
    reference: body.reference ?? null,
    contract: body.contract ?? null,
    notes: body.notes ?? null,
    reason: null,
    original: null,
    corrections: [],
    settlements: [],
    creditable: money(0),
    entryId: null,
    createdAt: row.created_at.toISOString(),
    postedAt: null,
    postedBy: null,
  }
}

/** Only what is settled has settlements to read. */
async function settledOf(from: From, row: FullRow): Promise<SettledRow[]> {
  if (row.item_settled === 0) return []
  return from.run<SettledRow>(settledSql, [from.companyId, row.item_id])
}

async function read(from: From, id: string, known?: CustomerCard) {
  const row = await findFull(from, id)
  const draft = row ? undefined : await findDraft(from, id)
  const customerId = row?.customer_id ?? draft?.customer_id
  if (customerId === undefined) throw new Refusal('invoicing.invoice_not_found', { id })
  const card = known ?? (await namesOf(from, [customerId])).get(customerId)
  return { row, draft, card }
}

/**
 * A document as it stands, for a use case that was allowed to touch it.
 * @param known the card of the customer who answers for it, where the use case has read it
 * @throws invoicing.invoice_not_found
 */
export async function showInvoiceIn(
  from: From,
  id: string,
  known?: CustomerCard,
): Promise<Invoice> {
  const { row, draft, card } = await read(from, id, known)
  if (row)
    return postedInvoice(from, row, card, {
      buyer: partyFor(from.session, row.buyer),
      settled: await settledOf(from, row),
    })
  if (!draft) throw new Refusal('invoicing.invoice_not_found', { id })
  return draftInvoice(draft, card)
}

/**
 * A posted document with nothing hidden, as the law wants it printed, whoever prints it.
 * @throws invoicing.invoice_not_found, invoicing.not_posted
 */
export async function showForPaper(from: From, id: string): Promise<Invoice> {
  const { row, card } = await read(from, id)
  if (!row) throw new Refusal('invoicing.not_posted', { id })
  return postedInvoice(from, row, card, { buyer: row.buyer, settled: [] })
}

/** What happened to one document, newest first. @throws invoicing.invoice_not_found */
export const showTimeline = query(
  'invoicing.read',
  async (look, input: { id: string; cursor?: string | undefined; limit: number }) => {
    const invoice = await showInvoiceIn(look, input.id)
    demandReach(look, 'invoicing.read', invoice, input.id)
    const { id: aboutId, cursor, limit } = input
    return eventsAbout(look, { aboutId, cursor, limit })
  },
)

/**
 * One document with everything on it.
 * @throws invoicing.invoice_not_found
 */
export const showInvoice = query(
  'invoicing.read',
  async (look, { id }: { id: string }): Promise<Invoice> => {
    const invoice = await showInvoiceIn(look, id)
    demandReach(look, 'invoicing.read', invoice, id)
    return invoice
  },
)
