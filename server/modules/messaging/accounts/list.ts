import type { VendorName } from '#core/messaging/vendors.ts'
import { query } from '#platform/query.ts'
import type { Session } from '#platform/session.ts'
import { returnTo } from '../grants/held.ts'
import { playedChats } from '../ports.ts'
import { allAccounts } from './row.ts'
import { emailReady, playedMail, standIn } from './sender.ts'
import { accountOf, standInShown } from './shown.ts'

/** The vendors that can be tried here without an account. */
export function playable(session: Session): VendorName[] {
  const { house } = session
  const chats = house.simulators ? house.plugs.get(playedChats) : null
  return [...(chats?.vendors ?? []), ...(playedMail(session) ? (['smtp'] as const) : [])]
}

/** The accounts of every channel, the oldest first. */
export const listAccounts = query('messaging.read', async (from, _: object) => {
  const { session, now } = from
  const accounts = (await allAccounts(from)).map((row) => accountOf(session, row, now))
  const played = accounts.some(({ channel }) => channel === 'email') ? undefined : standIn(from)
  return {
    rows: played ? [...accounts, standInShown(played, session.language)] : accounts,
    ready: await emailReady(from),
    playable: playable(session),
    returnTo: returnTo(session),
  }
})
