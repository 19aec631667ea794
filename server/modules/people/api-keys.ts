import type { Grants } from '#core/people/identity.ts'
import { mayGive } from '#core/people/roles.ts'
import { Refusal } from '#core/refusal.ts'
import { command } from '#platform/command.ts'
import { query } from '#platform/query.ts'
import { newToken, tokenHash } from '#platform/secrets.ts'
import type { Session } from '#platform/session.ts'
import { tables } from './store.ts'
import type { PeopleTables } from './tables.ts'

type KeyRow = PeopleTables['api_key']
const shown = (row: KeyRow) => ({
  id: row.id,
  name: row.name,
  prefix: row.prefix,
  grants: row.grants,
  createdAt: row.created_at.toISOString(),
  lastUsedAt: row.last_used_at?.toISOString() ?? null,
  revokedAt: row.revoked_at?.toISOString() ?? null,
})

export const listApiKeys = query('people.manage_keys', async (from) => {
  const rows = await tables(from)
    .selectFrom('api_key')
    .selectAll()
    .where('company_id', '=', from.companyId)
    .orderBy('created_at', 'desc')
    .execute()
  return { rows: rows.map(shown) }
})

type NewKey = { id: string; name: string; grants: Grants }

const recordKey = command(
  'people.manage_keys',
  async (work, input: NewKey & { prefix: string; hash: string }) => {
    if (!mayGive(work.session.grants, input.grants)) throw new Refusal('people.grant_exceeds_own')
    const row: KeyRow = {
      company_id: work.companyId,
      id: input.id,
      name: input.name,
      prefix: input.prefix,
      grants: input.grants,
      created_by: work.actor.id,
      created_at: work.now,
      last_used_at: null,
      revoked_at: null,
      revoked_by: null,
    }
    await tables(work).insertInto('api_key').values(row).execute()
    await work.run('select gate.link_key($1, $2, $3)', [
      Buffer.from(input.hash, 'hex'),
      work.companyId,
      input.id,
    ])
    work.audit('people.key_created', {
      kind: 'api_key',
      id: input.id,
      before: null,
      after: { name: input.name, grants: input.grants },
    })
    return shown(row)
  },
  { name: 'people.create_key' },
)

/** Makes a key for another program. The secret is in this reply and nowhere else. */
export async function createApiKey(session: Session, input: NewKey) {
  const secret = `wasl_${newToken()}`
  const key = await recordKey(session, {
    ...input,
    prefix: secret.slice(0, 12),
    hash: tokenHash(secret).toString('hex'),
  })
  return { key, secret }
}

/** @throws people.key_not_found */
export const revokeApiKey = command(
  'people.manage_keys',
  async (work, input: { id: string }) => {
    const revoked = await work.run(
      'update api_key set revoked_at = $3, revoked_by = $4 where company_id = $1 and id = $2 and revoked_at is null returning id',
      [work.companyId, input.id, work.now, work.actor.id],
    )
    if (revoked.length === 0) throw new Refusal('people.key_not_found', { id: input.id })
    work.audit('people.key_revoked', { kind: 'api_key', id: input.id, before: null, after: null })
    return { done: true as const }
  },
  { name: 'people.revoke_key' },
)
