import { setTimeout as sleep } from 'node:timers/promises'
import { AccountTroubled } from '#core/messaging/events.ts'
import { stillGood } from '#core/messaging/mail-grant.ts'
import { reaction, type Work } from '#platform/command.ts'
import type { House } from '#platform/house.ts'
import type { Session } from '#platform/session.ts'
import { holdAccount, openSecrets, ownFacts, type Secrets, writeSecrets } from '../accounts/row.ts'
import type { TokenAnswer, TokenSource } from '../channel.ts'
import type { AccountTable } from '../tables.ts'
import { type GrantApp, type Granted, mailAuthority } from './authority.ts'
import { appOf, grantOf, grantSecrets, typedSecrets } from './held.ts'

/** While one node has a token anew the others wait: two at once would spend the same grant. */
const turnMs = 30_000
const lookMs = 250

type Renewal = Readonly<{ app: GrantApp; refreshToken: string }>
type Turn = Readonly<{ answer: TokenAnswer }> | Renewal | 'wait'

const noGrant: TokenAnswer = { ok: false, reason: 'auth', detail: 'nobody has agreed to this yet' }

const takeTurn = reaction(
  'messaging.take_token_turn',
  async (work, { id, stale }: { id: string; stale: string | undefined }): Promise<Turn> => {
    const row = await holdAccount(work, id)
    const grant = row && !row.removed_at ? grantOf(row) : null
    if (!row || !grant) return { answer: noGrant }
    const secrets = openSecrets(work.session.house, row)
    const { [grantSecrets.access]: token, [grantSecrets.refresh]: refreshToken } = secrets
    const until = Number(secrets[grantSecrets.until] ?? 0)
    if (token !== undefined && token !== stale && stillGood(until, work.now.getTime()))
      return { answer: { ok: true, token } }
    if (refreshToken === undefined) return { answer: noGrant }
    if (Number(row.facts[ownFacts.renewing] ?? 0) > work.now.getTime()) return 'wait'
    await work.run(
      `update channel_account set facts = facts || jsonb_build_object($3::text, $4::text)
       where company_id = $1 and id = $2`,
      [work.companyId, id, ownFacts.renewing, String(work.now.getTime() + turnMs)],
    )
    return { app: appOf(grant, secrets), refreshToken }
  },
)

/** A grant that ended is said beside the account and to people, once; what is left of it goes. */
async function sayTrouble(
  work: Work,
  row: AccountTable,
  { outcome, detail }: Exclude<Granted, { outcome: 'granted' }>,
): Promise<void> {
  const news = row.facts[ownFacts.told] !== 'failing'
  if (outcome === 'gone')
    await writeSecrets(work, row.id, typedSecrets(openSecrets(work.session.house, row)))
  await work.run(
    `update channel_account set checked_at = $3, check_outcome = 'failed', check_reason = $4,
       check_detail = $5, facts = facts || jsonb_build_object($6::text, 'failing')
     where company_id = $1 and id = $2`,
    [work.companyId, row.id, work.now, `grant_${outcome}`, detail, ownFacts.told],
  )
  if (outcome === 'gone')
    work.audit('messaging.grant_lost', {
      kind: 'channel_account',
      id: row.id,
      before: null,
      after: { detail },
    })
  if (news)
    work.publish(
      AccountTroubled,
      { kind: 'channel_account', id: row.id },
      { accountId: row.id, channel: row.channel, name: row.name, trouble: 'failing' },
    )
}

type Told = Readonly<{ id: string; before: string; granted: Granted }>

/** Keeps what the provider answered, unless a person has agreed anew meanwhile. */
const keep = reaction(
  'messaging.keep_mail_token',
  async (work, { id, before, granted }: Told): Promise<TokenAnswer> => {
    const row = await holdAccount(work, id)
    if (!row || row.removed_at) return noGrant
    await work.run(
      'update channel_account set facts = facts - $3::text where company_id = $1 and id = $2',
      [work.companyId, id, ownFacts.renewing],
    )
    const secrets = openSecrets(work.session.house, row)
    if (secrets[grantSecrets.refresh] !== before)
      return { ok: false, reason: 'unavailable', detail: 'the grant has changed' }
    if (granted.outcome === 'granted') {
      await writeSecrets(work, row.id, withTokens(secrets, granted, work.now))
      // The app is known again: what was said of it holds no more.
      await work.run(
        `update channel_account set checked_at = null, check_outcome = null, check_reason = null,
           check_detail = null, facts = facts - $3::text
         where company_id = $1 and id = $2 and check_reason = 'grant_app'`,
        [work.companyId, id, ownFacts.told],
      )
      return { ok: true, token: granted.accessToken }
    }
    const { outcome, detail } = granted
    if (outcome === 'unavailable') return { ok: false, reason: 'unavailable', detail }
    await sayTrouble(work, row, granted)
    return { ok: false, reason: 'auth', detail }
  },
)

/** Secrets with new tokens among them; a provider that sends no new grant leaves us the old one. */
export const withTokens = (
  secrets: Secrets,
  granted: Extract<Granted, { outcome: 'granted' }>,
  now: Date,
): Secrets => ({
  ...secrets,
  [grantSecrets.access]: granted.accessToken,
  [grantSecrets.until]: String(now.getTime() + granted.lastsMs),
  ...(granted.refreshToken !== undefined && { [grantSecrets.refresh]: granted.refreshToken }),
})

async function fresh(session: Session, id: string, stale: string | undefined) {
  for (let waited = 0; waited < turnMs; waited += lookMs) {
    const turn = await takeTurn(session, { id, stale })
    if (turn === 'wait') {
      await sleep(lookMs)
      continue
    }
    if ('answer' in turn) return turn.answer
    const granted = await session.house.plugs
      .get(mailAuthority)
      .refresh(turn.app, turn.refreshToken)
    return keep(session, { id, before: turn.refreshToken, granted })
  }
  return { ok: false as const, reason: 'unavailable' as const, detail: 'no token came in time' }
}

/** By account: whoever asks while it is asked for gets the same answer. */
const asked = new WeakMap<House, Map<string, Promise<TokenAnswer>>>()

/** A way to a token for the mailbox of an account: the one that is held, or a new one. */
export function tokenSource(session: Session, id: string): TokenSource {
  const { house, companyId } = session
  const all = asked.get(house) ?? new Map<string, Promise<TokenAnswer>>()
  asked.set(house, all)
  const key = `${companyId} ${id}`
  return async (stale) => {
    const running = all.get(key)
    if (running) await running.catch(() => undefined)
    const mine = fresh(session, id, stale)
    all.set(key, mine)
    try {
      return await mine
    } finally {
      if (all.get(key) === mine) all.delete(key)
    }
  }
}
