import { addDays, type Day } from '#core/day.ts'
import type { Currency } from '#core/money.ts'
import { readDay } from '#core/read-day.ts'
import { cellText } from '#core/sheet.ts'
import type { ImportOptions } from './api.ts'
import type { Field } from './fields.ts'
import {
  currencyWithin,
  documentNumber,
  readAmount,
  readCurrency,
  readTerms,
  saysCredit,
} from './read-cell.ts'
import type { DataRow } from './row.ts'
import { type FileCustomer, type InvoiceDraft, Problem, type Warning } from './verdict.ts'

/** The day in a column. @throws Problem bad_date, with the month's last day as a way out */
export function dayIn(row: DataRow, field: Field): Day {
  const read = readDay(row.cell(field), row.sheet.order)
  if (read.day !== null) return read.day
  const column = row.column(field)
  const fixes = read.last ? [{ kind: 'set' as const, column, value: read.last }] : []
  throw new Problem('bad_date', column, { written: row.text(field) }, fixes)
}

/** The currency of a row, and whether what is written is one at all. */
export function currencyIn(
  row: DataRow,
  amounts: readonly Field[],
  fallback: Currency,
  options: ImportOptions,
): { currency: Currency; known: boolean } {
  const written = row.text('currency')
  if (written !== '') {
    const currency = readCurrency(written)
    return {
      currency: currency ?? options.currency,
      known: Boolean(currency) || options.assumeCurrency,
    }
  }
  const within = amounts.map((field) => currencyWithin(row.cell(field))).find(Boolean)
  return { currency: within ?? fallback, known: true }
}

/** The amount in a column; undefined when nothing is written. @throws Problem bad_amount */
export function amountIn(row: DataRow, field: Field, currency: Currency): number | undefined {
  const read = readAmount(row.cell(field), currency)
  if (read.kind === 'amount') return read.money.minor
  if (read.kind === 'blank') return undefined
  throw new Problem('bad_amount', row.column(field), { written: row.text(field) })
}

type Amounts = { gross: number; vat: number | null; paid: number; balance: number }
type Written = Partial<Record<'net' | 'vat' | 'total' | 'paid' | 'balance', number | undefined>>

/** The total, from whichever columns the file has. @throws Problem bad_amount */
function grossOf(row: DataRow, written: Written): number {
  if (written.total !== undefined) return written.total
  if (row.has('total') && row.text('total') === '' && written.net === undefined)
    throw new Problem('bad_amount', row.column('total'), { written: '' })
  if (written.net !== undefined) return written.net + (written.vat ?? 0)
  if (written.balance !== undefined) return written.balance + (written.paid ?? 0)
  throw new Problem('bad_amount', row.column('total') ?? row.column('balance'), { written: '' })
}

/** What is left of it. @throws Problem amounts_do_not_add_up, paid_exceeds_total */
function settledBy(row: DataRow, written: Written, gross: number, options: ImportOptions) {
  const { paid, balance } = written
  const fromPaid = gross - (paid ?? 0)
  const disagrees = balance !== undefined && row.has('paid') && balance !== fromPaid
  if (disagrees && options.disagreement === 'refuse')
    throw new Problem('amounts_do_not_add_up', row.column('balance'), {
      written: row.text('balance'),
      total: gross,
      paid: paid ?? 0,
      balance,
    })
  const believed = disagrees && options.disagreement === 'believe_paid' ? fromPaid : balance
  const rest = believed ?? fromPaid
  if (gross >= 0 && ((paid ?? 0) > gross || rest < 0))
    throw new Problem('paid_exceeds_total', row.column('paid') ?? row.column('balance'), {
      total: gross,
      paid: paid ?? gross - rest,
    })
  return rest
}

type Taken = (number: string) => Readonly<{ row: number }> | Readonly<{ id: string }> | undefined

/** Reads the four amounts and refuses what cannot be. */
function amountsOf(
  row: DataRow,
  currency: Currency,
  options: ImportOptions,
  taken: Taken,
): Amounts {
  const written: Written = {}
  for (const field of ['net', 'vat', 'total', 'paid', 'balance'] as const)
    written[field] = amountIn(row, field, currency)
  const gross = grossOf(row, written)
  const marks = (['note', 'status', 'documentType'] as const).map((field) => row.text(field))
  if (gross < 0 && options.negatives === 'refuse' && !saysCredit(marks))
    throw new Problem('negative_amount', row.column('total') ?? row.column('balance'))
  const number = documentNumber(row.cell('number'))
  const earlier = number === '' ? undefined : taken(number)
  if (earlier)
    throw new Problem('duplicate_invoice_number', row.column('number'), { number, ...earlier }, [
      { kind: 'leave_out', column: null, value: null },
    ])
  const balance = settledBy(row, written, gross, options)
  return { gross, vat: written.vat ?? null, paid: written.paid ?? 0, balance }
}

function dueOf(
  row: DataRow,
  issuedOn: Day,
  customer: FileCustomer,
  options: ImportOptions,
  warnings: Warning[],
): Day {
  if (row.text('dueOn') !== '') return dayIn(row, 'dueOn')
  const words = row.cell('terms')
  const days = readTerms(words)
  if (days === undefined && cellText(words) !== '')
    warnings.push({ kind: 'terms_not_understood', column: row.column('terms') })
  return addDays(issuedOn, days ?? customer.termsDays ?? options.termsDays)
}

/** Reads one invoice. Reasons are looked for in the order of refusalReasons. @throws Problem */
export function judgeInvoice(
  row: DataRow,
  options: ImportOptions,
  whose: (warnings: Warning[]) => FileCustomer,
  taken: Taken,
  warnings: Warning[],
): InvoiceDraft {
  const customer = whose(warnings)
  const issuedOn = dayIn(row, 'issuedOn')
  const dueOn = dueOf(row, issuedOn, customer, options, warnings)
  const money = currencyIn(row, ['total', 'balance', 'net'], options.currency, options)
  const { gross, vat, balance } = amountsOf(row, money.currency, options, taken)
  if (!money.known)
    throw new Problem('unknown_currency', row.column('currency'), { written: row.text('currency') })
  return {
    customerKey: customer.key,
    number: documentNumber(row.cell('number')) || null,
    ...{ issuedOn, dueOn, currency: money.currency, gross, vat, balance },
    note: row.text('note') || null,
  }
}
