import type { Currency } from '#core/money.ts'
import type { Sheet } from '#core/sheet.ts'
import type { ImportOptions, SheetMapping } from './api.ts'
import { CustomerBook } from './customers.ts'
import { judgeBalance } from './judge-balance.ts'
import { judgeInvoice } from './judge-invoice.ts'
import { judgePayment, type OpenInvoice } from './judge-payment.ts'
import { type DataRow, type MappedSheet, mapped, rowsOf, type SkippedRow } from './row.ts'
import {
  type Draft,
  type FileCustomer,
  type InvoiceDraft,
  type Judged,
  type Known,
  Problem,
  type Warning,
} from './verdict.ts'

/** What a whole file would do, row by row, and who it speaks of. */
export type Verdict = Readonly<{
  rows: readonly Judged[]
  customers: readonly FileCustomer[]
  /** What would be owed after it, by currency. */
  open: ReadonlyMap<Currency, number>
}>

const order = ['customers', 'invoices', 'balances', 'payments'] as const

/** Reads the rows of a file against each other and against the house, and refuses those that cannot be. */
class Reading {
  readonly #options: ImportOptions
  readonly #known: Known
  readonly #book: CustomerBook
  readonly #numbers = new Map<string, { row: number }>()
  readonly #invoices = new Map<string, OpenInvoice>()
  readonly open = new Map<Currency, number>()

  constructor(options: ImportOptions, known: Known, listed: boolean) {
    this.#options = options
    this.#known = known
    this.#book = new CustomerBook(known, options, listed)
  }

  get customers(): readonly FileCustomer[] {
    return this.#book.all
  }

  judge(row: DataRow): Judged {
    const warnings: Warning[] = []
    const place = { sheet: row.sheet.index, row: row.row }
    try {
      return { ...place, state: 'ready', draft: this.#draft(row, warnings), warnings }
    } catch (problem) {
      if (!(problem instanceof Problem)) throw problem
      const { reason, column, facts, fixes } = problem
      return { ...place, state: 'refused', reason, column, facts, fixes, warnings }
    }
  }

  #draft(row: DataRow, warnings: Warning[]): Draft {
    const options = this.#options
    const whose = (to: Warning[]) => this.#book.of(row, to)
    switch (row.sheet.kind) {
      case 'customers':
        return { kind: 'customer', key: this.#book.list(row, warnings).key }
      case 'invoices': {
        const taken = (number: string) => this.#taken(number)
        const invoice = judgeInvoice(row, options, whose, taken, warnings)
        this.#accept(row, invoice)
        return { kind: 'invoices', invoices: [invoice] }
      }
      case 'balances': {
        const invoices = judgeBalance(row, options, whose, this.#known.today, warnings)
        for (const { currency, balance } of invoices) this.#owe(currency, balance)
        return { kind: 'invoices', invoices }
      }
      case 'payments': {
        const invoiceOf = (number: string) => this.#invoiceOf(number)
        const payment = judgePayment(row, options, whose, invoiceOf, warnings)
        this.#owe(payment.currency, -payment.amount)
        return { kind: 'payment', payment }
      }
    }
  }

  #taken(number: string) {
    const here = this.#numbers.get(number)
    if (here) return here
    const there = this.#known.invoices.get(number)
    return there && { id: there.id }
  }

  #accept(row: DataRow, invoice: InvoiceDraft): void {
    this.#owe(invoice.currency, invoice.balance)
    if (invoice.number === null) return
    this.#numbers.set(invoice.number, { row: row.row })
    this.#invoices.set(invoice.number, {
      at: { row: `${row.sheet.index}:${row.row}` },
      customer: { key: invoice.customerKey },
      currency: invoice.currency,
      balance: invoice.balance,
    })
  }

  #invoiceOf(number: string): OpenInvoice | undefined {
    const here = this.#invoices.get(number)
    if (here) return here
    const there = this.#known.invoices.get(number)
    if (!there) return undefined
    const { id, customerId, currency, balance } = there
    const found = { at: { id }, customer: { id: customerId }, currency, balance }
    this.#invoices.set(number, found)
    return found
  }

  #owe(currency: Currency, minor: number): void {
    this.open.set(currency, (this.open.get(currency) ?? 0) + minor)
  }
}

const isData = (row: DataRow | SkippedRow): row is DataRow => 'cell' in row

/**
 * Judges every row of a file by its sheets' mappings: customers first, since invoices name them, and
 * payments last, since they name invoices. Nothing is written, and the same file is judged the same.
 */
export function judge(
  sheets: readonly Sheet[],
  mappings: readonly SheetMapping[],
  options: ImportOptions,
  known: Known,
): Verdict {
  const used = mappings.flatMap((mapping): readonly MappedSheet[] => {
    const sheet = mapped(sheets, mapping, options)
    return sheet ? [sheet] : []
  })
  const reading = new Reading(
    options,
    known,
    used.some(({ kind }) => kind === 'customers'),
  )
  const rows: Judged[] = []
  for (const kind of order)
    for (const sheet of used.filter((each) => each.kind === kind))
      for (const row of rowsOf(sheet, options))
        rows.push(
          isData(row)
            ? reading.judge(row)
            : { sheet: row.sheet.index, row: row.row, state: 'skipped', skip: row.skip },
        )
  return { rows, customers: reading.customers, open: reading.open }
}
