import type { Day } from '#core/day.ts'
import type { Currency } from '#core/money.ts'
import type { RefusalReason, SkipKind, WarningKind } from './reasons.ts'

/** A customer whom the file names: in a customers' sheet, or only beside their invoices. */
export type FileCustomer = {
  readonly key: string
  readonly code: string | null
  readonly name: string
  readonly listed: boolean
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
  /** Of the house's own customer with the same code: they are one. */
  readonly customerId: string | null
  readonly rows: string[]
}

/** What a good row becomes. */
export type InvoiceDraft = Readonly<{
  customerKey: string
  number: string | null
  issuedOn: Day
  dueOn: Day
  currency: Currency
  gross: number
  vat: number | null
  balance: number
  note: string | null
}>
export type PaymentDraft = Readonly<{
  /** By the row that brought it, `sheet:row`, or by its id in the house; null: on account. */
  invoice: Readonly<{ row: string } | { id: string }> | null
  customer: Readonly<{ key: string } | { id: string }>
  number: string | null
  paidOn: Day
  currency: Currency
  amount: number
  method: 'cash' | 'transfer' | 'card' | 'cheque' | 'wallet'
  reference: string | null
  note: string | null
}>
export type Draft = Readonly<
  | { kind: 'customer'; key: string }
  | { kind: 'invoices'; invoices: readonly InvoiceDraft[] }
  | { kind: 'payment'; payment: PaymentDraft }
>

export type Warning = Readonly<{ kind: WarningKind; column: number | null }>
export type FixDraft = Readonly<{
  kind: 'set' | 'leave_out'
  column: number | null
  value: string | null
}>
export type Facts = Readonly<Record<string, string | number>>

/** What is to be done with one row, and why not. */
export type Judged = Readonly<
  { sheet: number; row: number } & (
    | { state: 'ready'; draft: Draft; warnings: readonly Warning[] }
    | {
        state: 'refused'
        reason: RefusalReason
        column: number | null
        facts: Facts
        fixes: readonly FixDraft[]
        warnings: readonly Warning[]
      }
    | { state: 'skipped'; skip: SkipKind }
  )
>

/** What the house knows that the file may speak of. */
export type Known = Readonly<{
  today: Day
  /** Customers whom an earlier import brought, by the file's code for them. */
  byCode: ReadonlyMap<string, string>
  invoices: ReadonlyMap<
    string,
    Readonly<{ id: string; customerId: string; currency: Currency; balance: number }>
  >
}>

/** Thrown inside the reading of one row, and caught beside it. */
export class Problem extends Error {
  readonly reason: RefusalReason
  readonly column: number | null
  readonly facts: Facts
  readonly fixes: readonly FixDraft[]

  constructor(
    reason: RefusalReason,
    column: number | null,
    facts: Facts = {},
    fixes: readonly FixDraft[] = [],
  ) {
    super(reason)
    this.reason = reason
    this.column = column
    this.facts = facts
    this.fixes = fixes
  }
}
