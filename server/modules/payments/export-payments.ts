import type { z } from 'zod'
import { digitsOf, toDecimalText } from '#core/money.ts'
import type { PaymentFilters } from '#core/payments/api.ts'
import type { Cell } from '#core/sheet.ts'
import { query } from '#platform/query.ts'
import type { Session } from '#platform/session.ts'
import { type SheetColumn, writeSheet } from '#platform/sheets.ts'
import { type WordKey, word } from './messages/index.ts'
import { allPayments } from './queries.ts'

const mostRows = 50_000
const columns: readonly Readonly<{ key: WordKey; kind: SheetColumn['kind']; width: number }>[] = [
  { key: 'colNumber', kind: 'text', width: 18 },
  { key: 'colDate', kind: 'day', width: 12 },
  { key: 'colCustomer', kind: 'text', width: 40 },
  { key: 'colMethod', kind: 'text', width: 16 },
  { key: 'colReference', kind: 'text', width: 20 },
  { key: 'colAmount', kind: 'money', width: 16 },
  { key: 'colUnapplied', kind: 'money', width: 16 },
  { key: 'colCurrency', kind: 'text', width: 8 },
  { key: 'colState', kind: 'text', width: 12 },
  { key: 'colNote', kind: 'text', width: 30 },
  { key: 'colBy', kind: 'text', width: 20 },
]

type Filters = z.output<typeof PaymentFilters>

const collect = query('payments.export', async (look, input: Filters) => {
  const { language } = look.session
  const payments = await allPayments(look, input, mostRows)
  const rows = payments.map((row): Cell[] => [
    row.number,
    { day: row.paidOn },
    row.customerName,
    word(row.scheme ?? row.method, language),
    row.reference,
    Number(toDecimalText(row.amount)),
    Number(toDecimalText(row.unapplied)),
    row.amount.currency,
    row.reversedOn === null ? null : word('reversed', language),
    row.note,
    row.recordedBy,
  ])
  const decimals = Math.max(2, ...payments.map(({ amount }) => digitsOf(amount.currency)))
  return { rows, decimals, today: look.today, language }
})

/** The payments that match as a workbook, amounts as numbers. */
export async function exportPayments(session: Session, input: Filters): Promise<File> {
  const { rows, decimals, today, language } = await collect(session, input)
  const bytes = await writeSheet({
    name: word('sheet', language),
    columns: columns.map(({ key, kind = 'text', width }) => ({
      head: word(key, language),
      kind,
      width,
      decimals,
    })),
    rows,
    direction: language === 'ar' ? 'rtl' : 'ltr',
  })
  return new File([new Uint8Array(bytes)], `payments-${today}.xlsx`, {
    type: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  })
}
