import type { Account, AccountLinesInput, SaveAccount, TrialBalance } from '#core/ledger/api.ts'
import type { AccountKey, AccountKind } from '#core/ledger/chart.ts'
import { growsByDebit } from '#core/ledger/chart.ts'
import type { Currency, Money } from '#core/money.ts'
import { Refusal } from '#core/refusal.ts'
import { command, type Work } from '#platform/command.ts'
import { type Look, query } from '#platform/query.ts'
import { survivorsOf } from './parties.ts'

export type AccountRecord = {
  id: string
  key: AccountKey | null
  code: string
  name_ar: string
  name_en: string
  kind: AccountKind
  archived_at: Date | null
}

export const accountView = (row: AccountRecord): Account => ({
  id: row.id,
  key: row.key,
  code: row.code,
  nameAr: row.name_ar,
  nameEn: row.name_en,
  kind: row.kind,
  archived: row.archived_at !== null,
})

const columns = 'a.id, a.key, a.code, a.name_ar, a.name_en, a.kind, a.archived_at'

/** Every account with what it stands at: debits less credits, in the books' own currency. */
export const listAccounts = query(
  'ledger.read',
  async (from, input: { asOf?: string | undefined }) => {
    const rows = await from.run<AccountRecord & { balance: number; lines: number }>(
      `select ${columns}, coalesce(l.balance, 0)::bigint as balance, coalesce(l.lines, 0)::int as lines
       from account a left join (
         select account_id, sum(base_amount) as balance, count(*) as lines from journal_line
         where company_id = $1 and posted_on <= $2 group by account_id) l on l.account_id = a.id
       where a.company_id = $1 order by a.code, a.id`,
      [from.companyId, input.asOf ?? 'infinity'],
    )
    return {
      rows: rows.map((row) => ({
        ...accountView(row),
        balance: { minor: row.balance, currency: from.baseCurrency },
        lines: row.lines,
      })),
    }
  },
)

/** @throws ledger.account_not_found */
async function getAccount(from: Pick<Work | Look, 'run' | 'companyId'>, id: string) {
  const [row] = await from.run<AccountRecord>(
    `select ${columns} from account a where a.company_id = $1 and a.id = $2`,
    [from.companyId, id],
  )
  if (!row) throw new Refusal('ledger.account_not_found', { id })
  return accountView(row)
}

type LineRow = {
  id: string
  entry_id: string
  posted_on: string
  document_number: string
  document_kind: string
  document_id: string
  memo: string | null
  party_id: string | null
  currency: Currency
  amount: number
  base_amount: number
  running: number
}

const linesText = `
  with mine as (
    select l.id, l.entry_id, l.posted_on, l.party_id, l.memo, l.currency, l.amount, l.base_amount,
      sum(l.base_amount) over (order by l.posted_on, l.recorded_at, l.id)::bigint as running,
      l.recorded_at
    from journal_line l where l.company_id = $1 and l.account_id = $2 and l.posted_on <= $4)
  select m.*, e.document_number, e.document_kind, e.document_id, coalesce(m.memo, e.memo) as memo
  from mine m join journal_entry e on e.company_id = $1 and e.id = m.entry_id
  where m.posted_on >= $3 order by m.posted_on desc, m.recorded_at desc, m.id desc
  limit $5 offset $6`

/** An account's ledger (حركة الحساب), the newest line first, each with the balance after it. */
export const showAccount = query('ledger.read', async (from, input: AccountLinesInput) => {
  const account = await getAccount(from, input.id)
  const first = input.from ?? '0001-01-01'
  const last = input.to ?? '9999-12-31'
  const [sums] = await from.run<{ opening: number; debit: number; credit: number; n: number }>(
    `select coalesce(sum(base_amount) filter (where posted_on < $3), 0)::bigint as opening,
       coalesce(sum(base_amount) filter (where posted_on >= $3 and base_amount > 0), 0)::bigint as debit,
       coalesce(-sum(base_amount) filter (where posted_on >= $3 and base_amount < 0), 0)::bigint as credit,
       count(*) filter (where posted_on >= $3)::int as n
     from journal_line where company_id = $1 and account_id = $2 and posted_on <= $4`,
    [from.companyId, input.id, first, last],
  )
  const { opening, debit, credit, n } = sums ?? { opening: 0, debit: 0, credit: 0, n: 0 }
  const offset = Math.max(0, Number(input.cursor ?? 0) || 0)
  const rows = await from.run<LineRow>(linesText, [
    from.companyId,
    input.id,
    first,
    last,
    input.limit,
    offset,
  ])
  const cards = await survivorsOf(
    from,
    rows.flatMap(({ party_id }) => (party_id === null ? [] : [party_id])),
  )
  const base = (minor: number): Money => ({ minor, currency: from.baseCurrency })
  return {
    account,
    opening: base(opening),
    rows: rows.map((row) => ({
      id: row.id,
      entryId: row.entry_id,
      postedOn: row.posted_on,
      number: row.document_number,
      documentKind: row.document_kind,
      documentId: row.document_id,
      memo: row.memo,
      partyName: cards.get(row.party_id ?? '')?.name ?? null,
      amount: { minor: row.amount, currency: row.currency },
      debit: base(Math.max(row.base_amount, 0)),
      credit: base(Math.max(-row.base_amount, 0)),
      balance: base(row.running),
    })),
    total: n,
    nextCursor: offset + rows.length < n ? String(offset + rows.length) : null,
    sums: { debit: base(debit), credit: base(credit), balance: base(opening + debit - credit) },
  }
})

