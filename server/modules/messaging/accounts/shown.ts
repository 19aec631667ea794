import { stateOf, tokenDaysLeft } from '#core/messaging/account-state.ts'
import type { Account } from '#core/messaging/accounts-api.ts'
import { chatVendors, missingOf, type VendorName } from '#core/messaging/vendors.ts'
import type { Language } from '#core/people/identity.ts'
import { may, type Session } from '#platform/session.ts'
import { grantSecrets, typedSecrets } from '../grants/held.ts'
import { word } from '../messages/index.ts'
import type { AccountTable } from '../tables.ts'
import { openSecrets, ownFacts } from './row.ts'
import { type Sender, smtpOf } from './sender.ts'
import { verifyToken, webhookUrl } from './webhook-address.ts'

/** Stands for the played mailbox, which has no row. */
export const playedId = '00000000-0000-7000-8000-000000000001'

const msOf = (text: string | undefined): number | null =>
  text === undefined ? null : Date.parse(text)

export const vendorOf = (row: AccountTable): VendorName => row.provider ?? 'smtp'

const workedBy = { sent: true, failed: false, unknown: null } as const

function missing(row: AccountTable, secrets: readonly string[]): string[] {
  // Whose grant ended is not unfinished: it does not work, and says so.
  if (row.provider === null && smtpOf(row).grant)
    return secrets.includes(grantSecrets.refresh) || row.check_reason === 'grant_gone' || row.played
      ? []
      : ['grant']
  if (row.provider === null)
    return smtpOf(row).imap && !row.played && !secrets.includes('imap_password')
      ? ['imap_password']
      : []
  return missingOf(row.provider, row.settings as Record<string, string>, secrets)
}

/** How an account stands by what its row says. */
export const signsOf = (session: Session, row: AccountTable) =>
  signsBy(row, Object.keys(openSecrets(session.house, row)))

/** @param secrets the names of those that it has */
function signsBy(row: AccountTable, secrets: readonly string[]) {
  return {
    vendor: vendorOf(row),
    missing: missing(row, secrets),
    worked: row.check_outcome === null ? null : workedBy[row.check_outcome],
    heardMs: row.heard_at?.getTime() ?? null,
    sentMs: msOf(row.facts[ownFacts.unanswered]),
    tokenSetMs: msOf(row.facts[ownFacts.tokenSet]),
    restingUntilMs: row.resting_until?.getTime() ?? null,
  }
}

function webhookOf(session: Session, row: AccountTable): Account['webhook'] {
  if (row.provider === null || !may(session, 'messaging.manage')) return null
  const { house, companyId } = session
  return {
    url: webhookUrl(house, companyId, row.provider, row.id),
    verifyToken: chatVendors[row.provider].asks ? verifyToken(house, companyId, row.id) : null,
  }
}

const own: ReadonlySet<string> = new Set(Object.values(ownFacts))

/** An account as people see it: no secret, only the names of those that are kept. */
export function accountOf(session: Session, row: AccountTable, now: Date): Account {
  const secrets = openSecrets(session.house, row)
  const kept = Object.keys(typedSecrets(secrets))
  const signs = signsBy(row, Object.keys(secrets))
  const rests = row.resting_until !== null && row.resting_until > now
  return {
    id: row.id,
    name: row.name,
    channel: row.channel,
    provider: vendorOf(row),
    shownAs: row.shown_as ?? row.from_address ?? row.address,
    chosen: row.chosen_at !== null,
    played: row.played,
    state: stateOf(signs, now.getTime()),
    missing: signs.missing,
    kept: row.password_sealed ? ['password', ...kept] : kept,
    chat:
      row.provider === null
        ? null
        : {
            address: row.address ?? '',
            baseUrl: row.base_url ?? '',
            version: row.version,
            settings: row.settings as Record<string, string>,
          },
    mail: row.provider === null ? smtpOf(row) : null,
    webhook: webhookOf(session, row),
    health: healthOf(row),
    facts: Object.fromEntries(Object.entries(row.facts).filter(([name]) => !own.has(name))),
    heardAt: row.heard_at?.toISOString() ?? null,
    renewalFailed: row.facts[ownFacts.renewalFailed] ?? null,
    grantedAt: row.provider === null ? (secrets[grantSecrets.since] ?? null) : null,
    tokenDays: tokenDaysLeft(signs.vendor, signs.tokenSetMs, now.getTime()) ?? null,
    resting:
      rests && row.resting_until
        ? { until: row.resting_until.toISOString(), reason: row.resting_reason }
        : null,
  }
}

const healthOf = (row: AccountTable): Account['health'] =>
  row.checked_at && row.check_outcome
    ? {
        at: row.checked_at.toISOString(),
        outcome: row.check_outcome,
        reason: row.check_reason,
        detail: row.check_detail,
      }
    : null

/**
 * What people chose of an account, for the log of changes: the address of a webhook is nobody's to
 * read there, and how the account fares is no change that anybody made.
 */
export function forAudit(session: Session, row: AccountTable, now: Date): object {
  const { name, channel, provider, shownAs, chosen, played, kept, chat, mail } = accountOf(
    session,
    row,
    now,
  )
  return { name, channel, provider, shownAs, chosen, played, secrets: kept, chat, mail }
}

/** The played mailbox of a company that has no mail account yet. */
export const standInShown = ({ account, from }: Sender, language: Language): Account => ({
  id: playedId,
  name: word('playedMail', language),
  channel: 'email',
  provider: 'smtp',
  shownAs: from.address,
  chosen: true,
  played: true,
  state: 'good',
  missing: [],
  kept: [],
  chat: null,
  mail: {
    host: account.host,
    port: account.port,
    secure: false,
    user: null,
    fromName: from.name,
    fromAddress: from.address,
    replyTo: null,
    imap: null,
    grant: null,
  },
  webhook: null,
  health: null,
  facts: {},
  heardAt: null,
  tokenDays: null,
  renewalFailed: null,
  grantedAt: null,
  resting: null,
})
