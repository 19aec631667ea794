import { z } from 'zod'
import { silentAfterMs, stateOf, troubles } from '#core/messaging/account-state.ts'
import type { Account } from '#core/messaging/accounts-api.ts'
import { AccountTroubled } from '#core/messaging/events.ts'
import type { ChatFailure } from '#core/messaging/incoming.ts'
import { Refusal } from '#core/refusal.ts'
import { reaction, type Work } from '#platform/command.ts'
import { job } from '#platform/jobs.ts'
import { look } from '#platform/query.ts'
import type { Session } from '#platform/session.ts'
import { grantedAt } from '../grants/held.ts'
import { tokenSource } from '../grants/token.ts'
import type { AccountTable } from '../tables.ts'
import { openAccount, providerOf } from './opened.ts'
import { renewToken } from './renew.ts'
import { allAccounts, lockAccount, ownFacts } from './row.ts'
import { accountOf, signsOf } from './shown.ts'

type Health = Readonly<{
  ok: boolean
  facts: Readonly<Record<string, string>>
  failure?: ChatFailure
}>

const passing: ReadonlySet<string> = new Set(['unavailable', 'rate_limited'])

/** A hiccup of the network is no failure of the account; the second in a row is. */
function outcomeOf({ ok, failure }: Health, before: AccountTable): 'sent' | 'failed' | 'unknown' {
  if (ok) return 'sent'
  const first = before.check_outcome === null || before.check_outcome === 'sent'
  return failure && passing.has(failure.reason) && first ? 'unknown' : 'failed'
}

/** When the vendor took something, over an hour and under a day ago, and has said nothing since. */
async function unansweredSince(work: Work, row: AccountTable): Promise<string | undefined> {
  const [found] = await work.run<{ at: Date | null }>(
    `select max(sent_at) as at from message where company_id = $1 and account_id = $2
       and direction = 'out' and state = 'sent' and queued_at > $3::timestamptz - interval '1 day'
       and sent_at <= $4::timestamptz and sent_at > coalesce($5::timestamptz, '-infinity')`,
    [work.companyId, row.id, work.now, new Date(work.now.getTime() - silentAfterMs), row.heard_at],
  )
  return found?.at?.toISOString()
}

const nameOf = (facts: Health['facts']): string | null =>
  facts['display_phone_number'] ?? facts['username'] ?? facts['name'] ?? null

/** Keeps what a vendor said of an account, and tells people once of a trouble that is new. */
const noteHealth = reaction(
  'messaging.note_health',
  async (work, { id, health }: { id: string; health: Health }): Promise<Account> => {
    const { session, now } = work
    const before = await lockAccount(work, id)
    const { failure } = health
    const unanswered = (await unansweredSince(work, before)) ?? before.facts[ownFacts.unanswered]
    const after: AccountTable = {
      ...before,
      shown_as: before.shown_as ?? nameOf(health.facts),
      checked_at: now,
      check_outcome: outcomeOf(health, before),
      check_reason: failure?.reason ?? null,
      check_detail: failure ? [failure.code, failure.detail].filter(Boolean).join(': ') : null,
      facts: {
        ...before.facts,
        ...health.facts,
        ...(unanswered !== undefined && { [ownFacts.unanswered]: unanswered }),
      },
    }
    const state = stateOf(signsOf(session, after), now.getTime())
    const news = troubles.has(state) && before.facts[ownFacts.told] !== state
    after.facts = { ...after.facts, [ownFacts.told]: state }
    await work.run(
      `update channel_account set shown_as = $3, checked_at = $4, check_outcome = $5,
         check_reason = $6, check_detail = $7, facts = $8 where company_id = $1 and id = $2`,
      [
        work.companyId,
        id,
        after.shown_as,
        now,
        after.check_outcome,
        after.check_reason,
        after.check_detail,
        JSON.stringify(after.facts),
      ],
    )
    if (news)
      work.publish(
        AccountTroubled,
        { kind: 'channel_account', id },
        { accountId: id, channel: before.channel, name: before.name, trouble: state },
      )
    return accountOf(session, after, now)
  },
)

/**
 * Asks the vendor of an account of conversations whether it works, and keeps what it says.
 * @throws messaging.account_not_found
 */
export async function checkAccount(session: Session, { id }: { id: string }): Promise<Account> {
  const account = await look(session, (from) => openAccount(from, id))
  if (!account || account.removed) throw new Refusal('messaging.account_not_found', { id })
  const health = await providerOf(session.house, account).health(account)
  return noteHealth(session, { id, health })
}

/** Asks after every live account, one after the other; what one of them does hinders no other. */
export const checkAccountsJob = job(
  'messaging.check_accounts',
  z.looseObject({ companyId: z.uuid() }),
  async (session) => {
    const rows = await look(session, allAccounts)
    for (const row of rows) {
      const { id, provider, played } = row
      if (played) continue
      try {
        if (provider === null) {
          // Nobody need send for it to be known that we are let in no more.
          if (grantedAt(session, row) !== null) await tokenSource(session, id)()
          continue
        }
        await renewToken(session, row)
        await checkAccount(session, { id })
      } catch (error) {
        session.house.log.error(
          { err: error, accountId: id },
          'an account could not be asked after',
        )
      }
    }
  },
)
