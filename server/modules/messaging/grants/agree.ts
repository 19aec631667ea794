import { createHash, timingSafeEqual } from 'node:crypto'
import { z } from 'zod'
import type { Account } from '#core/messaging/accounts-api.ts'
import { consentUrl, type MailGrant } from '#core/messaging/mail-grant.ts'
import { Refusal } from '#core/refusal.ts'
import { command, type Work } from '#platform/command.ts'
import { newToken } from '#platform/secrets.ts'
import type { Session } from '#platform/session.ts'
import { lockAccount, openSecrets, ownFacts, type Secrets, writeSecrets } from '../accounts/row.ts'
import { smtpOf } from '../accounts/sender.ts'
import { accountOf } from '../accounts/shown.ts'
import type { AccountTable } from '../tables.ts'
import { type GrantApp, type Granted, mailAuthority } from './authority.ts'
import { appOf, grantOf, grantSecrets, returnTo, typedSecrets } from './held.ts'
import { withTokens } from './token.ts'

/** So long a person may take at the provider. */
const patienceMs = 15 * 60_000

/** A way that was begun: who began it, and what proves that it comes back to us. */
const Begun = z.object({
  sha256: z.string(),
  verifier: z.string(),
  holder: z.string(),
  until: z.number(),
})

const digest = (text: string) => createHash('sha256').update(text).digest()

/** The session in which it was begun, or the key. */
const holderOf = ({ sessionId, actor }: Session): string =>
  sessionId ?? `${actor.kind} ${actor.id ?? ''}`

/** @throws messaging.account_not_found, messaging.grant_none */
async function lockGrant(
  work: Work,
  id: string,
): Promise<{ row: AccountTable; grant: MailGrant; secrets: Secrets }> {
  const row = await lockAccount(work, id)
  const grant = row.played ? null : grantOf(row)
  if (!grant) throw new Refusal('messaging.grant_none')
  return { row, grant, secrets: openSecrets(work.session.house, row) }
}

const heard = (work: Work, what: Parameters<Work['audit']>[0], id: string, after: object | null) =>
  work.audit(what, { kind: 'channel_account', id, before: null, after })

/**
 * Begins the way on which a person lets us into a mailbox; another one that was begun ends with it.
 * @throws messaging.account_not_found, messaging.grant_none
 */
export const beginGrant = command(
  'messaging.manage',
  async (work, { id }: { id: string }): Promise<{ url: string }> => {
    const { session, now } = work
    const { row, grant, secrets } = await lockGrant(work, id)
    const [nonce, verifier] = [newToken(), newToken()]
    const begun: z.infer<typeof Begun> = {
      sha256: digest(nonce).toString('hex'),
      verifier,
      holder: holderOf(session),
      until: now.getTime() + patienceMs,
    }
    await writeSecrets(work, id, { ...secrets, [grantSecrets.begun]: JSON.stringify(begun) })
    const { user, fromAddress } = smtpOf(row)
    heard(work, 'messaging.grant_begun', id, { provider: grant.provider })
    const url = consentUrl(grant, {
      state: `${id}.${nonce}`,
      challenge: digest(verifier).toString('base64url'),
      returnTo: returnTo(session),
      user: user ?? fromAddress,
    })
    return { url }
  },
  { name: 'messaging.begin_grant' },
)

type Back = Readonly<{ id: string; state: string; code: string }>
type Claimed = Readonly<{ app: GrantApp; verifier: string }>

