import { z } from 'zod'
import { Id, NewId, PageInput, pageOf } from '#core/list.ts'
import { Currency, Money, Rate } from '#core/money.ts'
import { byId, routesOf } from '#core/route.ts'
import { fields, sheetKinds } from './fields.ts'
import { refusalReasons, skipKinds, warningKinds } from './reasons.ts'

export const Field = z.enum(fields)
export const SheetKind = z.enum(sheetKinds)
export const RefusalReason = z.enum(refusalReasons)
export const SkipKind = z.enum(skipKinds)
export const WarningKind = z.enum(warningKinds)
export const ImportState = z.enum(['review', 'running', 'done', 'undoing', 'undone'])
export type ImportState = z.infer<typeof ImportState>

/** At most ten megabytes, as base64. */
export const Upload = z.object({
  id: NewId,
  fileName: z.string().trim().min(1).max(200),
  content: z.base64().min(1).max(13_981_016),
})
export type Upload = z.infer<typeof Upload>

/** What the columns of one sheet mean. `kind` null: the sheet stays out. */
export const SheetMapping = z.object({
  sheet: z.int().min(0).max(49),
  kind: SheetKind.nullable(),
  /** The row of the headings, counted from 1; 0 when the sheet has none. */
  headerRow: z.int().min(0).max(1_000_000),
  /** By column, counted from 0. */
  fields: z.record(z.string().regex(/^\d{1,3}$/), Field),
})
export type SheetMapping = z.infer<typeof SheetMapping>

const RowPlace = z.string().regex(/^\d{1,2}:\d{1,7}$/)

/** The answers that hold for every row of the file. */
export const ImportOptions = z.object({
  dateOrder: z.enum(['auto', 'day_first', 'month_first']).default('auto'),
  currency: Currency.default('SAR'),
  /** A currency nobody knows is taken as the one above. */
  assumeCurrency: z.boolean().default(false),
  /** How much of the books' currency one unit of another buys, where the house has no rate entered. */
  rates: z.partialRecord(Currency, Rate).default({}),
  /** When neither due date nor terms are given, or the terms are not understood. */
  termsDays: z.int().min(0).max(3650).default(0),
  /** A payment above its invoice's balance: refused, or the rest stays on the customer's account. */
  excess: z.enum(['refuse', 'on_account']).default('refuse'),
  /** When amount, paid and rest disagree: refused, or the one that is believed. */
  disagreement: z.enum(['refuse', 'believe_paid', 'believe_balance']).default('refuse'),
  /** A negative invoice that does not say that it is a credit. */
  negatives: z.enum(['refuse', 'credit']).default('refuse'),
  /** A customer who is not in the customers' sheet. */
  unknownCustomers: z.enum(['refuse', 'create']).default('refuse'),
  /** What was put right by hand: `sheet:row:column` → what should stand there. */
  edits: z.record(z.string().regex(/^\d{1,2}:\d{1,7}:\d{1,3}$/), z.string().max(500)).default({}),
  /** Rows to leave out: `sheet:row`. */
  left: z.array(RowPlace).max(5000).default([]),
  /** What was decided about customers who may be the same: group → accepted or kept apart. */
  same: z.record(z.string().max(80), z.boolean()).default({}),
})
export type ImportOptions = z.infer<typeof ImportOptions>

export const ImportColumn = z.object({
  column: z.int(),
  title: z.string(),
  samples: z.array(z.string()),
  field: Field.nullable(),
  /** How the field was found: by its name, by a part of it, by what the cells hold, or not at all. */
  certainty: z.enum(['sure', 'likely', 'guess', 'none']),
})
export const ImportSheet = z.object({
  sheet: z.int(),
  name: z.string(),
  rows: z.int(),
  kind: SheetKind.nullable(),
  headerRow: z.int(),
  columns: z.array(ImportColumn),
  missing: z.array(z.array(Field)),
  counts: z.object({
    data: z.int(),
    ready: z.int(),
    refused: z.int(),
    skipped: z.int(),
    warned: z.int(),
  }),
})

export const ReasonCount = z.object({ sheet: z.int(), reason: RefusalReason, count: z.int() })

/** Who of the file may be the same, or may be in the house already. */
export const SameGroup = z.object({
  key: z.string(),
  basis: z.array(z.enum(['vat_number', 'phone', 'name', 'code'])),
  certain: z.boolean(),
  accepted: z.boolean(),
  members: z.array(
    z.object({
      name: z.string(),
      code: z.string().nullable(),
      phone: z.string().nullable(),
      vatNumber: z.string().nullable(),
      /** Of a customer who is in the house already. */
      customerId: Id.nullable(),
      rows: z.array(z.string()),
    }),
  ),
})

