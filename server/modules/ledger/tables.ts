import type { Generated } from 'kysely'
import type { AccountKey, AccountKind } from '#core/ledger/chart.ts'
import type { SeriesKey } from '#core/ledger/series.ts'
import type { Currency } from '#core/money.ts'

export type LedgerTables = {
  account: {
    company_id: string
    id: string
    key: AccountKey | null
    code: string
    name_ar: string
    name_en: string
    kind: AccountKind
    archived_at: Date | null
    archived_by: string | null
  }
  journal_entry: {
    company_id: string
    id: string
    kind: string
    document_kind: string
    document_id: string
    document_number: string
    party_id: string | null
    posted_on: string
    currency: Currency
    rate: string
    memo: string | null
    reverses: string | null
    recorded_at: Date
    by_id: string | null
    by_name: string
  }
  journal_line: {
    company_id: string
    id: string
    entry_id: string
    place: number
    account_id: string
    party_id: string | null
    due_on: string | null
    posted_on: string
    recorded_at: Date
    currency: Currency
    amount: number
    base_amount: number
    settled: Generated<number>
    settled_base: Generated<number>
    settled_through: Generated<string | null>
    memo: string | null
  }
  settlement: {
    company_id: string
    id: string
    credit_id: string
    item_id: string
    currency: Currency
    amount: number
    credit_base: number
    item_base: number
    effective_on: string
    recorded_at: Date
    takes_back: string | null
    reason: string | null
    entry_id: string | null
    by_id: string | null
    by_name: string
  }
  issued_number: {
    company_id: string
    series: SeriesKey
    year: number
    sequence: number
    number: string
    issued_at: Date
  }
  period_lock: {
    company_id: string
    seq: Generated<number>
    id: string
    locked_through: string | null
    reopened: boolean
    reason: string | null
    at: Date
    by_id: string | null
    by_name: string
  }
  exchange_rate: {
    company_id: string
    currency: Currency
    day: string
    rate: string
    at: Date
    by_id: string | null
    by_name: string
  }
  books_check: {
    company_id: string
    seq: Generated<number>
    at: Date
    duration_ms: number
    problems: number
    results: unknown
  }
}