/** Ends the way that was begun, whatever the provider will say: a state is good once. */
const claim = command(
  'messaging.manage',
  async (work, { id, state }: Back): Promise<Claimed> => {
    const { grant, secrets } = await lockGrant(work, id)
    const { [grantSecrets.begun]: kept, ...rest } = secrets
    const begun = kept === undefined ? undefined : Begun.parse(JSON.parse(kept))
    const [about, nonce = ''] = state.split('.')
    const ours =
      begun !== undefined &&
      about === id &&
      timingSafeEqual(Buffer.from(begun.sha256, 'hex'), digest(nonce)) &&
      begun.holder === holderOf(work.session) &&
      begun.until > work.now.getTime()
    if (!ours) throw new Refusal('messaging.grant_state')
    await writeSecrets(work, id, rest)
    return { app: appOf(grant, secrets), verifier: begun.verifier }
  },
  { name: 'messaging.claim_grant' },
)

type Got = Readonly<{
  id: string
  app: GrantApp
  granted: Extract<Granted, { outcome: 'granted' }>
}>

const keepGrant = command(
  'messaging.manage',
  async (work, { id, app, granted }: Got): Promise<Account> => {
    const { session, now } = work
    const { grant, secrets } = await lockGrant(work, id)
    // It was given to what the account was then.
    if (JSON.stringify(appOf(grant, secrets)) !== JSON.stringify(app))
      throw new Refusal('messaging.grant_state')
    const { [grantSecrets.refresh]: _, ...rest } = secrets
    const since = { [grantSecrets.since]: now.toISOString() }
    await writeSecrets(work, id, { ...withTokens(rest, granted, now), ...since })
    await work.run(
      `update channel_account set checked_at = null, check_outcome = null, check_reason = null,
         check_detail = null, facts = facts - $3::text[]
       where company_id = $1 and id = $2`,
      [work.companyId, id, [ownFacts.told, ownFacts.renewing, 'mailbox', 'mailbox_detail']],
    )
    heard(work, 'messaging.granted', id, { provider: grant.provider })
    return accountOf(session, await lockAccount(work, id), now)
  },
  { name: 'messaging.keep_grant' },
)

/**
 * Takes what the provider sent a person back with, and has tokens for it.
 * @throws messaging.grant_state, messaging.grant_refused, messaging.account_not_found
 */
export async function finishGrant(session: Session, back: Back): Promise<Account> {
  const { app, verifier } = await claim(session, back)
  const granted = await session.house.plugs
    .get(mailAuthority)
    .exchange(app, { code: back.code, verifier, returnTo: returnTo(session) })
  if (granted.outcome !== 'granted')
    throw new Refusal('messaging.grant_refused', { said: granted.detail })
  // Without it we would be let in for an hour.
  if (granted.refreshToken === undefined)
    throw new Refusal('messaging.grant_refused', { said: 'no refresh_token' })
  try {
    return await keepGrant(session, { id: back.id, app, granted })
  } catch (error) {
    // What nobody keeps is not left open at the provider.
    await giveBack(session, app, granted.refreshToken)
    throw error
  }
}

const dropGrant = command(
  'messaging.manage',
  async (work, { id }: { id: string }) => {
    const { row, grant, secrets } = await lockGrant(work, id)
    await writeSecrets(work, id, typedSecrets(secrets))
    heard(work, 'messaging.grant_ended', id, { provider: grant.provider })
    const after = await lockAccount(work, row.id)
    return {
      account: accountOf(work.session, after, work.now),
      app: appOf(grant, secrets),
      token: secrets[grantSecrets.refresh],
    }
  },
  { name: 'messaging.end_grant' },
)

/** Gives a grant back to its provider, as far as that is possible. */
export async function giveBack(session: Session, app: GrantApp, token: string): Promise<void> {
  await session.house.plugs
    .get(mailAuthority)
    .revoke(app, token)
    .catch((error: unknown) =>
      session.house.log.warn({ err: error }, 'a grant could not be given back'),
    )
}

/**
 * Forgets the tokens of a mailbox, and gives them back where the provider takes them.
 * @throws messaging.account_not_found, messaging.grant_none
 */
export async function endGrant(session: Session, input: { id: string }): Promise<Account> {
  const { account, app, token } = await dropGrant(session, input)
  if (token !== undefined) await giveBack(session, app, token)
  return account
}
