import { Refusal } from '#core/refusal.ts'
import type { Work } from '#platform/command.ts'
import type { House } from '#platform/house.ts'
import type { From } from '../store.ts'
import type { AccountTable } from '../tables.ts'

/** As little as reading an account needs. */
export type Reading = Pick<From, 'run' | 'companyId' | 'session'>

/** What we note beside the vendor's own facts: they are no news to anyone. */
export const ownFacts = {
  /** Since when the token is here. */
  tokenSet: 'wasl_token_set',
  /** When the vendor took what it has not told of since. */
  unanswered: 'wasl_unanswered',
  /** Why the token could not be renewed. */
  renewalFailed: 'wasl_renewal_failed',
  /** The trouble that people were told of. */
  told: 'wasl_told',
  /** Until when a node has a token of its mailbox made anew. */
  renewing: 'wasl_renewing',
} as const

export const passwordPlace = (id: string): string => `channel_account|password_sealed|${id}`
const secretsPlace = (id: string): string => `channel_account|secrets_sealed|${id}`

export type Secrets = Readonly<Record<string, string>>

/** All secrets of an account, locked together; null when there are none. */
export const sealSecrets = (house: House, id: string, secrets: Secrets): string | null =>
  Object.keys(secrets).length === 0
    ? null
    : house.safe.lock(JSON.stringify(secrets), secretsPlace(id))

export function openSecrets(
  house: House,
  { id, secrets_sealed: sealed }: Pick<AccountTable, 'id' | 'secrets_sealed'>,
): Secrets {
  return sealed === null ? {} : (JSON.parse(house.safe.open(sealed, secretsPlace(id))) as Secrets)
}

/** Puts these secrets in the place of all that an account has. */
export const writeSecrets = (work: Work, id: string, secrets: Secrets) =>
  work.run('update channel_account set secrets_sealed = $3 where company_id = $1 and id = $2', [
    ...[work.companyId, id, sealSecrets(work.session.house, id, secrets)],
  ])

/** An account, removed ones too. */
export async function findAccount(from: Reading, id: string): Promise<AccountTable | undefined> {
  const [row] = await from.run<AccountTable>(
    'select * from channel_account where company_id = $1 and id = $2',
    [from.companyId, id],
  )
  return row
}

/** Every account that is not removed, the oldest first. */
export const allAccounts = (from: Reading): Promise<AccountTable[]> =>
  from.run<AccountTable>(
    `select * from channel_account where company_id = $1 and removed_at is null
     order by created_at, id`,
    [from.companyId],
  )

/** An account held until the transaction ends, removed ones too. */
export async function holdAccount(work: Work, id: string): Promise<AccountTable | undefined> {
  const [row] = await work.run<AccountTable>(
    'select * from channel_account where company_id = $1 and id = $2 for update',
    [work.companyId, id],
  )
  return row
}

/** @throws messaging.account_not_found */
export async function lockAccount(work: Work, id: string): Promise<AccountTable> {
  const row = await holdAccount(work, id)
  if (!row || row.removed_at) throw new Refusal('messaging.account_not_found', { id })
  return row
}

/** Accounts of one channel are made and chosen one after the other. */
export async function lockChannel(work: Work, channel: AccountTable['channel']): Promise<void> {
  await work.run('select pg_advisory_xact_lock(hashtextextended($1, 0))', [
    `channel_account|${work.companyId}|${channel}`,
  ])
}

/** The accounts of a channel that are not removed. */
export const accountsOfChannel = (
  from: Reading,
  channel: AccountTable['channel'],
): Promise<AccountTable[]> =>
  from.run<AccountTable>(
    `select * from channel_account where company_id = $1 and channel = $2 and removed_at is null
     order by chosen_at desc nulls last, created_at, id`,
    [from.companyId, channel],
  )