/** Makes an account or changes one. What documents post to keeps its kind. */
export const saveAccount = command(
  'ledger.manage_accounts',
  async (work, input: SaveAccount): Promise<Account> => {
    const [before] = await work.run<AccountRecord & { used: boolean }>(
      `select ${columns}, a.key is not null or exists (select 1 from journal_line l
         where l.company_id = a.company_id and l.account_id = a.id) as used
       from account a where a.company_id = $1 and a.id = $2 for update of a`,
      [work.companyId, input.id],
    )
    if (before?.used && growsByDebit(before.kind) !== growsByDebit(input.kind))
      throw new Refusal('ledger.account_in_use', { code: before.code })
    const [taken] = await work.run(
      'select id from account where company_id = $1 and code = $2 and id <> $3',
      [work.companyId, input.code, input.id],
    )
    if (taken) throw new Refusal('ledger.account_code_taken', { code: input.code })
    await work.run(
      `insert into account (company_id, id, code, name_ar, name_en, kind) values ($1, $2, $3, $4, $5, $6)
       on conflict (company_id, id) do update set code = $3, name_ar = $4, name_en = $5, kind = $6`,
      [work.companyId, input.id, input.code, input.nameAr, input.nameEn, input.kind],
    )
    const after = await getAccount(work, input.id)
    work.audit('ledger.account_saved', {
      kind: 'account',
      id: input.id,
      before: before ? accountView(before) : null,
      after,
    })
    return after
  },
  { name: 'ledger.save_account' },
)

const archive = (archived: boolean) =>
  command(
    'ledger.manage_accounts',
    async (work, { id }: { id: string }): Promise<Account> => {
      const before = await getAccount(work, id)
      if (before.key !== null) throw new Refusal('ledger.account_in_use', { code: before.code })
      await work.run(
        'update account set archived_at = $3, archived_by = $4 where company_id = $1 and id = $2',
        [work.companyId, id, archived ? work.now : null, archived ? work.actor.id : null],
      )
      const after = { ...before, archived }
      work.audit(archived ? 'ledger.account_archived' : 'ledger.account_restored', {
        kind: 'account',
        id,
        before,
        after,
      })
      return after
    },
    { name: archived ? 'ledger.archive_account' : 'ledger.restore_account' },
  )

/** Takes an account out of the lists to choose from; its lines stay. */
export const archiveAccount = archive(true)
export const restoreAccount = archive(false)

/** The trial balance (ميزان المراجعة) of a period, in the books' own currency. */
export const showTrialBalance = query(
  'ledger.read',
  async (
    from,
    input: { from?: string | undefined; to?: string | undefined },
  ): Promise<TrialBalance> => {
    const to = input.to ?? from.today
    const first = input.from ?? `${to.slice(0, 4)}-01-01`
    const rows = await from.run<AccountRecord & { opening: number; debit: number; credit: number }>(
      `select ${columns}, l.opening, l.debit, l.credit from account a join (
         select account_id,
           coalesce(sum(base_amount) filter (where posted_on < $2), 0)::bigint as opening,
           coalesce(sum(base_amount) filter (where posted_on >= $2 and base_amount > 0), 0)::bigint as debit,
           coalesce(-sum(base_amount) filter (where posted_on >= $2 and base_amount < 0), 0)::bigint as credit
         from journal_line where company_id = $1 and posted_on <= $3 group by account_id) l
         on l.account_id = a.id
       where a.company_id = $1 order by a.code, a.id`,
      [from.companyId, first, to],
    )
    const base = (minor: number): Money => ({ minor, currency: from.baseCurrency })
    const sum = (pick: (row: (typeof rows)[number]) => number) =>
      base(rows.reduce((all, row) => all + pick(row), 0))
    return {
      from: first,
      to,
      rows: rows.map((row) => ({
        account: accountView(row),
        opening: base(row.opening),
        debit: base(row.debit),
        credit: base(row.credit),
        balance: base(row.opening + row.debit - row.credit),
      })),
      sums: {
        opening: sum((row) => row.opening),
        debit: sum((row) => row.debit),
        credit: sum((row) => row.credit),
        balance: sum((row) => row.opening + row.debit - row.credit),
      },
    }
  },
)
