import { assert } from '#core/assert.ts'
import { chatVendors } from '#core/messaging/vendors.ts'
import type { Work } from '#platform/command.ts'
import type { House } from '#platform/house.ts'
import type { ChatAccount, ChatProvider } from '../chat-channel.ts'
import { chatProviders, playedChats } from '../ports.ts'
import type { AccountTable } from '../tables.ts'
import { findAccount, openSecrets, type Reading } from './row.ts'
import { verifyToken, webhookUrl } from './webhook-address.ts'

/** An account with a vendor of conversations, its secrets opened. */
export type OpenedAccount = ChatAccount &
  Readonly<{
    id: string
    name: string
    /** What people know it by: the number, the page's name. */
    shownAs: string | null
    played: boolean
    /** Until when its vendor is left alone, and how often in a row it was. */
    restingUntil: Date | null
    rests: number
    /** Nothing leaves through it any more; what is told of it is not heard. */
    removed: boolean
  }>

/** Undefined for mail, and for a played account where nobody plays it. */
export function openRow(
  { companyId, session }: Pick<Reading, 'companyId' | 'session'>,
  row: AccountTable,
): OpenedAccount | undefined {
  const { provider, address, base_url: kept, channel } = row
  if (channel === 'email' || provider === null || address === null || kept === null)
    return undefined
  const { house } = session
  const vendor = chatVendors[provider]
  const hookUrl = webhookUrl(house, companyId, provider, row.id)
  const settings = row.settings as Record<string, string>
  const secrets = {
    ...openSecrets(house, row),
    ...(vendor.asks && { verify_token: verifyToken(house, companyId, row.id) }),
    // Told with each message where reports are wanted; to some vendors it is all that proves them.
    ...(vendor.channel === 'sms' && { hook: hookUrl }),
  }
  const played = row.played && house.simulators ? house.plugs.get(playedChats) : null
  if (row.played && !played) return undefined
  const { id, name, shown_as: shownAs } = row
  const baseUrl =
    played && row.removed_at === null
      ? played.open({
          vendor: provider,
          address,
          name,
          shownAs,
          settings,
          secrets,
          webhookUrl: hookUrl,
        })
      : kept
  return {
    id,
    name,
    shownAs,
    channel,
    address,
    provider,
    baseUrl,
    secrets,
    settings,
    ...(row.version !== null && { version: row.version }),
    played: row.played,
    restingUntil: row.resting_until,
    rests: row.rests,
    removed: row.removed_at !== null,
  }
}

/** An account of conversations, also a removed one (without secrets then). */
export async function openAccount(
  from: Reading,
  accountId: string,
): Promise<OpenedAccount | undefined> {
  const row = await findAccount(from, accountId)
  return row && openRow(from, row)
}

/** The vendor's platform behind an account. */
export function providerOf(house: House, account: Pick<ChatAccount, 'provider'>): ChatProvider {
  const provider = house.plugs.get(chatProviders)[account.provider]
  assert(provider !== undefined, 'every vendor of an account is plugged in')
  return provider
}

/** Leaves the vendor of an account alone until an instant; a shorter rest does not end a longer one. */
export async function restAccount(
  work: Work,
  id: string,
  rest: { untilMs: number; reason: string },
): Promise<void> {
  await work.run(
    `update channel_account set resting_until = greatest(resting_until, $3), resting_reason = $4,
       rests = rests + 1 where company_id = $1 and id = $2`,
    [work.companyId, id, new Date(rest.untilMs), rest.reason],
  )
}

/** The vendor took something again: the next rest begins short. */
export async function wakeAccount(work: Work, id: string): Promise<void> {
  await work.run(
    `update channel_account set resting_until = null, resting_reason = null, rests = 0
     where company_id = $1 and id = $2 and rests > 0`,
    [work.companyId, id],
  )
}

/** Its vendor has told us something. Written once a minute, so that a busy account is not a hot row. */
export async function heard(work: Work, id: string): Promise<void> {
  await work.run(
    `update channel_account set heard_at = $3 where company_id = $1 and id = $2
       and (heard_at is null or heard_at < $3::timestamptz - interval '1 minute')`,
    [work.companyId, id, work.now],
  )
}
