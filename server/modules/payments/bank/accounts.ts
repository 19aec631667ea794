import type { Day } from '#core/day.ts'
import type { Currency } from '#core/money.ts'
import type { BankAccountRow, SaveBankAccount } from '#core/payments/bank-api.ts'
import { Refusal } from '#core/refusal.ts'
import { parseIban } from '#core/vat-number.ts'
import { command } from '#platform/command.ts'
import { query } from '#platform/query.ts'
import type { From } from '../store.ts'

type Row = {
  id: string
  name: string
  bank: string | null
  iban: string | null
  currency: Currency
  lines: number
  open: number
  last_day: Day | null
  closing: number | null
}

async function rowsOf(
  from: Pick<From, 'run' | 'companyId'>,
  id: string | null,
): Promise<BankAccountRow[]> {
  const rows = await from.run<Row>(
    `select a.id, a.name, a.bank, a.iban, a.currency, coalesce(l.lines, 0) as lines,
       coalesce(l.open, 0) as open, s.to_day as last_day, s.closing
     from bank_account a
     left join lateral (select count(*) as lines, count(*) filter (where state = 'open') as open
       from bank_line where company_id = $1 and account_id = a.id) l on true
     left join lateral (select to_day, closing from bank_statement
       where company_id = $1 and account_id = a.id order by to_day desc, taken_at desc limit 1) s on true
     where a.company_id = $1 and a.archived_at is null and ($2::uuid is null or a.id = $2)
     order by a.created_at, a.id`,
    [from.companyId, id],
  )
  return rows.map((row) => ({
    id: row.id,
    name: row.name,
    bank: row.bank,
    iban: row.iban,
    currency: row.currency,
    lines: row.lines,
    open: row.open,
    lastDay: row.last_day,
    closing: row.closing === null ? null : { minor: row.closing, currency: row.currency },
  }))
}

export const listAccounts = query('payments.see_bank', async (look, _: object) => ({
  rows: await rowsOf(look, null),
}))

/**
 * Names an account whose statements are to be read. Its currency stays what it was.
 * @throws payments.bank_account_known, payments.bank_account_currency
 */
export const saveAccount = command(
  'payments.bank',
  async (work, input: SaveBankAccount): Promise<BankAccountRow> => {
    const iban = input.iban ? (parseIban(input.iban) ?? null) : null
    const [twin] = await work.run<{ name: string }>(
      'select name from bank_account where company_id = $1 and iban = $2 and id <> $3',
      [work.companyId, iban, input.id],
    )
    if (twin) throw new Refusal('payments.bank_account_known', { name: twin.name })
    const [before] = await work.run<Record<string, unknown>>(
      'select name, bank, iban, currency from bank_account where company_id = $1 and id = $2',
      [work.companyId, input.id],
    )
    if (before && before['currency'] !== input.currency)
      throw new Refusal('payments.bank_account_currency')
    const after = { name: input.name, bank: input.bank || null, iban, currency: input.currency }
    await work.run(
      `insert into bank_account (company_id, id, name, bank, iban, currency, created_at, created_by)
       values ($1, $2, $3, $4, $5, $6, $7, $8)
       on conflict (company_id, id) do update set name = $3, bank = $4, iban = $5`,
      [
        ...[work.companyId, input.id, after.name, after.bank, iban, input.currency],
        ...[work.now, work.actor.name],
      ],
    )
    work.audit('payments.bank_account_saved', {
      kind: 'bank_account',
      id: input.id,
      before: before ?? null,
      after,
    })
    const [row] = await rowsOf(work, input.id)
    if (!row) throw new Error('An account that was saved is there')
    return row
  },
  { name: 'payments.save_bank_account' },
)
