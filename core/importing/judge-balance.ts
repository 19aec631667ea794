import { addDays, type Day } from '#core/day.ts'
import type { ImportOptions } from './api.ts'
import type { Field } from './fields.ts'
import { amountIn, currencyIn } from './judge-invoice.ts'
import type { DataRow } from './row.ts'
import { type FileCustomer, type InvoiceDraft, Problem, type Warning } from './verdict.ts'

/** How many days ago the youngest debt of a bucket fell due: a report of ages says no more. */
const buckets: readonly (readonly [Field, number])[] = [
  ['age0', 0],
  ['age30', 1],
  ['age60', 31],
  ['age90', 61],
  ['age120', 91],
  ['ageMore', 121],
]
const columns: readonly Field[] = ['total', 'debit', 'credit', ...buckets.map(([field]) => field)]

/**
 * Reads one customer's balance, as a report of ages or a list of debits and credits has it: one open
 * item for each bucket that holds something. @throws Problem
 */
export function judgeBalance(
  row: DataRow,
  options: ImportOptions,
  whose: (warnings: Warning[]) => FileCustomer,
  today: Day,
  warnings: Warning[],
): InvoiceDraft[] {
  const customer = whose(warnings)
  const money = currencyIn(row, columns, options.currency, options)
  const amount = (field: Field) => amountIn(row, field, money.currency)
  const written = buckets.map(([field, days]) => ({ field, days, minor: amount(field) ?? 0 }))
  const [total, debit, credit] = [amount('total'), amount('debit'), amount('credit')]
  const aged = buckets.some(([field]) => row.has(field))
  if (!aged && total === undefined && debit === undefined && credit === undefined)
    throw new Problem('bad_amount', row.column('total') ?? row.column('debit'), { written: '' })
  if (!money.known)
    throw new Problem('unknown_currency', row.column('currency'), { written: row.text('currency') })
  if (debit && credit)
    throw new Problem('debit_and_credit', row.column('credit'), { debit, credit })
  const sum = written.reduce((all, { minor }) => all + minor, 0)
  if (aged && total !== undefined && total !== sum)
    throw new Problem('total_does_not_match', row.column('total'), { total, sum })
  const plain = total ?? (debit ?? 0) - (credit ?? 0)
  const parts = aged ? written : [{ days: 0, minor: plain }]
  return parts
    .filter(({ minor }) => minor !== 0)
    .map(({ days, minor }) => ({
      customerKey: customer.key,
      number: null,
      issuedOn: addDays(today, -days),
      dueOn: addDays(today, -days),
      currency: money.currency,
      ...{ gross: minor, vat: null, balance: minor },
      note: row.text('note') || null,
    }))
}
