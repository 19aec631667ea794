import { z } from 'zod'
import { ReachChannel } from '#core/contacts/customer.ts'
import { PaymentTerms } from '#core/contacts/terms.ts'
import { Day } from '#core/day.ts'
import { Bucket } from '#core/ledger/aging.ts'
import { Direction, Id, NewId, PageInput, pageOf } from '#core/list.ts'
import { ReachAsked, ReachPassed, ReachWhy, travelShape } from '#core/messaging/reach.ts'
import { Currency, Money, Rate } from '#core/money.ts'
import { byId, routesOf } from '#core/route.ts'
import {
  InvoiceForm,
  InvoiceInput,
  InvoiceKind,
  InvoiceLine,
  LineInput,
  PartySnapshot,
  SellerSnapshot,
  TaxRow,
} from './document.ts'
import { DocumentState, InvoiceState, Settlement } from './state.ts'
import { Discount } from './totals.ts'

/** Why it is posted on terms although the customer's credit says otherwise. */
const CreditOverride = z.string().trim().min(3).max(400).optional()

export const CreateInvoice = InvoiceInput.extend({
  id: NewId,
  /** Whether it is posted at once; else it stays a draft. */
  post: z.boolean().default(false),
  creditOverride: CreditOverride,
})
export type CreateInvoice = z.output<typeof CreateInvoice>

export const ChangeDraft = InvoiceInput.extend({
  id: Id,
  /** The version that was read; a draft that changed since is not overwritten. */
  version: z.int().positive(),
})
export type ChangeDraft = z.infer<typeof ChangeDraft>

/** A row of the list: who owes what on one document, since when. */
export const InvoiceRow = z.object({
  id: Id,
  kind: InvoiceKind,
  form: InvoiceForm,
  /** A draft has no number yet. */
  number: z.string().nullable(),
  customer: z.object({ id: Id, name: z.string(), number: z.string().nullable() }),
  ownerId: Id.nullable(),
  issuedOn: Day,
  dueOn: Day,
  gross: Money,
  balance: Money,
  state: InvoiceState,
  sentAt: z.iso.datetime().nullable(),
})
export type InvoiceRow = z.infer<typeof InvoiceRow>

const Linked = z.object({
  id: Id,
  kind: InvoiceKind,
  number: z.string(),
  issuedOn: Day,
  gross: Money,
})

const Settled = z.object({
  kind: z.string(),
  documentId: Id,
  number: z.string(),
  on: Day,
  amount: Money,
})

export const Invoice = InvoiceRow.extend({
  /** Only a draft has a version: what is posted does not change. */
  version: z.int().nullable(),
  rate: Rate.nullable(),
  terms: PaymentTerms,
  dueBasis: z.enum(['invoiced', 'delivered', 'received']),
  suppliedOn: Day.nullable(),
  deliveredOn: Day.nullable(),
  receivedOn: Day.nullable(),
  lines: z.array(InvoiceLine),
  documentDiscount: Discount.nullable(),
  discount: Money,
  net: Money,
  vat: Money,
  taxes: z.array(TaxRow),
  /** The tax in the books' own currency, which the law wants on a foreign invoice. */
  vatInBase: Money.nullable(),
  seller: SellerSnapshot.nullable(),
  buyer: PartySnapshot.nullable(),
  qr: z.string().nullable(),
  reference: z.string().nullable(),
  contract: z.string().nullable(),
  notes: z.string().nullable(),
  reason: z.string().nullable(),
  original: Linked.nullable(),
  corrections: z.array(Linked),
  /** What paid it; of a credit note: what it was put against. Taken back means gone from here. */
  settlements: z.array(Settled),
  /** What may still be credited. */
  creditable: Money,
  entryId: Id.nullable(),
  createdAt: z.iso.datetime(),
  postedAt: z.iso.datetime().nullable(),
  postedBy: z.string().nullable(),
})
export type Invoice = z.infer<typeof Invoice>

/** The saved views that every company has, in the order of their tabs. */
export const InvoiceView = z.enum([
  'open',
  'overdue',
  'due_this_week',
  'partly',
  'over_90',
  'unsent',
  'drafts',
  'paid',
  'all',
])
export type InvoiceView = z.infer<typeof InvoiceView>

