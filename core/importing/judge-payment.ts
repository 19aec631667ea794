import type { Currency } from '#core/money.ts'
import type { ImportOptions } from './api.ts'
import { amountIn, currencyIn, dayIn } from './judge-invoice.ts'
import { documentNumber, readMethod } from './read-cell.ts'
import type { DataRow } from './row.ts'
import { type FileCustomer, type PaymentDraft, Problem, type Warning } from './verdict.ts'

/** An invoice that payments of the file may name, with what is still open on it. */
export type OpenInvoice = {
  readonly at: NonNullable<PaymentDraft['invoice']>
  readonly customer: PaymentDraft['customer']
  readonly currency: Currency
  balance: number
}

/** The amount of a payment: more than nothing. @throws Problem bad_amount, negative_amount */
function paidAmount(row: DataRow, currency: Currency): number {
  const amount = amountIn(row, 'amount', currency)
  const column = row.column('amount')
  if (amount === undefined || amount === 0)
    throw new Problem('bad_amount', column, { written: row.text('amount') })
  if (amount < 0) throw new Problem('negative_amount', column)
  return amount
}

/** Reads one payment, and takes its amount off the invoice it names. @throws Problem */
export function judgePayment(
  row: DataRow,
  options: ImportOptions,
  whose: (warnings: Warning[]) => FileCustomer,
  invoiceOf: (number: string) => OpenInvoice | undefined,
  warnings: Warning[],
): PaymentDraft {
  const number = documentNumber(row.cell('invoiceNumber'))
  const invoice = number === '' ? undefined : invoiceOf(number)
  const customer = number === '' ? { key: whose(warnings).key } : invoice?.customer
  const paidOn = dayIn(row, 'paidOn')
  const money = currencyIn(row, ['amount'], invoice?.currency ?? options.currency, options)
  const amount = paidAmount(row, money.currency)
  const fits = invoice?.currency === money.currency
  if (invoice && fits && amount > invoice.balance && options.excess === 'refuse')
    throw new Problem('payment_exceeds_balance', row.column('amount'), {
      number,
      amount,
      balance: invoice.balance,
      currency: money.currency,
    })
  if (!customer) throw new Problem('unknown_invoice', row.column('invoiceNumber'), { number })
  if (!money.known)
    throw new Problem('unknown_currency', row.column('currency'), { written: row.text('currency') })
  const applied = invoice && fits ? Math.min(amount, invoice.balance) : 0
  if (invoice) invoice.balance -= applied
  return {
    invoice: applied > 0 && invoice ? invoice.at : null,
    customer,
    number: documentNumber(row.cell('number')) || null,
    ...{ paidOn, amount, currency: money.currency },
    method: readMethod(row.cell('method')),
    reference: row.text('reference') || null,
    note: row.text('note') || null,
  }
}