export const ImportSummary = z.object({
  customers: z.object({ written: z.int(), afterSame: z.int(), new: z.int(), linked: z.int() }),
  invoices: z.int(),
  payments: z.int(),
  /** Invoices that were paid in full before: known to be no debt, so not carried over. */
  settledBefore: z.int(),
  open: z.array(Money),
  /** Currencies of the file that are not the books' own. */
  foreign: z.array(Currency),
  reasons: z.array(ReasonCount),
  warnings: z.array(z.object({ warning: WarningKind, count: z.int() })),
  skips: z.array(z.object({ skip: SkipKind, count: z.int() })),
})

export const ImportRow = z.object({
  id: Id,
  fileName: z.string(),
  state: ImportState,
  createdAt: z.iso.datetime(),
  createdBy: z.string(),
  startedAt: z.iso.datetime().nullable(),
  finishedAt: z.iso.datetime().nullable(),
  undoneAt: z.iso.datetime().nullable(),
  undoUntil: z.iso.datetime().nullable(),
  done: z.int(),
  of: z.int(),
  customers: z.int(),
  invoices: z.int(),
  payments: z.int(),
  refused: z.int(),
})
export type ImportRow = z.infer<typeof ImportRow>

export const ImportView = ImportRow.extend({
  sheets: z.array(ImportSheet),
  options: ImportOptions,
  summary: ImportSummary.nullable(),
  /** An earlier import of the very same bytes. */
  earlier: z.object({ id: Id, createdAt: z.iso.datetime() }).nullable(),
  /** What undoing left, and why. */
  kept: z.array(z.object({ kind: SheetKind, name: z.string(), reason: z.string() })),
})
export type ImportView = z.infer<typeof ImportView>

/** What would put a cell right, ready to be clicked. */
export const Fix = z.object({
  kind: z.enum(['set', 'leave_out']),
  column: z.int().nullable(),
  value: z.string().nullable(),
})

export const PreviewRow = z.object({
  sheet: z.int(),
  row: z.int(),
  /** By column, as text. */
  cells: z.array(z.string()),
  state: z.enum(['ready', 'refused', 'skipped']),
  reason: RefusalReason.nullable(),
  skip: SkipKind.nullable(),
  /** The column that is wrong. */
  column: z.int().nullable(),
  /** What the reason speaks of: another row, a sum, a code. */
  facts: z.record(z.string(), z.union([z.string(), z.number()])),
  fixes: z.array(Fix),
  warnings: z.array(z.object({ kind: WarningKind, column: z.int().nullable() })),
})
export type PreviewRow = z.infer<typeof PreviewRow>

export const PreviewInput = PageInput.extend({
  id: Id,
  sheet: z.int().min(0).max(49),
  show: z.enum(['all', 'ready', 'refused', 'warned', 'skipped']).default('all'),
  reason: RefusalReason.optional(),
})

const at = routesOf('importing')

/** The wire of importing: parsed by the server, typed and called in the browser, printed as OpenAPI. */
export const importingContract = {
  upload: at('POST', '/imports').input(Upload).output(ImportView),
  list: at('GET', '/imports').input(PageInput).output(pageOf(ImportRow)),
  show: at('GET', '/imports/{id}').input(byId).output(ImportView),
  change: at('PUT', '/imports/{id}/mapping')
    .input(z.object({ id: Id, sheets: z.array(SheetMapping).max(50), options: ImportOptions }))
    .output(ImportView),
  rows: at('GET', '/imports/{id}/rows').input(PreviewInput).output(pageOf(PreviewRow)),
  same: at('GET', '/imports/{id}/same')
    .input(byId)
    .output(z.object({ groups: z.array(SameGroup) })),
  run: at('POST', '/imports/{id}/run').input(byId).output(ImportView),
  undo: at('POST', '/imports/{id}/undo').input(byId).output(ImportView),
  discard: at('DELETE', '/imports/{id}')
    .input(byId)
    .output(z.object({ done: z.literal(true) })),
  /** Makes the file of refused rows with their reasons, and answers a link that holds five minutes. */
  refusedFile: at('POST', '/imports/{id}/refused-rows')
    .input(byId.extend({ language: z.enum(['ar', 'en']).default('ar') }))
    .output(z.object({ url: z.string(), fileName: z.string() })),
}