export const InvoiceSort = z.enum(['due', 'issued', 'number', 'gross', 'balance'])
export type InvoiceSort = z.infer<typeof InvoiceSort>

export const InvoiceFilter = z.object({
  view: InvoiceView.default('open'),
  /** A part of the number, the buyer's name or the buyer's purchase order. */
  search: z.string().trim().max(120).optional(),
  customerId: Id.optional(),
  ownerId: Id.optional(),
  currency: Currency.optional(),
  kind: InvoiceKind.optional(),
  document: DocumentState.optional(),
  settlement: Settlement.optional(),
  timing: z.enum(['not_due', 'due_today', 'overdue']).optional(),
  bucket: Bucket.optional(),
  issuedFrom: Day.optional(),
  issuedTo: Day.optional(),
  dueFrom: Day.optional(),
  dueTo: Day.optional(),
  /** In the smallest unit of the document's currency, VAT included. */
  grossFrom: z.int().optional(),
  grossTo: z.int().optional(),
})
export type InvoiceFilter = z.output<typeof InvoiceFilter>

export const ListInvoices = PageInput.extend({
  ...InvoiceFilter.shape,
  sort: InvoiceSort.default('due'),
  direction: Direction.default('asc'),
})
export type ListInvoices = z.output<typeof ListInvoices>

/** Over every row that matches, one a currency: two currencies are never added. */
export const InvoiceSum = z.object({ count: z.int(), gross: Money, balance: Money })
export type InvoiceSum = z.infer<typeof InvoiceSum>

export const InvoicePage = pageOf(InvoiceRow).extend({ sums: z.array(InvoiceSum) })
/** A page without its foot, and the foot without rows: a screen shows the first and then the second. */
export const InvoiceRows = InvoicePage.pick({ rows: true, nextCursor: true })
export type InvoiceRows = z.infer<typeof InvoiceRows>
export const InvoiceFoot = InvoicePage.pick({ total: true, sums: true })
export type InvoiceFoot = z.infer<typeof InvoiceFoot>
export type InvoicePage = z.infer<typeof InvoicePage>

export const InvoiceCounts = z.object({ counts: z.record(InvoiceView, z.int()) })

const Reason = z.string().trim().min(3).max(300)

/** Lowers an invoice: by its own lines, or by all that is left of it. */
export const CreditInvoice = z.object({
  id: Id,
  noteId: NewId,
  reason: Reason,
  issuedOn: Day.optional(),
  /** Absent: everything that has not been credited yet. */
  lines: z.array(LineInput).min(1).max(300).optional(),
})
export type CreditInvoice = z.infer<typeof CreditInvoice>

/** Raises an invoice that asked for too little. */
export const DebitInvoice = z.object({
  id: Id,
  noteId: NewId,
  reason: Reason,
  issuedOn: Day.optional(),
  lines: z.array(LineInput).min(1).max(300),
})
export type DebitInvoice = z.infer<typeof DebitInvoice>

export const SetDates = z.object({
  id: Id,
  deliveredOn: Day.optional(),
  receivedOn: Day.optional(),
})
export type SetDates = z.infer<typeof SetDates>

export const SendInvoice = z.object({
  id: Id,
  /** Chosen by the browser: pressing twice sends once. */
  sendingId: NewId,
  /** Another address than the customer's own: then it goes by mail. */
  to: z.email().max(254).optional(),
  ...travelShape,
  subject: z.string().trim().min(1).max(200).optional(),
  body: z.string().trim().min(1).max(4000).optional(),
})
export type SendInvoice = z.infer<typeof SendInvoice>

/** Why a document cannot be sent as it stands. */
export const SendProblem = z.enum([
  'not_found',
  'not_posted',
  'void',
  'address_missing',
  'email_not_ready',
  'window_closed',
])
export type SendProblem = z.infer<typeof SendProblem>

export const SendPreviewRow = z.object({
  id: Id,
  number: z.string().nullable(),
  customerName: z.string(),
  to: z.string().nullable(),
  language: z.enum(['ar', 'en']),
  sentAt: z.iso.datetime().nullable(),
  /** The way it takes, its form and why. */
  route: ReachWhy.nullable(),
  problem: SendProblem.nullable(),
})
export const SendPreview = z.object({
  rows: z.array(SendPreviewRow),
  /** The mail as the first customer will have it; null when none can be sent. */
  sample: z
    .object({
      subject: z.string(),
      body: z.string(),
      /** As it reads on the way that it takes, which may be shorter. */
      words: z.string(),
      /** The channels that could be chosen instead. */
      open: z.array(ReachChannel),
      closed: z.array(ReachPassed),
    })
    .nullable(),
})
export type SendPreview = z.infer<typeof SendPreview>

