import type { AccountTable } from '../tables.ts'
import { type OpenedAccount, openRow } from './opened.ts'
import type { Reading } from './row.ts'

/** Chat accounts by their ids, removed ones too; mail accounts and unknown ids are missing. */
export async function accountsById(
  from: Reading,
  ids: readonly string[],
): Promise<Map<string, OpenedAccount>> {
  const rows = await from.run<AccountTable>(
    'select * from channel_account where company_id = $1 and id = any($2)',
    [from.companyId, [...new Set(ids)]],
  )
  return new Map(
    rows.flatMap((row): [string, OpenedAccount][] => {
      const account = openRow(from, row)
      return account ? [[row.id, account]] : []
    }),
  )
}

/** What accounts are called, of mail and of chats, removed ones too. */
export async function accountNames(
  from: Reading,
  ids: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  if (ids.length === 0) return new Map()
  const rows = await from.run<{ id: string; name: string }>(
    'select id, name from channel_account where company_id = $1 and id = any($2)',
    [from.companyId, [...new Set(ids)]],
  )
  return new Map(rows.map(({ id, name }) => [id, name]))
}
