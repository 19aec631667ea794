import type { Day } from '#core/day.ts'
import type { Currency, Rate } from '#core/money.ts'
import type { Work } from './command.ts'
import { port } from './port.ts'
import type { Look } from './query.ts'

/** A customer as a file gave them, every cell already read. `id` is new and stays theirs. */
export type CustomerToImport = Readonly<{
  id: string
  /** What the file calls them; null when it has no codes. */
  code: string | null
  name: string
  nameEn: string | null
  phone: string | null
  email: string | null
  vatNumber: string | null
  registration: string | null
  city: string | null
  address: string | null
  contactName: string | null
  termsDays: number | null
  note: string | null
}>

/** An open document as a file gave it. A negative `gross` is a credit of the customer. */
export type InvoiceToImport = Readonly<{
  id: string
  customerId: string
  /** Null: the house numbers it. */
  number: string | null
  issuedOn: Day
  dueOn: Day
  currency: Currency
  /** Of the file's own currency; null: the books' own, or the rate that the house has entered. */
  rate: Rate | null
  gross: number
  /** Of the gross; null when the file does not say. */
  vat: number | null
  balance: number
  note: string | null
}>

/** A payment as a file gave it; what its invoice cannot absorb stays on the customer's account. */
export type PaymentToImport = Readonly<{
  id: string
  customerId: string
  invoiceId: string | null
  number: string | null
  paidOn: Day
  currency: Currency
  rate: Rate | null
  amount: number
  method: 'cash' | 'transfer' | 'card' | 'cheque' | 'wallet'
  reference: string | null
  note: string | null
}>

/** Who of the house answers to one of these marks; every key is as the file's rules made it. */
export type CustomerMarks = Readonly<{
  vatNumbers: readonly string[]
  /** E.164. */
  phones: readonly string[]
  names: readonly string[]
}>
export type KnownCustomer = Readonly<{
  id: string
  number: string
  name: string
  vatNumber: string | null
  phones: readonly string[]
}>
export type KnownInvoice = Readonly<{
  id: string
  customerId: string
  number: string
  currency: Currency
  balance: number
}>

/** What could not be taken back, and why: someone has worked with it since. */
export type Kept = Readonly<{ id: string; name: string; reason: string }>
export type Undone = Readonly<{ undone: readonly string[]; kept: readonly Kept[] }>

type From = Pick<Work | Look, 'run' | 'db' | 'companyId' | 'session'>

/**
 * What modules offer to importing. `write` takes a chunk of rows that were already judged, inside
 * the import's own command; a Refusal it throws is shown beside the row. `undo` takes back only
 * what nobody has touched since.
 */
export type Importers = Readonly<{
  customers: Readonly<{
    /** Who bears one of these marks, among the customers of these owners; null: of everyone. */
    find: (
      from: From,
      marks: CustomerMarks,
      owners: readonly string[] | null,
    ) => Promise<readonly KnownCustomer[]>
    /** Those of these customers who are still there, by the id they were imported with. */
    alive: (from: From, ids: readonly string[]) => Promise<readonly KnownCustomer[]>
    write: (work: Work, rows: readonly CustomerToImport[]) => Promise<void>
    undo: (work: Work, ids: readonly string[]) => Promise<Undone>
  }>
  invoices: Readonly<{
    find: (from: From, numbers: readonly string[]) => Promise<readonly KnownInvoice[]>
    write: (work: Work, rows: readonly InvoiceToImport[]) => Promise<void>
    /** Which of these customers have a document that stands: they are not to be taken away. */
    standing: (from: From, customerIds: readonly string[]) => Promise<readonly string[]>
    undo: (work: Work, ids: readonly string[]) => Promise<Undone>
  }>
  payments: Readonly<{
    write: (work: Work, rows: readonly PaymentToImport[]) => Promise<void>
    /** Which of these customers have a payment that stands. */
    standing: (from: From, customerIds: readonly string[]) => Promise<readonly string[]>
    undo: (work: Work, ids: readonly string[]) => Promise<Undone>
  }>
}>

/** Fitted in plugs.ts with what the modules offer. */
export const importers = port<Importers>('platform.importers')
