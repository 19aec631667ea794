import { randomBytes } from 'node:crypto'
import type { Account } from '#core/messaging/accounts-api.ts'
import {
  type ChatVendorName,
  channelOfVendor,
  chatVendors,
  type VendorName,
} from '#core/messaging/vendors.ts'
import { Refusal } from '#core/refusal.ts'
import { readProfile } from '#modules/people/index.ts'
import { command, type Work } from '#platform/command.ts'
import type { House } from '#platform/house.ts'
import { systemSession } from '#platform/jobs.ts'
import { look } from '#platform/query.ts'
import { word } from '../messages/index.ts'
import { playedChats } from '../ports.ts'
import { tables } from '../store.ts'
import { playable } from './list.ts'
import { openRow } from './opened.ts'
import { accountsOfChannel, allAccounts, lockAccount, lockChannel, sealSecrets } from './row.ts'
import { playedMail } from './sender.ts'
import { accountOf, forAudit } from './shown.ts'
import { addWebhook } from './webhook-address.ts'

function chatValues(work: Work, id: string, vendor: ChatVendorName) {
  const { house } = work.session
  const made = house.plugs.get(playedChats)?.make(vendor, id)
  if (!made) throw new Refusal('messaging.simulator_unavailable')
  return {
    provider: vendor,
    address: made.address,
    shown_as: made.shownAs,
    // Where it is played is known anew each time that it is opened.
    base_url: chatVendors[vendor].baseUrl,
    version: chatVendors[vendor].version ?? null,
    secrets_sealed: sealSecrets(house, id, made.secrets),
    settings: made.settings,
  }
}

function mailValues(work: Work, id: string) {
  const server = playedMail(work.session)
  if (!server) throw new Refusal('messaging.simulator_unavailable')
  const address = `c-${id.slice(-12)}@wasl.test`
  return {
    host: server.host,
    port: server.port,
    secure: false,
    from_name: readProfile(work).name,
    from_address: address,
    secrets_sealed: sealSecrets(work.session.house, id, {
      imap_password: randomBytes(16).toString('base64url'),
    }),
    settings: {
      imap: { host: server.host, port: server.port, secure: false, user: address, folder: 'INBOX' },
    },
  }
}

/**
 * Opens an account with a vendor that is played on this machine, so that the whole way can be tried
 * without one. @throws messaging.simulator_unavailable, messaging.played_beside_live
 */
export const tryAccount = command(
  'messaging.manage',
  async (work, { id, provider }: { id: string; provider: VendorName }): Promise<Account> => {
    const { session, companyId, now } = work
    const channel = channelOfVendor(provider)
    if (!playable(session).includes(provider)) throw new Refusal('messaging.simulator_unavailable')
    await lockChannel(work, channel)
    const others = await accountsOfChannel(work, channel)
    if (others.some(({ played }) => !played)) throw new Refusal('messaging.played_beside_live')
    await tables(work)
      .insertInto('channel_account')
      .values({
        company_id: companyId,
        id,
        channel,
        name: word('triedAccount', session.language),
        played: true,
        facts: {},
        rests: 0,
        created_at: now,
        chosen_at: others.some((row) => row.chosen_at) ? null : now,
        ...(provider === 'smtp' ? mailValues(work, id) : chatValues(work, id, provider)),
      })
      .execute()
    if (provider !== 'smtp') await addWebhook(work, id)
    const made = await lockAccount(work, id)
    openRow(work, made)
    const after = forAudit(session, made, now)
    work.audit('messaging.account_tried', { kind: 'channel_account', id, before: null, after })
    return accountOf(session, made, now)
  },
  { once: ({ id }) => id, name: 'messaging.try_account' },
)

/** Makes every played account known to the played vendors again, who remember nothing. */
export async function welcomePlayed(house: House): Promise<void> {
  if (!house.simulators) return
  const { rows } = await house.pool.query<{ company_ids: string }>('select gate.company_ids()')
  for (const { company_ids: companyId } of rows)
    await look(systemSession(house, companyId), async (from) => {
      for (const row of await allAccounts(from)) if (row.played) openRow(from, row)
    })
}