const Ids = z.array(Id).min(1).max(200)

/** What became of each of many: done, or the code of why not. */
export const BulkResult = z.object({
  done: z.array(z.object({ id: Id, number: z.string() })),
  failed: z.array(z.object({ id: Id, code: z.string() })),
})
export type BulkResult = z.infer<typeof BulkResult>

export const WatchList = z.object({
  /** Drafts older than so many days. */
  draftsOlderThanDays: z.int(),
  drafts: InvoicePage,
  unsent: InvoicePage,
})
export type WatchList = z.infer<typeof WatchList>

/** One thing that happened to a document; the browser has its words by `name`. */
export const InvoiceHappening = z.object({
  seq: z.int(),
  name: z.string(),
  facts: z.record(z.string(), z.unknown()),
  actor: z.string(),
  at: z.iso.datetime(),
})

const at = routesOf('invoicing')

/** The wire of invoicing: parsed by the server, typed and called in the browser, printed as OpenAPI. */
export const invoicingContract = {
  list: at('GET', '/invoices').input(ListInvoices).output(InvoicePage),
  rows: at('GET', '/invoice-rows').input(ListInvoices).output(InvoiceRows),
  sums: at('GET', '/invoice-sums').input(InvoiceFilter).output(InvoiceFoot),
  counts: at('GET', '/invoice-counts')
    .input(z.object({ customerId: Id.optional() }))
    .output(InvoiceCounts),
  watchList: at('GET', '/invoice-watch-list')
    .input(z.object({ olderThanDays: z.int().min(0).max(365).default(3) }))
    .output(WatchList),
  create: at('POST', '/invoices').input(CreateInvoice).output(Invoice),
  show: at('GET', '/invoices/{id}').input(byId).output(Invoice),
  timeline: at('GET', '/invoices/{id}/timeline')
    .input(PageInput.extend({ id: Id }))
    .output(z.object({ rows: z.array(InvoiceHappening), nextCursor: z.string().nullable() })),
  changeDraft: at('PUT', '/invoices/{id}').input(ChangeDraft).output(Invoice),
  deleteDraft: at('DELETE', '/invoices/{id}')
    .input(byId)
    .output(z.object({ done: z.literal(true) })),
  post: at('POST', '/invoices/{id}/posting')
    .input(
      z.object({
        id: Id,
        version: z.int().positive().optional(),
        creditOverride: CreditOverride,
      }),
    )
    .output(Invoice),
  credit: at('POST', '/invoices/{id}/credit-notes').input(CreditInvoice).output(Invoice),
  debit: at('POST', '/invoices/{id}/debit-notes').input(DebitInvoice).output(Invoice),
  setDates: at('PUT', '/invoices/{id}/dates').input(SetDates).output(Invoice),
  send: at('POST', '/invoices/{id}/sending').input(SendInvoice).output(Invoice),
  payLink: at('POST', '/invoices/{id}/pay-link')
    .input(byId)
    .output(z.object({ url: z.string() })),
  previewSending: at('POST', '/invoice-sending-previews')
    .input(z.object({ ids: Ids, channel: ReachAsked.optional() }))
    .output(SendPreview),
  sendMany: at('POST', '/invoice-sendings')
    .input(z.object({ id: NewId, ids: Ids }))
    .output(BulkResult),
  pdf: at('GET', '/invoices/{id}/pdf').input(byId).output(z.file()),
  sheet: at('GET', '/invoices.xlsx')
    .input(ListInvoices.omit({ cursor: true, limit: true }))
    .output(z.file()),
  markSent: at('POST', '/invoice-sendings/by-hand')
    .input(z.object({ ids: Ids, note: z.string().trim().min(1).max(200) }))
    .output(z.object({ marked: z.int() })),
  postMany: at('POST', '/invoice-postings')
    .input(z.object({ ids: Ids }))
    .output(BulkResult),
}
