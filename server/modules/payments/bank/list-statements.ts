import type { Day } from '#core/day.ts'
import type { Currency, Money } from '#core/money.ts'
import type { StatementFormat } from '#core/payments/bank/statement.ts'
import type { BankStatementRow } from '#core/payments/bank-api.ts'
import { Refusal } from '#core/refusal.ts'
import { query } from '#platform/query.ts'
import type { From } from '../store.ts'

/** An amount that a file may leave unsaid. */
export const moneyOr = (minor: number | null, currency: Currency): Money | null =>
  minor === null ? null : { minor, currency }

type StatementRecord = {
  id: string
  account_id: string
  account_name: string
  currency: Currency
  file_name: string
  format: StatementFormat
  from_day: Day
  to_day: Day
  opening: number | null
  closing: number | null
  proven: boolean
  lines: number
  fresh: number
  taken_at: Date
  taken_by_name: string
}

const statements = `select s.id, s.account_id, a.name as account_name, a.currency, s.file_name, s.format,
  s.from_day, s.to_day, s.opening, s.closing, s.proven, s.lines, s.fresh, s.taken_at, s.taken_by_name
  from bank_statement s join bank_account a on a.company_id = s.company_id and a.id = s.account_id
  where s.company_id = $1`

const statementOf = (row: StatementRecord): BankStatementRow => ({
  id: row.id,
  accountId: row.account_id,
  accountName: row.account_name,
  fileName: row.file_name,
  format: row.format,
  from: row.from_day,
  to: row.to_day,
  opening: moneyOr(row.opening, row.currency),
  closing: moneyOr(row.closing, row.currency),
  proven: row.proven,
  lines: row.lines,
  fresh: row.fresh,
  takenAt: row.taken_at.toISOString(),
  takenBy: row.taken_by_name,
})

/** @throws request.not_found */
export async function readStatement(
  from: Pick<From, 'run' | 'companyId'>,
  id: string,
): Promise<BankStatementRow> {
  const [row] = await from.run<StatementRecord>(`${statements} and s.id = $2`, [from.companyId, id])
  if (!row) throw new Refusal('request.not_found')
  return statementOf(row)
}

type Asked = { cursor?: string | undefined; limit: number; accountId?: string | undefined }

/** The files that were taken, the newest first. */
export const listStatements = query('payments.see_bank', async (look, input: Asked) => {
  const values = [look.companyId, input.accountId ?? null]
  const rows = await look.run<StatementRecord>(
    `${statements} and ($2::uuid is null or s.account_id = $2)
       and ($3::uuid is null or (s.taken_at, s.id) < (
         select x.taken_at, x.id from bank_statement x where x.company_id = $1 and x.id = $3))
     order by s.taken_at desc, s.id desc limit $4`,
    [...values, /^[0-9a-f-]{36}$/.test(input.cursor ?? '') ? input.cursor : null, input.limit],
  )
  const [count] = await look.run<{ total: number }>(
    `select count(*) as total from bank_statement s
     where s.company_id = $1 and ($2::uuid is null or s.account_id = $2)`,
    values,
  )
  return {
    rows: rows.map(statementOf),
    nextCursor: rows.length === input.limit ? (rows.at(-1)?.id ?? null) : null,
    total: count?.total ?? 0,
  }
})
