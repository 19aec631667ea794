import type { Day } from '#core/day.ts'
import type { Currency } from '#core/money.ts'
import type { BankMapping } from '#core/payments/bank/columns.ts'
import type { BankLineRow, LineState } from '#core/payments/bank/line.ts'
import { Refusal } from '#core/refusal.ts'
import type { From } from '../store.ts'

type Reads = Pick<From, 'run' | 'companyId'>

export type AccountRecord = {
  id: string
  name: string
  bank: string | null
  iban: string | null
  currency: Currency
  mapping: BankMapping | null
}

/** @throws payments.bank_account_not_found */
export async function getAccount(from: Reads, id: string): Promise<AccountRecord> {
  const [row] = await from.run<AccountRecord>(
    `select id, name, bank, iban, currency, mapping from bank_account
     where company_id = $1 and id = $2 and archived_at is null`,
    [from.companyId, id],
  )
  if (!row) throw new Refusal('payments.bank_account_not_found', { id })
  return row
}

export type LineRecord = {
  id: string
  account_id: string
  account_name: string
  booked_on: Day
  value_on: Day | null
  amount: number
  currency: Currency
  description: string
  reference: string | null
  counterparty: string | null
  iban: string | null
  balance: number | null
  state: LineState
  reason: string | null
  payment_id: string | null
  payment_number: string | null
  customer_id: string | null
  customer_name: string | null
  booked: boolean | null
  entry_id: string | null
  entry_number: string | null
  account_code: string | null
  account_name_ar: string | null
  account_name_en: string | null
  expense_by_name: string | null
  linked_id: string | null
  linked_kind: string | null
  linked_number: string | null
  linked_customer_id: string | null
  linked_by_name: string | null
  matched_by_name: string | null
}

export const lineColumns = `l.id, l.account_id, a.name as account_name, l.booked_on, l.value_on,
  l.amount, l.currency, l.description, l.reference, l.counterparty, l.iban, l.balance, l.state,
  l.reason, m.payment_id, p.number as payment_number, m.customer_id, p.customer_name,
  m.booked, m.matched_by_name, x.entry_id, x.entry_number, x.account_code,
  x.account_name_ar, x.account_name_en, x.booked_by_name as expense_by_name,
  n.entry_id as linked_id, n.document_kind as linked_kind, n.document_number as linked_number,
  n.party_id as linked_customer_id, n.linked_by_name`
export const lineTables = `from bank_line l
  join bank_account a on a.company_id = l.company_id and a.id = l.account_id
  left join bank_match m on m.company_id = l.company_id and m.line_id = l.id and m.undone_at is null
  left join payment_view p on p.company_id = m.company_id and p.id = m.payment_id
  left join bank_expense_view x on x.company_id = l.company_id and x.line_id = l.id
    and x.undone_at is null
  left join bank_entry_view n on n.company_id = l.company_id and n.line_id = l.id
    and n.undone_at is null`

/** A line as it is, but for the entry that it was linked to: what of that may be known, the reader decides. */
export const lineOf = (row: LineRecord): BankLineRow => ({
  id: row.id,
  accountId: row.account_id,
  accountName: row.account_name,
  bookedOn: row.booked_on,
  valueOn: row.value_on,
  amount: { minor: row.amount, currency: row.currency },
  description: row.description,
  reference: row.reference,
  counterparty: row.counterparty,
  iban: row.iban,
  balance: row.balance === null ? null : { minor: row.balance, currency: row.currency },
  state: row.state,
  reason: row.reason,
  match:
    row.payment_id === null
      ? null
      : {
          paymentId: row.payment_id,
          paymentNumber: row.payment_number ?? '',
          customerId: row.customer_id ?? '',
          customerName: row.customer_name ?? '',
          booked: row.booked ?? false,
          by: row.matched_by_name ?? '',
        },
  expense:
    row.entry_id === null
      ? null
      : {
          entryId: row.entry_id,
          entryNumber: row.entry_number ?? '',
          accountCode: row.account_code ?? '',
          accountNameAr: row.account_name_ar ?? '',
          accountNameEn: row.account_name_en ?? '',
          by: row.expense_by_name ?? '',
        },
  entry: null,
})

/** Those of these lines that there are. */
export const getLines = (from: Reads, ids: readonly string[]): Promise<LineRecord[]> =>
  from.run<LineRecord>(
    `select ${lineColumns} ${lineTables} where l.company_id = $1 and l.id = any($2)`,
    [from.companyId, [...ids]],
  )

/** @throws payments.bank_line_not_found */
export async function getLine(from: Reads, id: string): Promise<LineRecord> {
  const [row] = await from.run<LineRecord>(
    `select ${lineColumns} ${lineTables} where l.company_id = $1 and l.id = $2`,
    [from.companyId, id],
  )
  if (!row) throw new Refusal('payments.bank_line_not_found', { id })
  return row
}
