import type { Account, SaveAccount, Smtp, VendorAccount } from '#core/messaging/accounts-api.ts'
import { channelOfVendor, chatVendors } from '#core/messaging/vendors.ts'
import { Refusal } from '#core/refusal.ts'
import { command, type Work } from '#platform/command.ts'
import type { Session } from '#platform/session.ts'
import { grantOf, typedSecrets } from '../grants/held.ts'
import { tables } from '../store.ts'
import type { AccountTable } from '../tables.ts'
import { forgetOpened } from './kept-open.ts'
import {
  accountsOfChannel,
  holdAccount,
  lockAccount,
  lockChannel,
  openSecrets,
  ownFacts,
  passwordPlace,
  type Secrets,
  sealSecrets,
} from './row.ts'
import { smtpOf } from './sender.ts'
import { accountOf, forAudit, vendorOf } from './shown.ts'
import { addWebhook } from './webhook-address.ts'

type Mail = Extract<VendorAccount, { provider: 'smtp' }>
type Chat = Exclude<VendorAccount, Mail>
type Given = Readonly<Record<string, string | undefined>>

/** What is kept, with what was given: nothing leaves it, an empty text removes it. */
function merged(kept: Secrets, given: Given): Secrets {
  const said = Object.entries(given).filter(([, value]) => value !== undefined)
  const all = Object.entries({ ...kept, ...Object.fromEntries(said) })
  return Object.fromEntries(all.flatMap(([name, value]) => (value ? [[name, value]] : [])))
}

const bare = (url: string): string => url.replace(/\/+$/, '')

/** A secret is given to one place: for another it has to be typed again. */
function chatValues(work: Work, id: string, before: AccountTable | undefined, account: Chat) {
  const { house } = work.session
  const vendor = chatVendors[account.provider]
  const baseUrl = bare(account.baseUrl ?? vendor.baseUrl)
  const given: Given = account.secrets
  const kept = before?.base_url === baseUrl ? openSecrets(house, before) : {}
  const set = given['token'] ? work.now.toISOString() : before?.facts[ownFacts.tokenSet]
  return {
    address: account.address,
    shown_as: account.shownAs ?? null,
    base_url: baseUrl,
    version: ('version' in account ? account.version : undefined) ?? vendor.version ?? null,
    secrets_sealed: sealSecrets(house, id, merged(kept, given)),
    settings: account.settings,
    facts: set === undefined ? {} : { [ownFacts.tokenSet]: set },
  }
}

function mailValues(work: Work, id: string, before: AccountTable | undefined, account: Mail) {
  const { safe } = work.session.house
  const { password, imap_password, client_secret } = account.secrets
  const { grant } = account
  const sealed = grant
    ? null
    : password === undefined
      ? before?.host === account.host
        ? before.password_sealed
        : null
      : password === ''
        ? null
        : safe.lock(password, passwordPlace(id))
  return {
    host: account.host,
    port: account.port,
    secure: account.secure,
    user_name: account.user || null,
    password_sealed: sealed,
    from_name: account.fromName,
    from_address: account.fromAddress,
    reply_to: account.replyTo,
    secrets_sealed: sealSecrets(
      work.session.house,
      id,
      grant
        ? merged(granted(work, before, account), { client_secret })
        : account.imap
          ? merged(passwords(work, before, account), { imap_password })
          : {},
    ),
    settings: { imap: account.imap, grant },
    facts: {},
  }
}

/** The passwords that are kept where the mailbox stays where it is. */
function passwords(work: Work, before: AccountTable | undefined, account: Mail): Secrets {
  const read = before?.settings['imap'] as { host?: string } | null | undefined
  if (!before || grantOf(before) || read?.host !== account.imap?.host) return {}
  return openSecrets(work.session.house, before)
}

/**
 * What is kept of a grant: all of it where nothing changes about whom it lets in where, the app's
 * secret where the provider stays the same, else nothing.
 */
