import { toCsv } from '#core/collections/csv.ts'
import { toDecimalText } from '#core/money.ts'
import type { DepositFilters } from '#core/payments/deposit-api.ts'
import type { Language } from '#core/people/identity.ts'
import { query } from '#platform/query.ts'
import { type WordKey, word } from '../messages/index.ts'
import { allDeposits } from './queries.ts'

const mostRows = 50_000
const heads: readonly WordKey[] = [
  ...(['colRequest', 'colKind', 'colCustomer', 'colCustomerNumber', 'colSubject'] as const),
  ...(['colCurrency', 'colAmount', 'colCame', 'colRefunded', 'colUnapplied', 'colHeld'] as const),
  ...(['colDue', 'colRequestedOn', 'colState', 'colRequestedBy'] as const),
]

type Row = Awaited<ReturnType<typeof allDeposits>>[number]

const lineOf = (row: Row, language: Language): string[] => [
  ...[row.number, word(`kind_${row.kind}`, language), row.customerName, row.customerNumber],
  ...[row.subject, row.amount.currency],
  ...[row.amount, row.paid, row.refunded, row.unapplied, row.held].map(toDecimalText),
  ...[row.dueOn, row.requestedOn, word(`state_${row.state}`, language), row.requestedBy],
]

/** The requests that match, as the list narrows them: one a line, amounts as numbers. */
export const exportDeposits = query('payments.export', async (look, input: DepositFilters) => {
  const { language } = look.session
  const rows = await allDeposits(look, input, mostRows)
  const lines = [
    heads.map((key) => word(key, language)),
    ...rows.map((row) => lineOf(row, language)),
  ]
  return new File([toCsv(lines)], `deposits-${look.today}.csv`, { type: 'text/csv; charset=utf-8' })
})
