import { renewsNow } from '#core/messaging/account-state.ts'
import { reaction } from '#platform/command.ts'
import { look } from '#platform/query.ts'
import type { Session } from '#platform/session.ts'
import { nowOf } from '#platform/time.ts'
import type { AccountTable } from '../tables.ts'
import { openAccount, providerOf } from './opened.ts'
import { lockAccount, openSecrets, ownFacts, sealSecrets } from './row.ts'
import { signsOf } from './shown.ts'

type Renewal = Readonly<{ id: string; before: string; token?: string; failed?: string }>

/** Keeps a new token, unless a person has entered another meanwhile. */
const keepToken = reaction('messaging.keep_token', async (work, renewal: Renewal) => {
  const { session, now, companyId } = work
  const { id, before, token, failed } = renewal
  const row = await lockAccount(work, id)
  const secrets = openSecrets(session.house, row)
  if (secrets['token'] !== before) return
  const { [ownFacts.renewalFailed]: _, ...facts } = row.facts
  if (token === undefined) {
    const told = { ...facts, [ownFacts.renewalFailed]: failed ?? '' }
    await work.run('update channel_account set facts = $3 where company_id = $1 and id = $2', [
      ...[companyId, id, JSON.stringify(told)],
    ])
    return
  }
  await work.run(
    'update channel_account set secrets_sealed = $3, facts = $4 where company_id = $1 and id = $2',
    [
      ...[companyId, id, sealSecrets(session.house, id, { ...secrets, token })],
      JSON.stringify({ ...facts, [ownFacts.tokenSet]: now.toISOString() }),
    ],
  )
  work.audit('messaging.token_renewed', {
    kind: 'channel_account',
    id,
    before: { tokenSet: row.facts[ownFacts.tokenSet] ?? null },
    after: { tokenSet: now.toISOString() },
  })
})

/** Has a token that will end soon anew, where its vendor gives one for the old. */
export async function renewToken(session: Session, row: AccountTable): Promise<void> {
  const { vendor, tokenSetMs } = signsOf(session, row)
  if (!renewsNow(vendor, tokenSetMs, nowOf(session.house.clock).getTime())) return
  const account = await look(session, (from) => openAccount(from, row.id))
  const renew = account && providerOf(session.house, account).renewToken
  const before = account?.secrets['token']
  if (!account || !renew || before === undefined) return
  const answer = await renew(account)
  const got = 'token' in answer ? { token: answer.token } : { failed: answer.reason }
  await keepToken(session, { id: row.id, before, ...got })
}