function granted(work: Work, before: AccountTable | undefined, account: Mail): Secrets {
  const held = before && grantOf(before)
  if (!before || !held || !account.grant) return {}
  const secrets = openSecrets(work.session.house, before)
  const place = ({ host, user, fromAddress, imap, grant }: Omit<Smtp, 'replyTo'>) =>
    JSON.stringify([host, user ?? fromAddress, imap?.host, imap?.user, grant])
  if (place(smtpOf(before)) === place(account)) return secrets
  const { tokenUrl, revokeUrl, tenant } = held
  const same =
    tokenUrl === account.grant.tokenUrl &&
    revokeUrl === account.grant.revokeUrl &&
    tenant === account.grant.tenant
  return same ? typedSecrets(secrets) : {}
}

/** @throws messaging.account_not_found, messaging.account_played, messaging.vendor_fixed */
function assertChangeable(before: AccountTable, provider: VendorAccount['provider']): void {
  if (before.removed_at) throw new Refusal('messaging.account_not_found', { id: before.id })
  if (before.played) throw new Refusal('messaging.account_played')
  if (vendorOf(before) !== provider) throw new Refusal('messaging.vendor_fixed')
}

function assertFree(others: readonly AccountTable[], input: SaveAccount): void {
  const { id, vendor } = input
  if (others.some(({ played }) => played)) throw new Refusal('messaging.live_beside_played')
  if (vendor.provider === 'smtp') return
  const { provider, address } = vendor
  if (others.some((row) => row.id !== id && row.provider === provider && row.address === address))
    throw new Refusal('messaging.account_taken', { address })
}

async function write(
  work: Work,
  before: AccountTable | undefined,
  input: SaveAccount,
  first: boolean,
): Promise<void> {
  const { id, name, vendor } = input
  const values = {
    name,
    ...(vendor.provider === 'smtp'
      ? mailValues(work, id, before, vendor)
      : chatValues(work, id, before, vendor)),
    chosen_at: before?.chosen_at ?? (first ? work.now : null),
    checked_at: null,
    check_outcome: null,
    check_reason: null,
    check_detail: null,
    resting_until: null,
    resting_reason: null,
    rests: 0,
  }
  const { db, companyId } = work
  if (before)
    await tables({ db })
      .updateTable('channel_account')
      .set(values)
      .where('company_id', '=', companyId)
      .where('id', '=', id)
      .execute()
  else {
    const { provider } = vendor
    await tables({ db })
      .insertInto('channel_account')
      .values({
        ...values,
        company_id: companyId,
        id,
        channel: channelOfVendor(provider),
        provider: provider === 'smtp' ? null : provider,
        played: false,
        created_at: work.now,
      })
      .execute()
    if (provider !== 'smtp') await addWebhook(work, id)
  }
}

const save = command(
  'messaging.manage',
  async (work, input: SaveAccount): Promise<Account> => {
    const { id, vendor } = input
    const { session, now } = work
    await lockChannel(work, channelOfVendor(vendor.provider))
    const before = await holdAccount(work, id)
    if (before) assertChangeable(before, vendor.provider)
    const others = await accountsOfChannel(work, channelOfVendor(vendor.provider))
    assertFree(others, input)
    await write(work, before, input, !others.some((row) => row.chosen_at))
    const after = await lockAccount(work, id)
    work.audit('messaging.account_saved', {
      kind: 'channel_account',
      id,
      before: before ? forAudit(session, before, now) : null,
      after: {
        ...forAudit(session, after, now),
        changedSecrets: Object.keys(vendor.secrets),
      },
    })
    return accountOf(session, after, now)
  },
  { name: 'messaging.save_account' },
)

/**
 * Makes an account or changes it, its secrets sealed; what is not sent stays as it was. The first
 * account of a channel is chosen by itself.
 * @throws messaging.live_beside_played, messaging.account_taken, messaging.vendor_fixed
 */
export async function saveAccount(session: Session, input: SaveAccount): Promise<Account> {
  const saved = await save(session, input)
  forgetOpened(session.house, session.companyId, input.id)
  return saved
}
