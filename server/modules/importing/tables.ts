import type { ImportOptions, ImportState, SheetMapping } from '#core/importing/api.ts'

export type ImportRecord = {
  company_id: string
  id: string
  file_name: string
  sha256: Buffer
  cells: Buffer
  mapping: SheetMapping[]
  options: ImportOptions
  revision: number
  state: ImportState
  summary: unknown
  created_at: Date
  created_by: string | null
  created_by_name: string
  started_at: Date | null
  progressed_at: Date | null
  finished_at: Date | null
  undone_at: Date | null
  done: number
  total: number
  refused: number
}

export type RowKind = 'customers' | 'invoices' | 'payments'
